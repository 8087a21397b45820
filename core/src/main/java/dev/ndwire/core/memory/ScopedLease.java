package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A lease with one shared arena for all its regions, opened at the first allocation and closed before any region
/// goes back: so a region in the store never has a live segment.
final class ScopedLease extends PooledLease {
    private final List<Region> regions = new ArrayList<>();
    private @Nullable Arena arena;
    private int holdCount;
    private boolean unfinished;

    ScopedLease(RegionStore store) {
        super(store);
    }

    @Override
    @SuppressWarnings("MustBeClosed") // closed by closeArena()
    MemorySegment attach(Region region) {
        if (arena == null) {
            arena = Arena.ofShared();
        }
        MemorySegment memory = region.attach(arena);
        regions.add(region);
        return memory;
    }

    @Override
    public Hold hold() {
        lock.lock();
        try {
            requireOpen();
            holdCount++;
        } finally {
            lock.unlock();
        }
        return new ScopedHold();
    }

    @Override
    public Ownership ownership() {
        return Ownership.LEASED;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            markClosed();
        } finally {
            lock.unlock();
        }
        finish();
        store.finishLeases();
    }

    private void endHold() {
        boolean done;
        lock.lock();
        try {
            holdCount--;
            done = !isOpen() && holdCount == 0;
        } finally {
            lock.unlock();
        }
        if (done) {
            finish();
            store.finishLeases();
        }
    }

    /// Takes the memory of this lease, which is closed, unless it is held; if I/O of the JDK still uses it, it stays
    /// as it is and the store will call again.
    void finish() {
        List<Region> returned;
        lock.lock();
        try {
            if (holdCount > 0 || !closeArena()) {
                return;
            }
            returned = List.copyOf(regions);
            regions.clear();
        } finally {
            lock.unlock();
        }
        returned.forEach(store::give);
    }

    private boolean closeArena() {
        if (arena == null) {
            return true;
        }
        try {
            arena.close();
        } catch (IllegalStateException e) {
            // This arena is known here only and so not closed: some channel has acquired it.
            unfinished = true;
            store.addUnfinished(this);
            return false;
        }
        arena = null;
        if (unfinished) {
            store.removeUnfinished(this);
        }
        return true;
    }

    private final class ScopedHold implements Hold {
        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                endHold();
            }
        }
    }
}
