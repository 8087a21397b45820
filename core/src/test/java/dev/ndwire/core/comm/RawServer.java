package dev.ndwire.core.comm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/// A server without TLS whose every byte on the wire is the test's.
final class RawServer implements AutoCloseable {
    private final Schemes scheme;
    private final ServerSocketChannel socket;
    private final Address address;

    private RawServer(Schemes scheme, ServerSocketChannel socket, Address address) {
        this.scheme = scheme;
        this.socket = socket;
        this.address = address;
    }

    static RawServer listen(Schemes scheme, Path folder) throws IOException {
        if (scheme.isOfInternet()) {
            ServerSocketChannel socket = ServerSocketChannel.open();
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
            return new RawServer(scheme, socket, Address.parse("tcp://127.0.0.1:" + port));
        }
        Address address = Address.parse(scheme.anywhere(folder));
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(address.location()));
        return new RawServer(scheme, socket, address);
    }

    Address address() {
        return address;
    }

    /// Waits for a client.
    RawPeer accept() throws IOException {
        return new RawPeer(scheme, socket.accept());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
