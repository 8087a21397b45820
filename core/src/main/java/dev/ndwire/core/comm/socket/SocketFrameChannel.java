package dev.ndwire.core.comm.socket;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import dev.ndwire.core.wire.WireWriter;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connected stream of bytes as a channel of frames.
public final class SocketFrameChannel implements FrameChannel {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFrameChannel.class);

    private final ByteStream stream;
    private final Address localAddress;
    private final Address peerAddress;
    private final boolean sameHost;
    private final WireLimits limits;
    private final SocketSource source;
    private final SocketSink sink;
    private volatile boolean closed;

    /// Takes a stream over.
    ///
    /// @param stream the stream, which belongs to the channel from now on
    /// @param localAddress the address of this end
    /// @param peerAddress the address of the other end
    /// @param sameHost whether both ends are on one host
    /// @param limits how large a message may claim to be
    public SocketFrameChannel(
            ByteStream stream, Address localAddress, Address peerAddress, boolean sameHost, WireLimits limits) {
        this.stream = stream;
        this.localAddress = localAddress;
        this.peerAddress = peerAddress;
        this.sameHost = sameHost;
        this.limits = limits;
        this.source = new SocketSource(stream, peerAddress);
        this.sink = new SocketSink(stream, peerAddress);
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
    public boolean isOpen() {
        try {
            return !closed && !source.isHolding() && stream.isQuiet();
        } catch (IOException e) {
            LOG.debug("{} is gone", peerAddress, e);
            return false;
        }
    }

    @Override
    public void close() {
        end(stream::close);
    }

    @Override
    public void abort() {
        end(stream::abort);
    }

    private void end(Ending ending) {
        closed = true;
        try {
            ending.run();
        } catch (IOException e) {
            LOG.debug("{} was gone before", peerAddress, e);
        }
        source.close();
        sink.close();
    }

    private interface Ending {
        void run() throws IOException;
    }
}
