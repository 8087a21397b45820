package dev.ndwire.cli.rig;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// The floor: bytes over a blocking socket, as plainly as NIO has it. Used by one thread.
public final class RawSocket implements AutoCloseable {
    /// A word: take an array; its size and its bytes follow.
    public static final long TAKE = 1;

    /// A word: give the array back.
    public static final long GIVE = 2;

    /// A word: drop the array.
    public static final long DROP = 3;

    /// The answer.
    public static final long DONE = 4;

    // A buffer has at most 2 GiB.
    private static final long MAX_STEP_BYTES = 1L << 30;

    /// A word: give so many messages of a size back, each as it comes; their number and size follow.
    public static final long ECHO = 5;

    private final ReadableByteChannel in;
    private final GatheringByteChannel out;
    private final ByteBuffer word = ByteBuffer.allocateDirect(Long.BYTES);

    /// Wraps what lies over a socket, such as TLS.
    ///
    /// @param in where bytes come from, blocking
    /// @param out where they go to, blocking; both are closed with this
    public RawSocket(ReadableByteChannel in, GatheringByteChannel out) {
        this.in = in;
        this.out = out;
    }

    /// Wraps a socket.
    ///
    /// @param socket connected and blocking, over TCP or of the Unix domain; it is closed with this
    /// @return the connection
    /// @throws IOException if it is closed
    public static RawSocket of(SocketChannel socket) throws IOException {
        if (socket.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return new RawSocket(socket, socket);
    }

    /// Connects.
    ///
    /// @param port where a peer listens on this host, such as a [RawPeer]
    /// @return the connection
    /// @throws IOException if nobody listens there
    public static RawSocket connect(int port) throws IOException {
        return of(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    /// Writes memory.
    ///
    /// @param memory all of it
    /// @throws IOException if the socket fails
    public void write(MemorySegment memory) throws IOException {
        for (long at = 0; at < memory.byteSize(); ) {
            at += out.write(step(memory, at));
        }
    }

    /// Writes several pieces of memory, as many in one system call as it takes.
    ///
    /// @param memory all of them, in order
    /// @throws IOException if the socket fails
    public void write(List<MemorySegment> memory) throws IOException {
        ByteBuffer[] buffers =
                memory.stream().flatMap(segment -> steps(segment).stream()).toArray(ByteBuffer[]::new);
        for (int first = 0; first < buffers.length; ) {
            out.write(buffers, first, buffers.length - first);
            while (first < buffers.length && !buffers[first].hasRemaining()) {
                first++;
            }
        }
    }

    private static List<ByteBuffer> steps(MemorySegment memory) {
        List<ByteBuffer> steps = new ArrayList<>();
        for (long at = 0; at < memory.byteSize(); at += MAX_STEP_BYTES) {
            steps.add(step(memory, at));
        }
        return steps;
    }

    /// Fills memory.
    ///
    /// @param memory all of it
    /// @throws IOException if the socket ends or fails before that
    public void read(MemorySegment memory) throws IOException {
        for (long at = 0; at < memory.byteSize(); ) {
            int count = in.read(step(memory, at));
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

    /// Writes a word.
    ///
    /// @param value the word, or a size
    /// @throws IOException if the socket fails
    public void writeWord(long value) throws IOException {
        word.clear().putLong(value).flip();
        while (word.hasRemaining()) {
            out.write(word);
        }
    }

    /// Waits for a word.
    ///
    /// @return the word, or a size
    /// @throws IOException if the socket ends or fails
    public long readWord() throws IOException {
        word.clear();
        while (word.hasRemaining()) {
            if (in.read(word) < 0) {
                throw new EOFException("the raw socket ended");
            }
        }
        return word.flip().getLong();
    }

    /// Waits for the answer.
    ///
    /// @throws IOException if the socket ends or fails, or says something else
    public void expectDone() throws IOException {
        long word = readWord();
        if (word != DONE) {
            throw new IOException("the raw socket said " + word + ", expected " + DONE);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
