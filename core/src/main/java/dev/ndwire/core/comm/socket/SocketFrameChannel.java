package dev.ndwire.core.comm.socket;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.comm.MessageWatch;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import dev.ndwire.core.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connected stream of bytes as a channel of frames.
public final class SocketFrameChannel implements FrameChannel {
    private static final Logger LOG = LoggerFactory.getLogger(SocketFrameChannel.class);

    private static final int DISCARDED_AT_ONCE_BYTES = 16 << 10;

    private final ByteStream stream;
    private final Address localAddress;
    private final Address peerAddress;
    private final boolean sameHost;
    private final WireLimits limits;
    private final SocketSource source;
    private final SocketSink sink;
    private volatile boolean closed;
    private final Looking looking = new Looking();
    private final MessageWatch watch = new SocketWatch();

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
        this.source = new SocketSource(stream, peerAddress, looking);
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
    public FrameSource read(Lease lease) throws IOException {
        if (watch.hasBegun()) {
            return WireReader.open(source, limits);
        }
        long start = System.nanoTime();
        if (looking.isWorthIt(start)) {
            source.hurry();
        }
        FrameSource frames = WireReader.open(source, limits);
        looking.waited(System.nanoTime() - start);
        return frames;
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
    public MessageWatch watch() {
        return watch;
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
        source.end();
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

    private final class SocketWatch implements MessageWatch {
        @Override
        public boolean hasBegun() {
            return source.isHolding() || stream.isHolding();
        }

        @Override
        public boolean await(Selector selector, Duration time) throws IOException {
            if (hasBegun()) {
                return true;
            }
            long start = System.nanoTime();
            if (looking.isWorthIt(start) && source.lookAhead()) {
                looking.waited(System.nanoTime() - start);
                return true;
            }
            SelectionKey key = stream.socket().watchBy(selector, null);
            boolean hasBegun = selector.select(unused -> {}, time.toMillis()) > 0 || !key.isValid();
            looking.waited(System.nanoTime() - start);
            if (hasBegun) {
                // Else the read that follows would find it at once, and take that for a quick peer.
                source.lookAhead();
            }
            return hasBegun;
        }

        @Override
        public void endOutput(Selector selector, Duration silence) throws IOException {
            boolean goesOn = hasBegun();
            stream.endOutput();
            SelectionKey key = stream.socket().watchBy(selector, null);
            ByteBuffer scratch = ByteBuffer.allocate(DISCARDED_AT_ONCE_BYTES);
            long count = stream.socket().discard(scratch);
            goesOn |= count > 0;
            while (goesOn && count >= 0 && key.isValid()) {
                goesOn = selector.select(unused -> {}, silence.toMillis()) > 0;
                count = stream.socket().discard(scratch);
            }
        }

        @Override
        public void leaveTo(Selector selector, Object attachment) throws IOException {
            source.rest();
            sink.rest();
            looking.rest();
            // From here on, another thread may be reading.
            stream.socket().watchBy(selector, attachment);
            selector.wakeup();
        }

        @Override
        public void takeBack() {
            stream.socket().forgetKey();
        }
    }
}
