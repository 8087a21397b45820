package dev.ndwire.core.comm.socket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A connected, blocking socket itself.
///
/// @param socket a socket over TCP or of the Unix domain, which belongs to this stream
public record PlainStream(SocketChannel socket) implements ByteStream {
    @Override
    public int read(ByteBuffer target) throws IOException {
        return socket.read(target);
    }

    @Override
    public long write(ByteBuffer[] sources, int from, int count) throws IOException {
        return socket.write(sources, from, count);
    }

    @Override
    public boolean isQuiet() throws IOException {
        socket.configureBlocking(false);
        boolean quiet = socket.read(ByteBuffer.allocate(1)) == 0;
        socket.configureBlocking(true);
        return quiet;
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            if (socket.isConnected()) {
                socket.shutdownOutput();
            }
        }
    }

    @Override
    public void abort() throws IOException {
        try (socket) {
            if (socket.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
                // Bytes that are still in flight are dropped, and the peer learns of it by a reset.
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
    }
}
