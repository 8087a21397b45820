package dev.ndwire.core.comm.socket;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.wire.ByteSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Reads a socket: small pieces through a read-ahead buffer, large ones straight to where they belong.
final class SocketSource implements ByteSource {
    // Holds the prelude and headers of most messages, so that a small message costs one read.
    private static final int READ_AHEAD_BYTES = 16 << 10;
    private static final long MAX_READ_BYTES = 1L << 30;

    private final ByteStream stream;
    private final Address peer;
    private final Looking looking;
    private final Staging staging = Staging.forReading();
    private volatile @Nullable TransferListener listener;
    private volatile boolean isEnding;
    // Of the thread that reads.
    private boolean isHurried;

    SocketSource(ByteStream stream, Address peer, Looking looking) {
        this.stream = stream;
        this.peer = peer;
        this.looking = looking;
    }

    void observe(TransferListener observer) {
        listener = observer;
    }

    /// Whether bytes were read ahead that nobody has taken yet.
    boolean isHolding() {
        return staging.buffer().hasRemaining();
    }

    /// Has the next read look for a moment whether something comes, before it waits.
    void hurry() {
        isHurried = true;
    }

    /// Reads ahead what comes in a moment, without waiting for more.
    ///
    /// @return false if nothing did; true also where the stream has ended
    boolean lookAhead() throws IOException {
        if (!staging.enter(READ_AHEAD_BYTES)) {
            return true;
        }
        try {
            ByteBuffer readAhead = staging.buffer();
            readAhead.clear();
            try {
                return tell(look(readAhead)) != 0;
            } finally {
                readAhead.flip();
            }
        } finally {
            staging.leave();
        }
    }

    // The peer that was written to may have been put on this very processor, and is to have it.
    @SuppressWarnings("ThreadPriorityCheck")
    private int look(ByteBuffer target) throws IOException {
        long start = System.nanoTime();
        long now = start;
        int count = stream.readNow(target);
        while (count == 0 && !Looking.isLongEnough(now - start)) {
            Thread.yield();
            long back = System.nanoTime();
            looking.yielded(back - now, back);
            now = back;
            count = stream.readNow(target);
        }
        return count;
    }

    /// Lets go of the memory until there is something to read.
    void rest() {
        staging.rest();
    }

    /// Says that this end is what ends the reading.
    void end() {
        isEnding = true;
    }

    /// Lets go of the memory; what is reading now ends first.
    void close() {
        staging.close();
    }

    @Override
    public void readFully(MemorySegment target) throws IOException {
        if (!staging.enter(READ_AHEAD_BYTES)) {
            throw new ConnectionClosedException(
                    "connection to " + peer + " was closed here after 0 of " + target.byteSize() + " bytes");
        }
        try {
            readAll(target);
        } finally {
            staging.leave();
        }
    }

    private void readAll(MemorySegment target) throws IOException {
        ByteBuffer readAhead = staging.buffer();
        long size = target.byteSize();
        long done = takeReadAhead(target, 0);
        while (done < size) {
            if (target.isNative() && size - done >= READ_AHEAD_BYTES) {
                long now = Math.min(size - done, MAX_READ_BYTES);
                done += read(target.asSlice(done, now).asByteBuffer(), done, size);
            } else {
                readAhead.clear();
                try {
                    read(readAhead, done, size);
                } finally {
                    readAhead.flip();
                }
                done += takeReadAhead(target, done);
            }
        }
    }

    private long takeReadAhead(MemorySegment target, long done) {
        ByteBuffer readAhead = staging.buffer();
        long now = Math.min(readAhead.remaining(), target.byteSize() - done);
        MemorySegment.copy(staging.segment(), readAhead.position(), target, done, now);
        readAhead.position(readAhead.position() + (int) now);
        return now;
    }

    private int read(ByteBuffer buffer, long done, long size) throws IOException {
        int count;
        try {
            count = isHurried ? look(buffer) : 0;
            isHurried = false;
            if (count == 0) {
                count = stream.read(buffer);
            }
        } catch (ClosedByInterruptException e) {
            throw new ConnectionClosedException(
                    "connection to " + peer + " was interrupted here after " + done + " of " + size + " bytes", e);
        } catch (ClosedChannelException e) {
            throw new ConnectionClosedException(
                    "connection to " + peer + " was closed here after " + done + " of " + size + " bytes", e);
        } catch (IOException e) {
            throw new ConnectionClosedException(
                    "connection to " + peer + " failed after " + done + " of " + size + " bytes: " + e.getMessage(), e);
        }
        if (count < 0) {
            String what = isEnding
                    ? "connection to " + peer + " was closed here after "
                    : peer + " closed the connection after ";
            throw new ConnectionClosedException(what + done + " of " + size + " bytes");
        }
        return tell(count);
    }

    private int tell(int count) {
        TransferListener observer = listener;
        if (observer != null && count > 0) {
            observer.bytesMoved(count);
        }
        return count;
    }
}
