package dev.ndwire.core.comm.tcp;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.Transport;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// `tcp://host:port` over blocking NIO channels.
public final class TcpTransport implements Transport {
    static final String SCHEME = "tcp";
    private static final int BACKLOG = 1024;

    /// Makes the transport; it holds nothing.
    public TcpTransport() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public FrameChannel connect(Address address, Duration timeout, WireLimits limits) throws IOException {
        InetSocketAddress remote = resolve(address);
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(remote, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
            return TcpChannel.of(channel, address, limits);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot connect to " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public FrameListener listen(Address address, WireLimits limits) throws IOException {
        InetSocketAddress local = resolve(address);
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(local, BACKLOG);
            return new TcpListener(channel, address, limits);
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    private static InetSocketAddress resolve(Address address) throws IOException {
        String host = address.host();
        InetSocketAddress resolved =
                host.isEmpty() ? new InetSocketAddress(address.port()) : new InetSocketAddress(host, address.port());
        if (resolved.isUnresolved()) {
            throw new IOException("cannot find host '" + host + "' of " + address);
        }
        return resolved;
    }
}
