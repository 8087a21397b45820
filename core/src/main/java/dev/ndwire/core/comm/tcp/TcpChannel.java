package dev.ndwire.core.comm.tcp;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import dev.ndwire.core.wire.WireWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connected TCP socket as a channel of frames.
final class TcpChannel implements FrameChannel {
    private static final Logger LOG = LoggerFactory.getLogger(TcpChannel.class);

    private final SocketChannel socket;
    private final Address localAddress;
    private final Address peerAddress;
    private final boolean sameHost;
    private final WireLimits limits;
    private final SocketSource source;
    private final SocketSink sink;

    private TcpChannel(
            SocketChannel socket, Address localAddress, Address peerAddress, boolean sameHost, WireLimits limits) {
        this.socket = socket;
        this.localAddress = localAddress;
        this.peerAddress = peerAddress;
        this.sameHost = sameHost;
        this.limits = limits;
        this.source = new SocketSource(socket, peerAddress);
        this.sink = new SocketSink(socket, peerAddress);
    }

    static TcpChannel of(SocketChannel socket, Address peerAddress, WireLimits limits) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        InetSocketAddress local = (InetSocketAddress) socket.getLocalAddress();
        Address localAddress =
                Address.of(TcpTransport.SCHEME, local.getAddress().getHostAddress(), local.getPort());
        // The peer's address may name a host; the socket knows its number.
        boolean sameHost = socket.getRemoteAddress() instanceof InetSocketAddress peer
                && peer.getAddress().equals(local.getAddress());
        return new TcpChannel(socket, localAddress, peerAddress, sameHost, limits);
    }

    @Override
    public Address localAddress() {
        return localAddress;
    }

    @Override
    public Address peerAddress() {
        return peerAddress;
    }

    @Override
    public boolean isSameHost() {
        return sameHost;
    }

    @Override
    public void write(List<Frame> frames) throws IOException {
        WireWriter.write(sink, frames);
    }

    @Override
    public FrameSource read() throws IOException {
        return WireReader.open(source, limits);
    }

    @Override
    public void observe(TransferListener listener) {
        source.observe(listener);
        sink.observe(listener);
    }

    @Override
    public void close() {
        try {
            if (socket.isConnected()) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.debug("{} was gone before it was closed", peerAddress, e);
        }
        closeSocket();
    }

    @Override
    public void abort() {
        try {
            // Bytes that are still in flight are dropped, and the peer learns of it by a reset.
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.debug("{} was gone before it was aborted", peerAddress, e);
        }
        closeSocket();
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing the connection to {} failed", peerAddress, e);
        }
        source.close();
        sink.close();
    }
}
