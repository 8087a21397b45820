package dev.ndwire.core.comm.socket;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The small direct buffer of one end of a socket, there from its first use on. When the socket is idle, or closed with
/// no thread in the buffer, the next connection gets it.
///
/// Java gives a direct buffer back only when its collector finds it, and short connections make so little other
/// garbage that buffers of ended ones would pile up: to tens of MiB, or to the limit of direct memory.
public final class Staging {
    private static final int MAX_IDLE = 32;
    private static final Map<Integer, BlockingQueue<ByteBuffer>> IDLE = new ConcurrentHashMap<>();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final boolean startsFull;
    private @Nullable ByteBuffer buffer;
    private MemorySegment segment = MemorySegment.NULL;
    // The thread inside, and one more until it is closed.
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    private Staging(boolean startsFull) {
        this.startsFull = startsFull;
    }

    /// A buffer for reading ahead: at first, nothing remains in it.
    ///
    /// @return a staging without a buffer yet, to be closed with its socket
    public static Staging forReading() {
        return new Staging(false);
    }

    /// A buffer for writing: at first, all of it remains.
    ///
    /// @return a staging without a buffer yet, to be closed with its socket
    public static Staging forWriting() {
        return new Staging(true);
    }

    private static BlockingQueue<ByteBuffer> idle(int byteSize) {
        return IDLE.computeIfAbsent(byteSize, size -> new ArrayBlockingQueue<>(MAX_IDLE));
    }

    /// The buffer, to be touched between [#enter] and [#leave] only.
    ///
    /// @return the buffer, or an empty one where none is taken
    public ByteBuffer buffer() {
        ByteBuffer now = buffer;
        return now == null ? NOTHING : now;
    }

    /// All bytes of the buffer; as [#buffer].
    MemorySegment segment() {
        return segment;
    }

    /// Keeps the buffer for the calling thread.
    ///
    /// @param byteSize how large it is to be at least; a smaller one, in which nothing may remain, is replaced
    /// @return false if it is gone: the socket was closed
    public boolean enter(int byteSize) {
        int now = users.get();
        while (now > 0 && !users.compareAndSet(now, now + 1)) {
            now = users.get();
        }
        if (now > 0 && buffer().capacity() < byteSize) {
            giveBack();
            take(byteSize);
        }
        return now > 0;
    }

    private void take(int byteSize) {
        ByteBuffer idle = idle(byteSize).poll();
        ByteBuffer taken = idle == null ? ByteBuffer.allocateDirect(byteSize) : idle.clear();
        segment = MemorySegment.ofBuffer(taken.duplicate());
        buffer = startsFull ? taken : taken.limit(0);
    }

    /// Ends what [#enter] began.
    public void leave() {
        if (users.decrementAndGet() == 0) {
            giveBack();
        }
    }

    private void giveBack() {
        ByteBuffer given = buffer;
        buffer = null;
        segment = MemorySegment.NULL;
        if (given != null) {
            // Where enough of them are idle, it is left to the collector.
            idle(given.capacity()).offer(given);
        }
    }

    /// Gives the buffer back until it is used again, unless somebody uses it.
    public void rest() {
        if (users.compareAndSet(1, 2)) {
            giveBack();
            leave();
        }
    }

    /// Says that the socket is closed. Closing again does nothing.
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }
}
