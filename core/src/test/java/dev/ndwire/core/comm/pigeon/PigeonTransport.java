package dev.ndwire.core.comm.pigeon;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.Transport;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A transport as anybody may write one, of no more than what the module exports: `pigeon://host:port`.
public final class PigeonTransport implements Transport {
    @Override
    public String scheme() {
        return "pigeon";
    }

    @Override
    public boolean isPrivate() {
        return false;
    }

    @Override
    public FrameChannel connect(Address address, Duration timeout, ConnectionSettings settings) throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
        return new PigeonChannel(socket, addressOf(socket.getLocalAddress()), address, settings.wireLimits());
    }

    @Override
    public FrameListener listen(Address address, ConnectionSettings settings) throws IOException {
        ServerSocketChannel socket =
                ServerSocketChannel.open().bind(new InetSocketAddress(address.host(), address.port()));
        return new PigeonListener(socket, addressOf(socket.getLocalAddress()), settings.wireLimits());
    }

    private static Address addressOf(SocketAddress socket) {
        InetSocketAddress internet = (InetSocketAddress) socket;
        return Address.of("pigeon", internet.getAddress().getHostAddress(), internet.getPort());
    }

    private record PigeonListener(ServerSocketChannel socket, Address address, WireLimits limits)
            implements FrameListener {
        @Override
        public FrameChannel accept() throws IOException {
            SocketChannel accepted = socket.accept();
            return new PigeonChannel(accepted, address, addressOf(accepted.getRemoteAddress()), limits);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
