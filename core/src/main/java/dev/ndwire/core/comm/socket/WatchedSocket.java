package dev.ndwire.core.comm.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connected socket that makes its readers and writers wait, and that a selector can watch between two messages.
///
/// A channel of Java either waits or is watched. This one becomes what is needed: it stays as it was watched or looked
/// at, which never waits, while small messages come and go, and is taken off its selector when reading or writing would
/// have to wait. One thread may write while another reads. Whichever it is, a thread that is interrupted neither reads
/// nor writes, but closes the socket with a [java.nio.channels.ClosedByInterruptException], as it does to a channel
/// that waits.
public final class WatchedSocket implements ByteChannel {
    private static final int DISCARDED_AT_ONCE_BYTES = 16 << 10;

    private final SocketChannel channel;
    // Not null while it may be watched; read without the lock by whoever reads and writes.
    private volatile @Nullable SelectionKey key;
    private volatile boolean waits = true;
    // Held while writing: a channel cannot become one that does not wait while a thread waits in it to write, and its
    // peer may wait for this end to read first.
    private final ReentrantLock writing = new ReentrantLock();

    /// Takes a socket over.
    ///
    /// @param channel the socket, connected and blocking, which belongs to this from now on
    public WatchedSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /// The socket, for its options.
    ///
    /// @return the socket
    public SocketChannel channel() {
        return channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        heedInterrupt();
        int count = channel.read(target);
        // Another thread, which writes, may have made it wait since.
        while (count == 0 && target.hasRemaining()) {
            makeWait();
            count = channel.read(target);
        }
        return count;
    }

    /// Reads what has come, without waiting. To be called by the thread that reads.
    ///
    /// @param target where to; at least one byte of it remains
    /// @return how many bytes came, or -1 at the end of the stream; 0 if none have, if another thread is writing, or if
    ///     this one is interrupted
    /// @throws IOException if the socket fails or is closed
    public int readNow(ByteBuffer target) throws IOException {
        if (Thread.currentThread().isInterrupted() || !writing.tryLock()) {
            return 0;
        }
        try {
            makeNotWait();
            return channel.read(target);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        writing.lock();
        try {
            heedInterrupt();
            int count = channel.write(source);
            if (count == 0 && !waits) {
                makeWait();
                count = channel.write(source);
            }
            return count;
        } finally {
            writing.unlock();
        }
    }

    /// Writes bytes, all of them or some.
    ///
    /// @param sources what to write, in this order
    /// @param from the first that counts
    /// @param count how many count
    /// @return how many bytes were taken
    /// @throws IOException if the socket fails or is closed
    public long write(ByteBuffer[] sources, int from, int count) throws IOException {
        writing.lock();
        try {
            heedInterrupt();
            long written = channel.write(sources, from, count);
            if (written == 0 && !waits) {
                makeWait();
                written = channel.write(sources, from, count);
            }
            return written;
        } finally {
            writing.unlock();
        }
    }

    /// Takes what has come and throws it away, without waiting. For a socket that is watched.
    ///
    /// @param scratch written over
    /// @return how many bytes had come, or -1 at the end of the stream
    /// @throws IOException if the socket fails or is closed
    long discard(ByteBuffer scratch) throws IOException {
        long total = 0;
        int count = channel.read(scratch.clear());
        while (count > 0) {
            total += count;
            count = channel.read(scratch.clear());
        }
        return count < 0 ? count : total;
    }

    /// Takes what comes and throws it away, until the end of the stream, but not for long. For a socket over TCP; to be
    /// called by the thread that reads.
    ///
    /// @param maxBytes the most bytes to take
    /// @param patience how long that may last
    /// @throws IOException if the socket fails or is closed, or nothing comes until the time is over
    public void discard(int maxBytes, Duration patience) throws IOException {
        // Only a channel that waits can be told for how long.
        makeWait();
        Socket timed = channel.socket();
        InputStream input = timed.getInputStream();
        byte[] scratch = new byte[DISCARDED_AT_ONCE_BYTES];
        long start = System.nanoTime();
        long millis = patience.toMillis();
        int left = maxBytes;
        int count = 0;
        while (left > 0 && count >= 0 && millis > 0) {
            timed.setSoTimeout(Math.clamp(millis, 1, Integer.MAX_VALUE));
            count = input.read(scratch, 0, Math.min(left, scratch.length));
            left -= count;
            millis = patience.minusNanos(System.nanoTime() - start).toMillis();
        }
    }

    /// Has a selector watch for bytes, and no other one.
    ///
    /// @param selector tells when there are bytes, or the end
    /// @param attachment goes with the key; null if the selector watches this socket only
    /// @return the key
    /// @throws IOException if the socket is closed
    SelectionKey watchBy(Selector selector, @Nullable Object attachment) throws IOException {
        SelectionKey now = key;
        return now != null && selector.equals(now.selector()) ? now : register(selector, attachment);
    }

    private synchronized SelectionKey register(Selector selector, @Nullable Object attachment) throws IOException {
        takeOff();
        makeNotWait();
        SelectionKey fresh = channel.register(selector, SelectionKey.OP_READ, attachment);
        key = fresh;
        return fresh;
    }

    /// Says that the selector has let go of the socket.
    synchronized void forgetKey() {
        key = null;
    }

    // A channel that does not wait takes no notice of it.
    private void heedInterrupt() throws IOException {
        if (!waits && Thread.currentThread().isInterrupted()) {
            makeWait();
        }
    }

    private synchronized void makeWait() throws IOException {
        if (!waits) {
            takeOff();
            channel.configureBlocking(true);
            waits = true;
        }
    }

    private synchronized void makeNotWait() throws IOException {
        if (waits) {
            channel.configureBlocking(false);
            waits = false;
        }
    }

    private void takeOff() throws IOException {
        SelectionKey now = key;
        if (now != null) {
            now.cancel();
            letGo(now.selector());
            key = null;
        }
    }

    /// Has a selector let go of cancelled keys, though its thread may be waiting in it: it has no others to wait for.
    private static void letGo(Selector own) throws IOException {
        try {
            own.wakeup().selectNow();
            // If that was before its thread began to wait.
            own.wakeup();
        } catch (ClosedSelectorException alsoLetGo) {
            // As wanted.
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            letGoOfClosed();
        }
    }

    /// Only a round of the selector takes a closed socket from the system, and lets the peer know.
    private void letGoOfClosed() throws IOException {
        SelectionKey now = key;
        if (now == null) {
            return;
        }
        if (now.attachment() == null) {
            // Its thread may be busy with a request for long.
            letGo(now.selector());
        } else {
            now.selector().wakeup();
        }
    }
}
