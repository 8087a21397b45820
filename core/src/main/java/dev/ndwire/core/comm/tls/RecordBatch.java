package dev.ndwire.core.comm.tls;

import dev.ndwire.core.comm.socket.Staging;
import dev.ndwire.core.comm.socket.WatchedSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The socket below TLS, with several records to a system call: what is written waits for [#flush], and what is read is
/// read ahead.
///
/// TLS takes and gives one record of 16 KiB at a time. Whatever may wait goes out before anything is waited for. One
/// thread may write while another reads.
final class RecordBatch implements ByteChannel {
    private static final int BATCH_BYTES = 128 << 10;

    private final WatchedSocket socket;
    private final Staging outgoing = Staging.forWriting();
    private final Staging ahead = Staging.forReading();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean isEnding;
    // While it is writing a message's bytes, and will flush them.
    private volatile @Nullable Thread writer;
    // Of the thread that reads.
    private boolean isWaiting = true;

    /// @param socket connected; it is closed with this
    RecordBatch(WatchedSocket socket) {
        this.socket = socket;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (!isEnding) {
            writing.lock();
        } else if (!writing.tryLock()) {
            throw new AsynchronousCloseException();
        }
        try {
            ByteBuffer batch = enter(outgoing);
            try {
                int count = source.remaining();
                if (count > batch.remaining()) {
                    writeOut(batch);
                }
                while (source.remaining() > batch.remaining()) {
                    socket.write(source);
                }
                batch.put(source);
                return count;
            } finally {
                outgoing.leave();
            }
        } finally {
            writing.unlock();
        }
    }

    /// Says that the calling thread writes, and will [#flush]: others leave to it what waits.
    void beginWriting() {
        writing.lock();
        try {
            writer = Thread.currentThread();
        } finally {
            writing.unlock();
        }
    }

    private boolean isLeftToAnother() {
        Thread now = writer;
        return now != null && !now.equals(Thread.currentThread());
    }

    /// Says that it does not any more, flushed or not.
    void endWriting() {
        writer = null;
    }

    /// Has nobody wait for a thread that is writing from now on: who says goodbye would wait for as long as the peer
    /// reads nothing. To be called before the socket is closed.
    void end() {
        isEnding = true;
    }

    /// Takes bytes as [#write] does, unless another thread is writing: that one may wait for a peer that does not read.
    void writeUnlessBusy(ByteBuffer source) throws IOException {
        if (writing.tryLock()) {
            try {
                if (!isLeftToAnother()) {
                    int unused = write(source);
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /// Writes what waits.
    void flush() throws IOException {
        writing.lock();
        try {
            flushLocked();
        } finally {
            // Under the lock: what is laid down after that is for its own thread to flush.
            writer = null;
            writing.unlock();
        }
    }

    private void flushLocked() throws IOException {
        ByteBuffer batch = enter(outgoing);
        try {
            writeOut(batch);
        } finally {
            outgoing.leave();
        }
        outgoing.rest();
    }

    private void writeOut(ByteBuffer batch) throws IOException {
        batch.flip();
        try {
            while (batch.hasRemaining()) {
                socket.write(batch);
            }
        } finally {
            batch.compact();
        }
    }

    /// Writes what waits, unless another thread is writing: that one will, and must not be waited for, since its peer
    /// may wait for this end to read.
    void flushUnlessBusy() throws IOException {
        if (writing.tryLock()) {
            try {
                if (!isLeftToAnother() && outgoing.buffer().position() > 0) {
                    flushLocked();
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /// Says whether reading waits where nothing has come, or comes back with 0. For the thread that reads.
    void setWaiting(boolean waits) {
        isWaiting = waits;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        ByteBuffer batch = enter(ahead);
        boolean isTaken;
        int count;
        try {
            if (!batch.hasRemaining() && !readAhead(batch)) {
                return -1;
            }
            count = Math.min(batch.remaining(), target.remaining());
            target.put(target.position(), batch, batch.position(), count);
            target.position(target.position() + count);
            batch.position(batch.position() + count);
            isTaken = !batch.hasRemaining();
        } finally {
            ahead.leave();
        }
        if (isTaken) {
            ahead.rest();
        }
        return count;
    }

    private boolean readAhead(ByteBuffer batch) throws IOException {
        flushUnlessBusy();
        batch.clear();
        try {
            return (isWaiting ? socket.read(batch) : socket.readNow(batch)) >= 0;
        } finally {
            batch.flip();
        }
    }

    /// Whether bytes that have come wait here; asked by the thread that reads.
    boolean isHolding() {
        return ahead.buffer().hasRemaining();
    }

    private static ByteBuffer enter(Staging memory) throws ClosedChannelException {
        if (!memory.enter(BATCH_BYTES)) {
            throw new AsynchronousCloseException();
        }
        return memory.buffer();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            if (socket.isOpen()) {
                flushUnlessBusy();
            }
        } finally {
            outgoing.close();
            ahead.close();
        }
    }

    /// Ends the socket at once; what waits is lost.
    void abort() throws IOException {
        try {
            socket.close();
        } finally {
            outgoing.close();
            ahead.close();
        }
    }
}
