package dev.ndwire.core.comm.unix;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.FrameChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Sockets of the Unix domain, for all transports whose addresses are paths of such.
public final class UnixSockets {
    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LAST_PAUSE_NANOS = 20_000_000;

    private UnixSockets() {}

    /// Connects.
    ///
    /// The system would let a thread wait without limit for a listener whose queue of connections is full: it is asked
    /// again and again instead, which a deadline and an interrupt end.
    ///
    /// @param address where to; its location is a path
    /// @param timeout how long to wait for room in the queue of a listener that does not accept
    /// @return a blocking socket
    /// @throws IOException if that fails; it says why, and names the address
    /// @throws IllegalArgumentException if the location is no path
    public static SocketChannel connect(Address address, Duration timeout) throws IOException {
        UnixDomainSocketAddress remote = remoteOf(address);
        long end = System.nanoTime() + timeout.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(address);
        }
        SocketChannel socket = connectNow(remote, address);
        while (socket == null) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new ConnectFailedException(
                        Reason.TIMED_OUT,
                        "cannot connect to " + address + ": the queue of connections that wait to be accepted is full",
                        null);
            }
            pause(Math.min(pause, left), address);
            pause = Math.min(2 * pause, LAST_PAUSE_NANOS);
            socket = connectNow(remote, address);
        }
        return socket;
    }

    /// Makes a channel of a connected socket, or closes it.
    ///
    /// @param socket connected and blocking; it belongs to the channel
    /// @param address what the channel is told as the address of both ends
    /// @param connected makes the channel
    /// @return the channel
    /// @throws IOException if it cannot be made; the socket is closed then, as it is where anything else is thrown
    public static FrameChannel channelOf(SocketChannel socket, Address address, UnixListener.Connected connected)
            throws IOException {
        boolean done = false;
        try {
            FrameChannel made = connected.channelOf(socket, address);
            done = true;
            return made;
        } finally {
            // Out of memory, it may be: a peer that is told nothing would wait for ever.
            if (!done) {
                socket.close();
            }
        }
    }

    private static UnixDomainSocketAddress remoteOf(Address address) throws IOException {
        Path path = pathOf(address);
        try {
            SocketFile.refuseTooLong(path);
        } catch (IOException e) {
            throw failed(Reason.NOT_ALLOWED, address, e);
        }
        return UnixDomainSocketAddress.of(path);
    }

    private static SocketChannel open(Address address) throws IOException {
        try {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException e) {
            throw failed(Reason.NOT_ALLOWED, address, e);
        }
    }

    /// @return null if the queue of the listener is full
    private static @Nullable SocketChannel connectNow(UnixDomainSocketAddress remote, Address address)
            throws IOException {
        SocketChannel socket = open(address);
        boolean done = false;
        try {
            socket.configureBlocking(false);
            // Never under way: the system connects at once or not at all.
            if (socket.connect(remote)) {
                socket.configureBlocking(true);
                done = true;
            }
        } catch (IOException e) {
            if (!isOfFullQueue(e, remote)) {
                throw failed(reasonOf(e), address, e);
            }
        } finally {
            if (!done) {
                socket.close();
            }
        }
        return done ? socket : null;
    }

    /// Java has a class for most that the system may say, but not for a queue that is full, or a file that is missing.
    private static boolean isOfFullQueue(IOException failure, UnixDomainSocketAddress remote) {
        return failure.getClass().equals(SocketException.class) && Files.exists(remote.getPath());
    }

    /// Tells what may pass, as a socket that is not there yet does, from what another attempt does not change.
    static Reason reasonOf(IOException failure) {
        // So Java names a permission that is missing; what it says is in the words of the system's language.
        return failure instanceof BindException ? Reason.NOT_ALLOWED : Reason.REFUSED;
    }

    private static ConnectFailedException failed(Reason reason, Address address, IOException failure) {
        return new ConnectFailedException(
                reason, "cannot connect to " + address + ": " + failure.getMessage(), failure);
    }

    private static void pause(long nanos, Address address) throws InterruptedIOException {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(address);
        }
    }

    private static InterruptedIOException interrupted(Address address) {
        return new InterruptedIOException("interrupted while connecting to " + address);
    }

    static Path pathOf(Address address) {
        try {
            return Path.of(address.location());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("address '" + address + "' names no path: " + e.getReason(), e);
        }
    }
}
