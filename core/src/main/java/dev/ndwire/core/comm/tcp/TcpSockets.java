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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Sockets over TCP for every transport that is built on them.
///
/// @param settings what connections are made with
/// @param streams makes of a connected socket, which belongs to it from then on, what the bytes go through
public record TcpSockets(ConnectionSettings settings, Function<SocketChannel, ByteStream> streams) {
    private static final int BACKLOG = 1024;

    /// Connects: to the first address of the host at which somebody accepts.
    ///
    /// @param address where to
    /// @param timeout how long to try
    /// @return the connection
    /// @throws IOException if that fails; it says why, and names the address
    public FrameChannel connect(Address address, Duration timeout) throws IOException {
        SocketChannel socket = connectToOne(resolve(address), address, timeout);
        boolean done = false;
        try {
            FrameChannel made = channelOf(socket, address);
            done = true;
            return made;
        } catch (IOException e) {
            throw failed(address, e);
        } finally {
            if (!done) {
                socket.close();
            }
        }
    }

    /// Tries addresses in turn. Each has its share of the time that is left, so that one that answers nothing does not
    /// take it all.
    ///
    /// @param remotes at least one
    /// @throws ConnectFailedException if none accepts; it says what the first did
    static SocketChannel connectToOne(List<InetSocketAddress> remotes, Address address, Duration timeout)
            throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        List<IOException> failures = new ArrayList<>();
        while (failures.size() < remotes.size()) {
            InetSocketAddress remote = remotes.get(failures.size());
            long share = (end - System.nanoTime()) / (remotes.size() - failures.size());
            SocketChannel socket = open(address);
            boolean done = false;
            try {
                socket.socket().connect(remote, Math.clamp(TimeUnit.NANOSECONDS.toMillis(share), 1, Integer.MAX_VALUE));
                done = true;
                return socket;
            } catch (IOException e) {
                failures.add(e);
            } finally {
                if (!done) {
                    socket.close();
                }
            }
        }
        IOException first = failures.get(0);
        failures.subList(1, failures.size()).forEach(first::addSuppressed);
        throw failed(address, first);
    }

    private static SocketChannel open(Address address) throws IOException {
        try {
            return SocketChannel.open();
        } catch (IOException e) {
            throw failed(Reason.NOT_ALLOWED, address, e);
        }
    }

    private static ConnectFailedException failed(Address address, IOException failure) {
        return failed(reasonOf(failure), address, failure);
    }

    private static ConnectFailedException failed(Reason reason, Address address, IOException failure) {
        return new ConnectFailedException(
                reason, "cannot connect to " + address + ": " + failure.getMessage(), failure);
    }

    /// Starts to listen.
    ///
    /// @param address where; port 0 is any free one
    /// @return the listener
    /// @throws IOException if that fails; it says why, and names the address
    public FrameListener listen(Address address) throws IOException {
        InetSocketAddress local = resolve(address).get(0);
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

    private static List<InetSocketAddress> resolve(Address address) throws IOException {
        String host = address.host();
        int port = address.port();
        if (host.isEmpty()) {
            return List.of(new InetSocketAddress(port));
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(one -> new InetSocketAddress(one, port))
                    .toList();
        } catch (UnknownHostException e) {
            throw new ConnectFailedException(Reason.UNREACHABLE, "cannot find host '" + host + "' of " + address, e);
        }
    }
}
