package dev.ndwire.core.comm;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.wire.MalformedWireException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages as frames.
final class FrameRoad implements MessageRoad {
    /// What an [InternalError] says, which Java throws where a page of a mapped file is touched that is not there.
    private static final String MEMORY_IS_GONE = "memory of the message is gone, its file was cut or its disk is full";

    private final FrameChannel channel;
    private final ConnectionSettings settings;
    private final Handshake handshake;
    private final Admission admission;
    private volatile @Nullable TransferListener listener;
    // Of the thread that reads.
    private LostMessage lost = LostMessage.UNKNOWN;

    FrameRoad(FrameChannel channel, ConnectionSettings settings, Handshake handshake, Admission admission) {
        this.channel = channel;
        this.settings = settings;
        this.handshake = handshake;
        this.admission = admission;
    }

    @Override
    public void observe(TransferListener observer) {
        listener = observer;
        channel.observe(observer);
    }

    @Override
    public void write(@Nullable Object message, Serialization serialization, Lease.@Nullable Hold hold)
            throws IOException {
        try (hold;
                Lease gathered = channel.gatheringPool(settings.pool()).leaseForMessage(Ownership.LEASED)) {
            writeFrames(MessageWriter.dumps(
                    message,
                    serialization,
                    handshake.sending(channel, gathered, settings.serialization()),
                    settings.writeOptions()));
        }
    }

    private void writeFrames(List<Frame> frames) throws IOException {
        boolean done = false;
        try {
            TransferListener observer = listener;
            if (observer != null) {
                observer.messageStarted(
                        frames.stream().mapToLong(Frame::byteSize).sum());
            }
            channel.write(frames);
            done = true;
        } catch (MemoryBudgetExceededException nothingIsOut) {
            done = true;
            throw nothingIsOut;
        } catch (InternalError e) {
            throw new ConnectionClosedException(
                    "connection to " + channel.peerAddress() + " failed while writing: " + MEMORY_IS_GONE, e);
        } finally {
            // Half a message is out: nothing after it would be understood.
            if (!done) {
                channel.abort();
            }
        }
    }

    @Override
    public Received read(Ownership ownership, Serialization serialization) throws IOException {
        Lease lease = settings.pool().leaseForMessage(ownership);
        boolean done = false;
        boolean atNextMessage = false;
        OutlinedFrames frames = null;
        try {
            frames = new OutlinedFrames(channel.read(lease));
            long byteSize = frames.totalByteSize();
            admit(frames, byteSize);
            TransferListener observer = listener;
            if (observer != null) {
                observer.messageStarted(byteSize);
            }
            Object message = MessageReader.loads(
                    frames,
                    serialization,
                    handshake.receiving(channel, lease, settings.serialization()),
                    settings.headerLimits(),
                    settings.wireLimits());
            done = true;
            return new Received(message, lease);
        } catch (IOException e) {
            // A peer that sends no more may still be reading what was written: that is not to be lost by a reset.
            channel.close();
            throw e;
        } catch (InternalError e) {
            throw new ConnectionClosedException(
                    "connection to " + channel.peerAddress() + " failed while reading: " + MEMORY_IS_GONE, e);
        } catch (MalformedWireException streamIsLost) {
            throw streamIsLost;
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException objectIsLost) {
            atNextMessage = true;
            lost = frames == null ? LostMessage.UNKNOWN : frames.outline(settings.headerLimits());
            throw objectIsLost;
        } finally {
            if (!done) {
                lease.close();
            }
            if (!done && !atNextMessage) {
                channel.abort();
            }
        }
    }

    private void admit(OutlinedFrames frames, long byteSize) throws IOException {
        try {
            admission.admit(byteSize);
        } catch (MalformedException refused) {
            frames.skipAll(InFlight.UNCOUNTED_BYTES);
            throw refused;
        }
    }

    @Override
    public LostMessage lost() {
        return lost;
    }
}
