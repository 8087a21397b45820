package dev.ndwire.cli.demo;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// The floor: bytes over a blocking socket, as plainly as NIO has it.
final class RawSocket implements AutoCloseable {
    /// The words: take an array (a size and its bytes follow), give it back, drop it; and the answer.
    static final long TAKE = 1;

    static final long GIVE = 2;
    static final long DROP = 3;
    static final long DONE = 4;

    // A buffer has at most 2 GiB.
    private static final long MAX_STEP_BYTES = 1L << 30;

    private final SocketChannel channel;
    private final ByteBuffer word = ByteBuffer.allocateDirect(Long.BYTES);

    RawSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    void write(MemorySegment memory) throws IOException {
        for (long at = 0; at < memory.byteSize(); ) {
            at += channel.write(step(memory, at));
        }
    }

    void read(MemorySegment memory) throws IOException {
        for (long at = 0; at < memory.byteSize(); ) {
            int count = channel.read(step(memory, at));
            if (count < 0) {
                throw new EOFException("the raw socket ended after " + at + " of " + memory.byteSize() + " bytes");
            }
            at += count;
        }
    }

    private static ByteBuffer step(MemorySegment memory, long at) {
        return memory.asSlice(at, Math.min(MAX_STEP_BYTES, memory.byteSize() - at))
                .asByteBuffer();
    }

    void writeWord(long value) throws IOException {
        word.clear().putLong(value).flip();
        while (word.hasRemaining()) {
            channel.write(word);
        }
    }

    long readWord() throws IOException {
        word.clear();
        while (word.hasRemaining()) {
            if (channel.read(word) < 0) {
                throw new EOFException("the raw socket ended");
            }
        }
        return word.flip().getLong();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
