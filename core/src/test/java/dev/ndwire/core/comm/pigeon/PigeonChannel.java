package dev.ndwire.core.comm.pigeon;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.FrameChannel;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import dev.ndwire.core.wire.WireWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/// Frames over a socket, each segment in a write of its own.
final class PigeonChannel implements FrameChannel {
    private final SocketChannel socket;
    private final Address localAddress;
    private final Address peerAddress;
    private final WireLimits limits;

    PigeonChannel(SocketChannel socket, Address localAddress, Address peerAddress, WireLimits limits) {
        this.socket = socket;
        this.localAddress = localAddress;
        this.peerAddress = peerAddress;
        this.limits = limits;
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
        return true;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void write(List<Frame> frames) throws IOException {
        WireWriter.write(this::writeSegments, frames);
    }

    @Override
    public FrameSource read(Lease lease) throws IOException {
        return WireReader.open(this::readFully, limits);
    }

    private void writeSegments(List<MemorySegment> segments) throws IOException {
        for (MemorySegment segment : segments) {
            ByteBuffer left = segment.asByteBuffer();
            while (left.hasRemaining()) {
                socket.write(left);
            }
        }
    }

    private void readFully(MemorySegment target) throws IOException {
        ByteBuffer left = target.asByteBuffer();
        while (left.hasRemaining()) {
            if (socket.read(left) < 0) {
                throw new ConnectionClosedException(peerAddress + " flew away");
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void abort() {
        close();
    }
}
