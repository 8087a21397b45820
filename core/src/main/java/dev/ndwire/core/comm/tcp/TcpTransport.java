package dev.ndwire.core.comm.tcp;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.Transport;
import dev.ndwire.core.comm.socket.PlainStream;
import java.io.IOException;
import java.time.Duration;

/// `tcp://host:port` over blocking NIO channels.
public final class TcpTransport implements Transport {
    /// Makes the transport; it holds nothing.
    public TcpTransport() {}

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public boolean isPrivate() {
        return false;
    }

    @Override
    public FrameChannel connect(Address address, Duration timeout, ConnectionSettings settings) throws IOException {
        return sockets(settings).connect(address, timeout);
    }

    @Override
    public FrameListener listen(Address address, ConnectionSettings settings) throws IOException {
        return sockets(settings).listen(address);
    }

    private static TcpSockets sockets(ConnectionSettings settings) {
        return new TcpSockets(settings, PlainStream::new);
    }
}
