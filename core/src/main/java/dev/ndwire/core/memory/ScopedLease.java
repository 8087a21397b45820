package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A lease with one shared arena for all its regions, opened at the first allocation and closed before any region
/// goes back: so a region in the store never has a live segment. One for a message has its first bytes on slabs that
/// other messages lie on too.
final class ScopedLease extends PooledLease {
    /// What is shared at most: four such messages to a slab still divide the cost of an arena by four.
    private static final long MAX_SHARED_BYTES = 16 << 10;

    private final @Nullable SharedSlabs slabs;
    private final List<SharedSlabs.Claim> claims = new ArrayList<>(0);
    private long sharedBytes;
    private final List<Region> regions = new ArrayList<>(0);
    private final List<Runnable> endActions = new ArrayList<>(0);
    private @Nullable Arena arena;
    private int holdCount;
    private int pinCount;
    private boolean unfinished;

    /// Creates a lease.
    ///
    /// @param slabs where small things lie beside those of others; null if this lease shares with nobody
    ScopedLease(RegionStore store, @Nullable SharedSlabs slabs) {
        super(store);
        this.slabs = slabs;
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
    @Nullable
    MemorySegment allocateShared(long byteSize, long byteAlignment) {
        if (slabs == null || !reserveShared(byteSize)) {
            return null;
        }
        SharedSlabs.Claim claim = slabs.allocate(byteSize, byteAlignment);
        boolean kept = false;
        lock.lock();
        try {
            requireOpen();
            claims.add(claim);
            kept = true;
        } finally {
            lock.unlock();
            if (!kept) {
                slabs.release(List.of(claim));
            }
        }
        return claim.memory();
    }

    private boolean reserveShared(long byteSize) {
        lock.lock();
        try {
            if (byteSize > MAX_SHARED_BYTES - sharedBytes) {
                return false;
            }
            sharedBytes += byteSize;
            return true;
        } finally {
            lock.unlock();
        }
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
        return new ScopedHold(this::endHold);
    }

    @Override
    public Hold pin() {
        lock.lock();
        try {
            requireOpen();
            pinCount++;
        } finally {
            lock.unlock();
        }
        return new ScopedHold(this::endPin);
    }

    @Override
    public boolean owns(MemorySegment segment) {
        lock.lock();
        try {
            return (arena != null && arena.scope().equals(segment.scope()))
                    || claims.stream().anyMatch(claim -> claim.contains(segment));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onEnd(Runnable action) {
        lock.lock();
        try {
            requireOpen();
            endActions.add(action);
        } finally {
            lock.unlock();
        }
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
        end();
    }

    private void endHold() {
        lock.lock();
        try {
            holdCount--;
        } finally {
            lock.unlock();
        }
        end();
    }

    private void endPin() {
        lock.lock();
        try {
            pinCount--;
        } finally {
            lock.unlock();
        }
        end();
    }

    /// Runs the actions and takes the memory, each as soon as it may be.
    private void end() {
        List<Runnable> actions;
        lock.lock();
        try {
            if (isOpen() || holdCount > 0) {
                return;
            }
            actions = List.copyOf(endActions);
            endActions.clear();
        } finally {
            lock.unlock();
        }
        actions.reversed().forEach(Runnable::run);
        finish();
        store.finishLeases();
    }

    /// Takes the memory of this lease, which is closed, unless it is held or pinned; if I/O of the JDK still uses it,
    /// it stays as it is and the store will call again.
    void finish() {
        List<Region> returned;
        List<SharedSlabs.Claim> released;
        lock.lock();
        try {
            if (holdCount > 0 || pinCount > 0 || !closeArena()) {
                return;
            }
            returned = List.copyOf(regions);
            regions.clear();
            released = List.copyOf(claims);
            claims.clear();
        } finally {
            lock.unlock();
        }
        returned.forEach(store::give);
        if (slabs != null && !released.isEmpty()) {
            slabs.release(released);
        }
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

    private static final class ScopedHold implements Hold {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Runnable end;

        ScopedHold(Runnable end) {
            this.end = end;
        }

        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                end.run();
            }
        }
    }
}
