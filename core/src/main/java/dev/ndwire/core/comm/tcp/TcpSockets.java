package dev.ndwire.core.comm.tcp;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.socket.ByteStream;
import dev.ndwire.core.comm.socket.SocketFrameChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Function;

/// Sockets over TCP for every transport that is built on them.
///
/// @param settings what connections are made with
/// @param streams makes of a connected socket, which belongs to it from then on, what the bytes go through
public record TcpSockets(ConnectionSettings settings, Function<SocketChannel, ByteStream> streams) {
    private static final int BACKLOG = 1024;

    /// Connects.
    ///
    /// @param address where to
    /// @param timeout how long to try
    /// @return the connection
    /// @throws IOException if that fails; it says why, and names the address
    public FrameChannel connect(Address address, Duration timeout) throws IOException {
        InetSocketAddress remote = resolve(address);
        SocketChannel socket = SocketChannel.open();
        boolean done = false;
        try {
            socket.socket().connect(remote, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
            FrameChannel made = channelOf(socket, address);
            done = true;
            return made;
        } catch (IOException e) {
            throw new ConnectFailedException(reasonOf(e), "cannot connect to " + address + ": " + e.getMessage(), e);
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    /// Starts to listen.
    ///
    /// @param address where; port 0 is any free one
    /// @return the listener
    /// @throws IOException if that fails; it says why, and names the address
    public FrameListener listen(Address address) throws IOException {
        InetSocketAddress local = resolve(address);
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.bind(local, BACKLOG);
            return new TcpListener(socket, address, this);
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    FrameChannel channelOf(SocketChannel socket, Address peerAddress) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        KeepAlive.of(settings.timeouts().silence()).set(socket);
        InetSocketAddress local = (InetSocketAddress) socket.getLocalAddress();
        // The peer's address may name a host; the socket knows its number.
        boolean sameHost = socket.getRemoteAddress() instanceof InetSocketAddress peer
                && peer.getAddress().equals(local.getAddress());
        return new SocketFrameChannel(
                streams.apply(socket),
                addressOf(peerAddress.scheme(), local),
                peerAddress,
                sameHost,
                settings.wireLimits());
    }

    /// How a transport writes a socket's address.
    static Address addressOf(String scheme, InetSocketAddress socket) {
        return Address.of(scheme, socket.getAddress().getHostAddress(), socket.getPort());
    }

    private static Reason reasonOf(IOException failure) {
        return switch (failure) {
            case SocketTimeoutException late -> Reason.TIMED_OUT;
            case ConnectException nobodyListens -> Reason.REFUSED;
            default -> Reason.UNREACHABLE;
        };
    }

    private static InetSocketAddress resolve(Address address) throws IOException {
        String host = address.host();
        InetSocketAddress resolved =
                host.isEmpty() ? new InetSocketAddress(address.port()) : new InetSocketAddress(host, address.port());
        if (resolved.isUnresolved()) {
            throw new ConnectFailedException(Reason.UNREACHABLE, "cannot find host '" + host + "' of " + address, null);
        }
        return resolved;
    }
}
