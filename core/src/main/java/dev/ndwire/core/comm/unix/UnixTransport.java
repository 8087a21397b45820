package dev.ndwire.core.comm.unix;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.Transport;
import dev.ndwire.core.comm.socket.PlainStream;
import dev.ndwire.core.comm.socket.SocketFrameChannel;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// `unix://path` over blocking NIO channels: a file that only its owner may connect to.
///
/// `unix:///run/a.sock` is absolute, `unix://a.sock` is seen from the folder in which the process was started. Where a
/// socket lies to which nobody listens any more, a new listener takes its place. The path may have as many bytes as
/// Java allows on Linux, which are 106, and that of its folder 97.
public final class UnixTransport implements Transport {
    private static final String SCHEME = "unix";

    /// Makes the transport; it holds nothing.
    public UnixTransport() {}

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public boolean isPrivate() {
        return true;
    }

    @Override
    public FrameChannel connect(Address address, Duration timeout, ConnectionSettings settings) throws IOException {
        WireLimits limits = settings.wireLimits();
        return UnixSockets.channelOf(
                UnixSockets.connect(address, timeout), address, (socket, ofBoth) -> channelOf(socket, ofBoth, limits));
    }

    @Override
    public FrameListener listen(Address address, ConnectionSettings settings) throws IOException {
        WireLimits limits = settings.wireLimits();
        return UnixListener.listen(address, (socket, ofBoth) -> channelOf(socket, ofBoth, limits));
    }

    private static FrameChannel channelOf(SocketChannel socket, Address address, WireLimits limits) {
        return new SocketFrameChannel(new PlainStream(socket), address, address, true, limits);
    }
}
