package dev.ndwire.core.comm.socket;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.wire.ByteSink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a socket: small pieces and heap memory through a staging buffer, large native ones from where they lie, in
/// gathering writes.
final class SocketSink implements ByteSink {
    private static final int STAGING_BYTES = 64 << 10;
    // What most requests and replies need, and all that a connection with no others takes.
    private static final int SMALL_STAGING_BYTES = 4 << 10;
    // Below this a copy costs less than one more entry of a gathering write.
    private static final int COPIED_MAX_BYTES = 4 << 10;
    private static final int MAX_GATHERED = 64;
    private static final long MAX_WRITE_BYTES = 1L << 30;
    // A blocking write returns when all is written: a listener would hear nothing for long.
    private static final long MAX_OBSERVED_WRITE_BYTES = 4L << 20;
    // The system takes in less at a time: what it could not read is no further on.
    private static final int TOUCHED_BYTES = 1 << 20;
    private static final int TOUCHED_AT_ONCE_BYTES = 64 << 10;

    private final ByteStream stream;
    private final Address peer;
    private final Staging memory = Staging.forWriting();
    private final List<ByteBuffer> gathered = new ArrayList<>();
    // Start of the staged bytes that are not in the list yet.
    private int stagedFrom;
    private volatile @Nullable TransferListener listener;

    SocketSink(ByteStream stream, Address peer) {
        this.stream = stream;
        this.peer = peer;
    }

    void observe(TransferListener observer) {
        listener = observer;
    }

    /// Lets go of the memory until there is something to write.
    void rest() {
        memory.rest();
    }

    /// Lets go of the memory; what is writing now ends first.
    void close() {
        memory.close();
    }

    @Override
    public void write(List<MemorySegment> segments) throws IOException {
        if (!memory.enter(stagingFor(segments))) {
            throw new ConnectionClosedException("connection to " + peer + " was closed here while writing");
        }
        try {
            writeAll(segments);
        } finally {
            memory.leave();
        }
    }

    private static int stagingFor(List<MemorySegment> segments) {
        long staged = 0;
        for (MemorySegment segment : segments) {
            if (!isGathered(segment)) {
                staged += segment.byteSize();
                if (staged > SMALL_STAGING_BYTES) {
                    return STAGING_BYTES;
                }
            }
        }
        return SMALL_STAGING_BYTES;
    }

    private static boolean isGathered(MemorySegment segment) {
        return segment.isNative() && segment.byteSize() > COPIED_MAX_BYTES;
    }

    private void writeAll(List<MemorySegment> segments) throws IOException {
        for (MemorySegment segment : segments) {
            if (isGathered(segment)) {
                gather(segment);
            } else {
                stage(segment);
            }
        }
        flush();
    }

    private void gather(MemorySegment segment) throws IOException {
        closeStaged();
        boolean isObserved = listener != null;
        long step = isObserved ? MAX_OBSERVED_WRITE_BYTES : MAX_WRITE_BYTES;
        for (long at = 0; at < segment.byteSize(); at += step) {
            gathered.add(
                    segment.asSlice(at, Math.min(step, segment.byteSize() - at)).asByteBuffer());
            if (isObserved || gathered.size() >= MAX_GATHERED) {
                flush();
            }
        }
    }

    private void stage(MemorySegment segment) throws IOException {
        ByteBuffer staging = memory.buffer();
        for (long at = 0; at < segment.byteSize(); ) {
            if (!staging.hasRemaining()) {
                flush();
            }
            int now = (int) Math.min(staging.remaining(), segment.byteSize() - at);
            MemorySegment.copy(segment, at, memory.segment(), staging.position(), now);
            staging.position(staging.position() + now);
            at += now;
        }
    }

    private void closeStaged() {
        ByteBuffer staging = memory.buffer();
        if (staging.position() > stagedFrom) {
            gathered.add(staging.slice(stagedFrom, staging.position() - stagedFrom));
            stagedFrom = staging.position();
        }
    }

    private void flush() throws IOException {
        closeStaged();
        ByteBuffer[] buffers = gathered.toArray(ByteBuffer[]::new);
        gathered.clear();
        int first = 0;
        try {
            while (first < buffers.length) {
                long count = stream.write(buffers, first, buffers.length - first);
                TransferListener observer = listener;
                if (observer != null && count > 0) {
                    observer.bytesMoved(count);
                }
                while (first < buffers.length && !buffers[first].hasRemaining()) {
                    first++;
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new ConnectionClosedException("connection to " + peer + " was interrupted here while writing", e);
        } catch (ClosedChannelException e) {
            throw new ConnectionClosedException("connection to " + peer + " was closed here while writing", e);
        } catch (IOException e) {
            touch(buffers, first);
            throw new ConnectionClosedException(
                    "connection to " + peer + " failed while writing: " + e.getMessage(), e);
        } finally {
            memory.buffer().clear();
            stagedFrom = 0;
        }
    }

    /// Touches what was to go out next: the system says of memory that is gone no more than that its address is bad.
    ///
    /// @throws InternalError if it is gone
    private static void touch(ByteBuffer[] buffers, int first) {
        byte[] scratch = new byte[TOUCHED_AT_ONCE_BYTES];
        int left = TOUCHED_BYTES;
        for (int i = first; i < buffers.length && left > 0; i++) {
            ByteBuffer buffer = buffers[i].duplicate();
            while (buffer.hasRemaining() && left > 0) {
                int now = Math.min(buffer.remaining(), scratch.length);
                buffer.get(scratch, 0, now);
                left -= now;
            }
        }
    }
}
