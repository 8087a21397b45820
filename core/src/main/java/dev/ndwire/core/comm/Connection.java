package dev.ndwire.core.comm;

import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.MalformedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// An established connection: messages go out, messages come in.
///
/// All I/O happens on the caller's thread. One thread may write while another reads; a second reader or writer is
/// refused with an [IllegalStateException]. After an [IOException], or a
/// [dev.ndwire.core.wire.MalformedWireException], the connection is closed. Closing is allowed from any thread at any
/// time and ends whatever waits; so does interrupting the thread that waits, which stays interrupted. Both are a
/// [ConnectionClosedException].
public final class Connection implements AutoCloseable {
    // How Java's TLS names bytes that are none.
    private static final String NO_TLS = "recognized SSL message";

    private final Channel channel;
    private final ConnectionSettings settings;
    private final Handshake handshake;
    private final MessageRoad road;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();

    private Connection(Channel channel, ConnectionSettings settings, Handshake handshake, Admission admission) {
        this.channel = channel;
        this.settings = settings;
        this.handshake = handshake;
        this.road = MessageRoad.over(channel, settings, handshake, admission);
    }

    /// Connects and shakes hands.
    ///
    /// @param address where to, such as `tcp://127.0.0.1:8786`
    /// @param settings what to connect with
    /// @return the connection
    /// @throws IOException if there is no answer, or none that is ours, as a [ConnectFailedException]; or if this
    ///     thread is interrupted, as a [java.io.InterruptedIOException]; it says why, and names the address
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if there is no room for the peer's handshake
    /// @throws IllegalArgumentException if the address is malformed or its scheme unknown
    public static Connection connect(String address, ConnectionSettings settings) throws IOException {
        Connecting attempts = new Connecting(Address.parse(address), settings);
        Channel channel = attempts.connect();
        return shakeHands(channel, settings, Duration.ofNanos(attempts.timeLeft()));
    }

    static Connection shakeHands(Channel channel, ConnectionSettings settings, Duration timeout) throws IOException {
        return shakeHands(channel, settings, timeout, Admission.ALL);
    }

    /// Shakes hands on a fresh channel; closes it if that fails.
    static Connection shakeHands(Channel channel, ConnectionSettings settings, Duration timeout, Admission admission)
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
        Connection fresh =
                new Connection(channel, settings, new Handshake(Context.HIGHEST_PICKLE_PROTOCOL, null), admission);
        boolean done = false;
        try {
            String compression = channel.isSameHost() ? null : settings.compression();
            fresh.write(Handshake.ours(compression));
            try (Received theirs = fresh.read()) {
                Handshake agreed = Handshake.with(theirs.value(), compression);
                done = true;
                return new Connection(channel, settings, agreed, admission);
            }
        } catch (IOException e) {
            // Not at once: the peer is to hear what TLS says of it.
            channel.close();
            if (Thread.currentThread().isInterrupted()) {
                throw Connecting.interrupted(channel.peerAddress());
            }
            // Why TLS failed says more than that its end was waited for until the time was over.
            if (late.get() && !isOfTls(e)) {
                throw new ConnectFailedException(
                        Reason.TIMED_OUT,
                        "no handshake from " + channel.peerAddress() + " within "
                                + settings.connectTimeout().toMillis() + " ms",
                        e);
            }
            throw new ConnectFailedException(
                    reasonOf(e), "no handshake from " + channel.peerAddress() + ": " + e.getMessage(), e);
        } catch (MalformedException | SerializationException e) {
            throw new ConnectFailedException(
                    Reason.NOT_OUR_PROTOCOL,
                    channel.peerAddress() + " does not speak this protocol: " + e.getMessage(),
                    e);
        } finally {
            watchdog.complete(null);
            if (!done) {
                // Does nothing to a channel that is closed.
                channel.abort();
            }
        }
    }

    private static boolean isOfTls(IOException failure) {
        return failure.getCause() instanceof SSLException;
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

    /// The families that write and read where nothing else is asked for.
    Serialization serialization() {
        return settings.serialization();
    }

    /// Has the bytes of every message from now on told to a listener.
    ///
    /// @param observer whom to tell; it replaces the one before
    public void observe(TransferListener observer) {
        road.observe(observer);
    }

    /// Writes a message; returns when the transport has taken all of it.
    ///
    /// Arrays in it are sent from their own memory, which must stay open and unchanged until this returns, or, over
    /// `inproc://`, until the peer has closed what it received; what is not contiguous is gathered into memory of the
    /// pool, which is given back before this returns.
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
        write(message, serialization, null);
    }

    /// Writes a message whose memory is to be given back as soon as nobody needs it; else as [#write(Object)].
    ///
    /// That is when this returns or throws. Over `inproc://`, where nothing is copied, it is when the peer closes what
    /// it received, or when it is certain that it will receive nothing.
    ///
    /// @param message maps, lists, numbers, texts, …, and whatever a family takes
    /// @param serialization which families write
    /// @param hold closed then, perhaps by another thread; such as [Lease#hold] of the lease that the arrays lie in;
    ///     null for none
    /// @throws IOException if the connection fails; it is then closed
    public void write(@Nullable Object message, Serialization serialization, Lease.@Nullable Hold hold)
            throws IOException {
        boolean entered = false;
        try {
            enter(writing, "writing to");
            entered = true;
        } finally {
            if (!entered && hold != null) {
                hold.close();
            }
        }
        try {
            road.write(message, serialization, hold);
        } finally {
            writing.set(false);
        }
    }

    /// Waits for a message, which belongs to the caller until it is closed.
    ///
    /// @return the message
    /// @throws IOException if the connection ends or fails; it is then closed
    /// @throws dev.ndwire.core.wire.MalformedWireException if what comes is no message; the connection is then closed
    /// @throws MalformedException if the message's content breaks its format; the next one can be read
    /// @throws SerializationException if an object in it may not or cannot be opened; the next
    ///     message can be read
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if an object in it has no room; the next message
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
        return road.read(ownership, serialization);
    }

    /// What the message was that could not be read last. To be asked by the thread that reads.
    LostMessage lost() {
        return road.lost();
    }

    private void enter(AtomicBoolean busy, String doing) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread is " + doing + " " + peerAddress());
        }
    }

    /// Whether the connection can still be used, as far as that can be told without waiting. To be asked while no
    /// thread reads or writes; when nothing is under way, a message that nobody asked for makes a connection useless,
    /// too.
    ///
    /// @return false if one of the ends has closed it
    public boolean isOpen() {
        return channel.isOpen();
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
