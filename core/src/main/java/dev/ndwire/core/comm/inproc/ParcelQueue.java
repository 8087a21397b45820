package dev.ndwire.core.comm.inproc;

import dev.ndwire.core.comm.Parcel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One direction of a connection: parcels that were written and not read yet.
final class ParcelQueue {
    /// The parcels that a writer may be ahead by; then it waits.
    static final int CAPACITY = 16;

    private final Queue<Parcel> parcels = new ArrayDeque<>(CAPACITY);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ended;

    /// Puts a parcel at the end; waits for room.
    ///
    /// @return false if nobody will read it
    boolean put(Parcel parcel) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && parcels.size() == CAPACITY) {
                changed.await();
            }
            if (ended) {
                return false;
            }
            parcels.add(parcel);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the first parcel; waits for one.
    ///
    /// @return null if there is none and none will come
    @Nullable
    Parcel take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended && parcels.isEmpty()) {
                changed.await();
            }
            Parcel first = parcels.poll();
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is nothing to take, but may be later.
    boolean isQuiet() {
        lock.lock();
        try {
            return !ended && parcels.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more parcels; those that are there can be read.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more parcels and gives back those that are there: nobody will read them.
    void drop() {
        List<Parcel> unread;
        lock.lock();
        try {
            ended = true;
            unread = List.copyOf(parcels);
            parcels.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        unread.forEach(Parcel::release);
    }
}
