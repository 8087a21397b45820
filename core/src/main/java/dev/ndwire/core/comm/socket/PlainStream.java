package dev.ndwire.core.comm.socket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A connected socket itself.
///
/// @param socket a socket over TCP or of the Unix domain, which belongs to this stream
/// @param endsInput whether closing and aborting make sure that the peer's writes fail from then on, for sockets of the
///     Unix domain; else a closed socket takes bytes until the last thread that was reading it has left the system
public record PlainStream(WatchedSocket socket, boolean endsInput) implements ByteStream {
    /// Takes a socket over, which does not end its input.
    ///
    /// @param channel the socket, connected and blocking
    public PlainStream(SocketChannel channel) {
        this(new WatchedSocket(channel), false);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return socket.read(target);
    }

    @Override
    public int readNow(ByteBuffer target) throws IOException {
        return socket.readNow(target);
    }

    @Override
    public long write(ByteBuffer[] sources, int from, int count) throws IOException {
        return socket.write(sources, from, count);
    }

    @Override
    public boolean isHolding() {
        return false;
    }

    @Override
    public void endOutput() throws IOException {
        socket.channel().shutdownOutput();
    }

    private void endInput() throws IOException {
        if (endsInput) {
            socket.channel().shutdownInput();
        }
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            endInput();
            if (socket.channel().isConnected()) {
                endOutput();
            }
        }
    }

    @Override
    public void abort() throws IOException {
        try (socket) {
            endInput();
            if (socket.channel().supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
                // Bytes that are still in flight are dropped, and the peer learns of it by a reset.
                socket.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
    }
}
