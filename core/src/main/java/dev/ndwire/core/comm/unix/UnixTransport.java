package dev.ndwire.core.comm.unix;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.FrameListener;
import dev.ndwire.core.comm.Transport;
import dev.ndwire.core.comm.socket.PlainStream;
import dev.ndwire.core.comm.socket.SocketFrameChannel;
import dev.ndwire.core.wire.WireLimits;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/// `unix://path` over blocking NIO channels: a file that only its owner may connect to.
///
/// `unix:///run/a.sock` is absolute, `unix://a.sock` is seen from the folder in which the process was started. Where a
/// socket lies to which nobody listens any more, a new listener takes its place. The path may have as many bytes as the
/// operating system allows, which are 107 on Linux.
public final class UnixTransport implements Transport {
    static final String SCHEME = "unix";

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
        UnixDomainSocketAddress remote = UnixDomainSocketAddress.of(pathOf(address));
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            socket.connect(remote);
        } catch (IOException e) {
            socket.close();
            // There is no way to be late, and no host that could be away.
            throw new ConnectFailedException(Reason.REFUSED, "cannot connect to " + address + ": " + e.getMessage(), e);
        }
        // The end that connects has no name of its own.
        return channelOf(socket, address, address, settings.wireLimits());
    }

    @Override
    public FrameListener listen(Address address, ConnectionSettings settings) throws IOException {
        Path path = pathOf(address);
        try {
            return new UnixListener(SocketFile.bind(path), settings.wireLimits());
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    static FrameChannel channelOf(SocketChannel socket, Address local, Address peer, WireLimits limits) {
        return new SocketFrameChannel(new PlainStream(socket), local, peer, true, limits);
    }

    private static Path pathOf(Address address) {
        try {
            return Path.of(address.location());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("address '" + address + "' names no path: " + e.getReason(), e);
        }
    }
}
