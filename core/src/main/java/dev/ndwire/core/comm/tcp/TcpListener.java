package dev.ndwire.core.comm.tcp;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// A listening TCP socket.
final class TcpListener implements FrameListener {
    private final ServerSocketChannel channel;
    private final Address address;
    private final WireLimits limits;

    TcpListener(ServerSocketChannel channel, Address requested, WireLimits limits) throws IOException {
        this.channel = channel;
        this.limits = limits;
        InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
        boolean wildcard = bound.getAddress().isAnyLocalAddress();
        String host = wildcard ? InetAddress.getLocalHost().getHostAddress() : requested.host();
        this.address = Address.of(TcpTransport.SCHEME, host, bound.getPort());
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public FrameChannel accept() throws IOException {
        SocketChannel accepted = channel.accept();
        boolean done = false;
        try {
            InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
            TcpChannel made = TcpChannel.of(
                    accepted,
                    Address.of(TcpTransport.SCHEME, peer.getAddress().getHostAddress(), peer.getPort()),
                    limits);
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
