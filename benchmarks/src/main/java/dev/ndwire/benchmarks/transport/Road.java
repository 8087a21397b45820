package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.RawPeer;
import dev.ndwire.cli.rig.RawSocket;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A road between two processes of one host: a scheme of ours, and the plain socket that is its floor.
///
/// One more road is one more constant: where to listen, and what of plain Java lies below it.
enum Road {
    /// `tcp://`, beside a socket.
    TCP("tcp", "TCP", "raw NIO"),
    /// `unix://`, beside a socket of the Unix domain.
    UNIX("unix", "Unix sockets", "raw NIO on a Unix socket"),
    /// `tls://`, beside an engine of Java's TLS that does the same over a socket.
    TLS("tls", "TLS", "raw SSLEngine"),
    /// `shm://`, beside what a program without shared memory has: a socket of the Unix domain. Numbers that do not lie
    /// in shared memory are copied there, once, where the socket copies twice; small ones go over a socket below.
    SHM("shm", "shared memory", "raw NIO on a Unix socket");

    private static final String HOST = "127.0.0.1";

    private final String scheme;
    private final String title;
    private final String floor;

    Road(String scheme, String title, String floor) {
        this.scheme = scheme;
        this.title = title;
        this.floor = floor;
    }

    /// @throws IllegalArgumentException if there is none of that scheme
    static Road of(String scheme) {
        return Arrays.stream(values())
                .filter(road -> road.scheme.equals(scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no road has the scheme '" + scheme + "'"));
    }

    String scheme() {
        return scheme;
    }

    /// What it is called in the report.
    String title() {
        return title;
    }

    /// What its floor is called in the report.
    String floor() {
        return floor;
    }

    /// Where a server of ours is to listen.
    String anyAddress(Scratch scratch) {
        return scheme + "://" + (hasPath() ? scratch.socket(scheme) : HOST + ":0");
    }

    private boolean hasPath() {
        return this == UNIX || this == SHM;
    }

    /// Starts the other end of the floor.
    ///
    /// @param pool that it receives into
    /// @return the peer, which serves until it is closed
    RawPeer listenRaw(MemoryPool pool, Scratch scratch, ServerSocketChannel listener) throws IOException {
        if (this == TLS) {
            var security = scratch.security();
            return RawPeer.listen(pool, listener, socket -> RawTls.opened(socket, security.serverEngine()));
        }
        return RawPeer.listen(pool, listener, RawSocket::of);
    }

    /// Binds the socket of the floor.
    ServerSocketChannel bindRaw(Scratch scratch) throws IOException {
        if (hasPath()) {
            Path path = scratch.socket(Places.raw(scheme));
            // Of a process that has ended.
            Files.deleteIfExists(path);
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        }
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /// What tells the other process where that is: a port, or a path.
    static String placeOf(ServerSocketChannel listener) throws IOException {
        SocketAddress address = listener.getLocalAddress();
        return address instanceof InetSocketAddress internet
                ? Integer.toString(internet.getPort())
                : address.toString();
    }

    /// Connects to the floor.
    ///
    /// @param place as [#placeOf] told it
    RawSocket connectRaw(String place, Scratch scratch) throws IOException {
        if (hasPath()) {
            return RawSocket.of(SocketChannel.open(UnixDomainSocketAddress.of(Path.of(place))));
        }
        int port = Integer.parseInt(place);
        if (this == TCP) {
            return RawSocket.connect(port);
        }
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return RawTls.opened(socket, scratch.security().clientEngine(HOST, port));
    }
}
