package dev.ndwire.core.comm;

import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.MalformedWireException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// An established connection: messages go out, messages come in.
///
/// All I/O happens on the caller's thread. One thread may write while another reads; a second reader or writer is
/// refused with an [IllegalStateException]. After an [IOException], or a [MalformedWireException], the connection is
/// closed. Closing is allowed from any thread at any
/// time and ends whatever waits.
public final class Connection implements AutoCloseable {
    // How Java's TLS names bytes that are none.
    private static final String NO_TLS = "recognized SSL message";

    private final FrameChannel channel;
    private final ConnectionSettings settings;
    private final Handshake handshake;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile @Nullable TransferListener listener;

    private Connection(FrameChannel channel, ConnectionSettings settings, Handshake handshake) {
        this.channel = channel;
        this.settings = settings;
        this.handshake = handshake;
    }

    /// Connects and shakes hands.
    ///
    /// @param address where to, such as `tcp://127.0.0.1:8786`
    /// @param settings what to connect with
    /// @return the connection
    /// @throws IOException if there is no answer, or none that is ours; it says why, and names the address
    /// @throws IllegalArgumentException if the address is malformed or its scheme unknown
    public static Connection connect(String address, ConnectionSettings settings) throws IOException {
        Connecting attempts = new Connecting(Address.parse(address), settings);
        FrameChannel channel = attempts.connect();
        return shakeHands(channel, settings, Duration.ofNanos(attempts.timeLeft()));
    }

    /// Shakes hands on a fresh channel; closes it if that fails.
    static Connection shakeHands(FrameChannel channel, ConnectionSettings settings, Duration timeout)
            throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        // Completing it cancels its timer, which would else hold the channel until the time is over.
        CompletableFuture<Void> watchdog =
                new CompletableFuture<Void>().orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        var unused = watchdog.whenComplete((done, timedOut) -> {
            if (timedOut != null) {
                late.set(true);
                channel.abort();
            }
        });
        Connection fresh = new Connection(channel, settings, new Handshake(Context.HIGHEST_PICKLE_PROTOCOL, null));
        try {
            String compression = channel.isSameHost() ? null : settings.compression();
            fresh.write(Handshake.ours(compression));
            try (Received theirs = fresh.read()) {
                return new Connection(channel, settings, Handshake.with(theirs.value(), compression));
            }
        } catch (IOException e) {
            // Not at once: the peer is to hear what TLS says of it.
            channel.close();
            if (late.get()) {
                throw new ConnectFailedException(
                        Reason.TIMED_OUT,
                        "no handshake from " + channel.peerAddress() + " within "
                                + settings.connectTimeout().toMillis() + " ms",
                        e);
            }
            throw new ConnectFailedException(
                    reasonOf(e), "no handshake from " + channel.peerAddress() + ": " + e.getMessage(), e);
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException e) {
            channel.abort();
            throw new ConnectFailedException(
                    Reason.NOT_OUR_PROTOCOL,
                    channel.peerAddress() + " does not speak this protocol: " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            channel.abort();
            throw e;
        } finally {
            watchdog.complete(null);
        }
    }

    private static Reason reasonOf(IOException failure) {
        if (failure.getCause() instanceof SSLException tls) {
            return String.valueOf(tls.getMessage()).contains(NO_TLS) ? Reason.NOT_OUR_PROTOCOL : Reason.NOT_TRUSTED;
        }
        return Reason.CLOSED_BY_PEER;
    }

    /// The address of this end.
    ///
    /// @return the address
    public Address localAddress() {
        return channel.localAddress();
    }

    /// The address of the other end.
    ///
    /// @return the address
    public Address peerAddress() {
        return channel.peerAddress();
    }

    /// What both ends agreed on.
    ///
    /// @return the agreement
    public Handshake handshake() {
        return handshake;
    }

    /// Has the bytes of every message from now on told to a listener.
    ///
    /// @param observer whom to tell; it replaces the one before
    public void observe(TransferListener observer) {
        listener = observer;
        channel.observe(observer);
    }

    /// Writes a message; returns when the transport has taken all of it.
    ///
    /// Arrays in it are sent from their own memory, which must stay open and unchanged until this returns; what is not
    /// contiguous is gathered into memory of the pool, which is given back before this returns.
    ///
    /// @param message maps, lists, numbers, texts, …, and whatever a family takes
    /// @throws IOException if the connection fails; it is then closed
    /// @throws SerializationException if no family takes a value; nothing was written
    /// @throws IllegalStateException if another thread is writing; or if an arena of the message's memory is closed,
    ///     and then the connection is too
    public void write(@Nullable Object message) throws IOException {
        write(message, settings.serialization());
    }

    /// Writes a message with other families than those of the settings; else as [#write(Object)].
    ///
    /// @param message maps, lists, numbers, texts, …, and whatever a family takes
    /// @param serialization which families write
    /// @throws IOException if the connection fails; it is then closed
    public void write(@Nullable Object message, Serialization serialization) throws IOException {
        enter(writing, "writing to");
        try (Lease gathered = settings.pool().lease(Ownership.LEASED)) {
            writeFrames(MessageWriter.dumps(message, serialization, context(gathered, true), settings.writeOptions()));
        } finally {
            writing.set(false);
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
        } finally {
            // Half a message is out: nothing after it would be understood.
            if (!done) {
                channel.abort();
            }
        }
    }

    /// Waits for a message, which belongs to the caller until it is closed.
    ///
    /// @return the message
    /// @throws IOException if the connection ends or fails; it is then closed
    /// @throws MalformedWireException if what comes is no message; the connection is then closed
    /// @throws MalformedException if the message's content breaks its format; the next one can be read
    /// @throws SerializationException if an object in it may not or cannot be opened; the next
    ///     message can be read
    /// @throws MemoryBudgetExceededException if an object in it has no room; the next message
    ///     can be read
    /// @throws IllegalStateException if another thread is reading
    public Received read() throws IOException {
        return read(Ownership.LEASED);
    }

    /// Waits for a message.
    ///
    /// @param ownership who decides when its memory goes
    /// @return the message
    /// @throws IOException if the connection ends or fails; it is then closed
    /// @throws MalformedException as [#read()] does
    /// @throws IllegalStateException if another thread is reading
    public Received read(Ownership ownership) throws IOException {
        return read(ownership, settings.serialization());
    }

    /// Waits for a message, to be opened by other families than those of the settings.
    ///
    /// @param ownership who decides when its memory goes
    /// @param serialization which families may be read
    /// @return the message
    /// @throws IOException if the connection ends or fails; it is then closed
    /// @throws MalformedException as [#read()] does
    /// @throws IllegalStateException if another thread is reading
    public Received read(Ownership ownership, Serialization serialization) throws IOException {
        enter(reading, "reading from");
        try {
            return readMessage(ownership, serialization);
        } finally {
            reading.set(false);
        }
    }

    private Received readMessage(Ownership ownership, Serialization serialization) throws IOException {
        Lease lease = settings.pool().lease(ownership);
        boolean done = false;
        boolean atNextMessage = false;
        try {
            FrameSource frames = channel.read();
            TransferListener observer = listener;
            if (observer != null) {
                observer.messageStarted(byteSizeOf(frames));
            }
            Object message = MessageReader.loads(
                    frames, serialization, context(lease, false), settings.headerLimits(), settings.wireLimits());
            done = true;
            return new Received(message, lease);
        } catch (IOException e) {
            // A peer that sends no more may still be reading what was written: that is not to be lost by a reset.
            channel.close();
            throw e;
        } catch (MalformedWireException streamIsLost) {
            throw streamIsLost;
        } catch (MalformedException | SerializationException | MemoryBudgetExceededException objectIsLost) {
            atNextMessage = true;
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

    private static long byteSizeOf(FrameSource frames) {
        long total = 0;
        for (int index = 0; index < frames.frameCount(); index++) {
            total += frames.byteSize(index);
        }
        return total;
    }

    private void enter(AtomicBoolean busy, String doing) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread is " + doing + " " + peerAddress());
        }
    }

    private Context context(Lease memory, boolean sending) {
        String local = localAddress().toString();
        String peer = peerAddress().toString();
        return new Context(
                sending ? local : peer,
                sending ? peer : local,
                handshake.pickleProtocol(),
                handshake.compression(),
                memory,
                settings.serialization());
    }

    /// Ends the connection after what was written has gone out. Closing again does nothing.
    @Override
    public void close() {
        channel.close();
    }

    /// Ends the connection at once; what was written may be lost.
    public void abort() {
        channel.abort();
    }
}
