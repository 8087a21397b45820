package dev.ndwire.core.comm.socket;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The small direct buffer of one end of a socket; when both the socket is closed and no thread is in the buffer, the
/// next connection gets it.
///
/// Java gives a direct buffer back only when its collector finds it, and short connections make so little other
/// garbage that buffers of ended ones would pile up: to tens of MiB, or to the limit of direct memory.
final class Staging {
    private static final int MAX_IDLE = 32;
    private static final Map<Integer, BlockingQueue<ByteBuffer>> IDLE = new ConcurrentHashMap<>();

    private final ByteBuffer buffer;
    // Threads inside, and one more until it is closed.
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    private Staging(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    static Staging of(int byteSize) {
        ByteBuffer idle = idle(byteSize).poll();
        return new Staging(idle == null ? ByteBuffer.allocateDirect(byteSize) : idle.clear());
    }

    private static BlockingQueue<ByteBuffer> idle(int byteSize) {
        return IDLE.computeIfAbsent(byteSize, size -> new ArrayBlockingQueue<>(MAX_IDLE));
    }

    /// The buffer, to be touched between [#enter] and [#leave] only.
    ByteBuffer buffer() {
        return buffer;
    }

    /// Keeps the buffer for the calling thread.
    ///
    /// @return false if it is gone: the socket was closed
    boolean enter() {
        int now = users.get();
        while (now > 0 && !users.compareAndSet(now, now + 1)) {
            now = users.get();
        }
        return now > 0;
    }

    /// Ends what [#enter] began.
    void leave() {
        if (users.decrementAndGet() == 0) {
            // Where enough of them are idle, it is left to the collector.
            idle(buffer.capacity()).offer(buffer);
        }
    }

    /// Says that the socket is closed. Closing again does nothing.
    void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }
}
