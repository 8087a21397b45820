package dev.ndwire.core.comm;

import dev.ndwire.core.value.MalformedException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The messages that a server has begun to read and has not answered yet. One that finds no room stays with its sender
/// until there is; they come in turn, so that none waits for ever because others are smaller.
final class InFlight {
    // What a slow transfer must not hold up: questions, and answers that are awaited elsewhere.
    static final long UNCOUNTED_BYTES = 64 << 10;

    private final ServerSettings settings;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private long usedBytes;

    InFlight(ServerSettings settings) {
        this.settings = settings;
    }

    /// The share of one connection, which has one message in flight at a time.
    Share share() {
        return new Share();
    }

    private void enter(long byteSize) {
        turn.lock();
        try {
            lock.lock();
            try {
                while (usedBytes > settings.maxInFlight() - byteSize) {
                    freed.awaitUninterruptibly();
                }
                usedBytes += byteSize;
            } finally {
                lock.unlock();
            }
        } finally {
            turn.unlock();
        }
    }

    private void leave(long byteSize) {
        lock.lock();
        try {
            usedBytes -= byteSize;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// What one connection has in flight. Used by one thread.
    final class Share implements Admission {
        private long admittedBytes;

        private Share() {}

        @Override
        public void admit(long byteSize) {
            require(byteSize, settings.maxInFlightOfOne(), "maxInFlightOfOne");
            require(byteSize, settings.maxInFlight(), "maxInFlight");
            if (byteSize > UNCOUNTED_BYTES && settings.maxInFlight() < Long.MAX_VALUE) {
                enter(byteSize);
                admittedBytes = byteSize;
            }
        }

        private static void require(long byteSize, long limit, String name) {
            if (byteSize > limit) {
                throw new MalformedException("message of " + byteSize + " bytes exceeds " + name + "=" + limit);
            }
        }

        /// Says that the message is answered, or lost.
        void release() {
            long leaving = admittedBytes;
            admittedBytes = 0;
            if (leaving > 0) {
                leave(leaving);
            }
        }
    }
}
