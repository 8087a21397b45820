package dev.ndwire.core.comm.tcp;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// A listening TCP socket.
final class TcpListener implements FrameListener {
    private final ServerSocketChannel channel;
    private final Address address;
    private final Address listenAddress;
    private final TcpSockets sockets;

    TcpListener(ServerSocketChannel channel, Address requested, TcpSockets sockets) throws IOException {
        this.channel = channel;
        this.sockets = sockets;
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        InetAddress local = bound.getAddress();
        // Java binds a socket of both families, whichever of them was asked for.
        String host = local.isAnyLocalAddress()
                ? OwnAddress.of(local, requested.host().indexOf(':') >= 0).getHostAddress()
                : requested.host();
        this.address = Address.of(requested.scheme(), host, bound.getPort());
        this.listenAddress = Address.of(
                requested.scheme(), requested.host().isEmpty() ? wildcard(local) : requested.host(), bound.getPort());
    }

    private static String wildcard(InetAddress local) {
        return local instanceof Inet6Address ? "::" : "0.0.0.0";
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Address listenAddress() {
        return listenAddress;
    }

    @Override
    public FrameChannel accept() throws IOException {
        SocketChannel accepted = channel.accept();
        boolean done = false;
        try {
            InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
            FrameChannel made = sockets.channelOf(accepted, TcpSockets.addressOf(address.scheme(), peer));
            done = true;
            return made;
        } finally {
            // Out of memory, it may be: a peer that is told nothing would wait for ever.
            if (!done) {
                accepted.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening on " + address, e);
        }
    }
}
