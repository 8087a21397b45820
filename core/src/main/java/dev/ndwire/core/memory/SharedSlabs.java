package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where leases of small messages get their memory, side by side: closing an arena takes longer than a small message
/// takes to travel, and so is done once for many of them.
///
/// Thread-safe. Its lock is the innermost: nothing is taken, closed or given back under it.
final class SharedSlabs {
    /// What a slab has where there is much memory, and few messages are kept: closing its arena is rarer than one in a
    /// hundred messages of 1 KiB, so that it is no part of what 99 of them take.
    static final long LARGE_BYTES = 512 << 10;

    /// What a slab has elsewhere.
    static final long SMALL_BYTES = NativeRegions.GRANULE_BYTES;

    /// From how many idle bytes on a pool has large slabs.
    static final long LARGE_FROM_IDLE_BYTES = 128 * LARGE_BYTES;

    /// Each message that is kept for long keeps a slab: beyond so many bytes of them, they are small.
    static final long MAX_KEPT_BYTES = 16 * LARGE_BYTES;

    private final RegionStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SharedSlab current;
    private boolean abandoned;
    // Of slabs that take no more, but on which something is.
    private long keptBytes;

    /// Slabs that are over, but that I/O of the JDK still used when they were to end.
    private final Set<SharedSlab> unfinished = ConcurrentHashMap.newKeySet();

    SharedSlabs(RegionStore store) {
        this.store = store;
    }

    /// Allocates a few bytes, which stay alive until the claim is given to [#release].
    ///
    /// @throws MemoryBudgetExceededException if there is no room for another slab
    Claim allocate(long byteSize, long byteAlignment) {
        Claim claim = tryAllocate(byteSize, byteAlignment);
        while (claim == null) {
            replace(newSlab());
            claim = tryAllocate(byteSize, byteAlignment);
        }
        return claim;
    }

    private @Nullable Claim tryAllocate(long byteSize, long byteAlignment) {
        lock.lock();
        try {
            SharedSlab slab = current;
            MemorySegment memory = slab == null ? null : slab.claim(byteSize, byteAlignment);
            if (slab == null || memory == null) {
                return null;
            }
            if (abandoned) {
                retire(slab);
                current = null;
            }
            return new Claim(slab, memory);
        } finally {
            lock.unlock();
        }
    }

    private void retire(SharedSlab slab) {
        slab.retire();
        if (!slab.isOver()) {
            keptBytes += slab.byteSize();
        }
    }

    private long nextByteSize() {
        lock.lock();
        try {
            return store.maxIdleBytes() >= LARGE_FROM_IDLE_BYTES && keptBytes < MAX_KEPT_BYTES
                    ? LARGE_BYTES
                    : SMALL_BYTES;
        } finally {
            lock.unlock();
        }
    }

    private SharedSlab newSlab() {
        Region region = store.take(nextByteSize());
        boolean attached = false;
        try {
            SharedSlab slab = SharedSlab.on(region);
            attached = true;
            return slab;
        } catch (NativeRegions.RefusedException e) {
            throw store.budget().refusalBySystem(region.byteSize(), e.reason());
        } finally {
            if (!attached) {
                store.give(region);
            }
        }
    }

    private void replace(@Nullable SharedSlab next) {
        SharedSlab over = null;
        lock.lock();
        try {
            if (current != null) {
                retire(current);
                over = current.isOver() ? current : null;
            }
            current = next;
        } finally {
            lock.unlock();
        }
        if (over != null) {
            end(over);
        }
    }

    /// Gives claims back; the slabs that are over by that end.
    void release(List<Claim> claims) {
        List<SharedSlab> over = new ArrayList<>(0);
        lock.lock();
        try {
            for (Claim claim : claims) {
                claim.slab().unclaim();
                if (claim.slab().isOver()) {
                    keptBytes -= claim.slab().byteSize();
                    over.add(claim.slab());
                }
            }
        } finally {
            lock.unlock();
        }
        over.forEach(this::end);
    }

    /// Ends the slab that nobody has anything on, if there is one.
    void trim() {
        lock.lock();
        try {
            if (current == null || !current.isUnclaimed()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        // Somebody may have claimed some of it meanwhile: then it ends with that claim.
        replace(null);
    }

    /// Keeps no slab from now on: called when no one can reach the pool any more.
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
        } finally {
            lock.unlock();
        }
        replace(null);
    }

    /// Tries again to end slabs that I/O used.
    void finish() {
        if (!unfinished.isEmpty()) {
            for (SharedSlab slab : List.copyOf(unfinished)) {
                if (unfinished.remove(slab)) {
                    end(slab);
                }
            }
        }
    }

    private void end(SharedSlab slab) {
        Region region = slab.end();
        if (region == null) {
            unfinished.add(slab);
        } else {
            store.give(region);
        }
    }

    /// Some bytes of a slab, which a lease gives back once.
    record Claim(SharedSlab slab, MemorySegment memory) {
        /// Whether a segment lies in these bytes.
        boolean contains(MemorySegment segment) {
            long offset = segment.address() - memory.address();
            return memory.scope().equals(segment.scope()) && offset >= 0 && offset < memory.byteSize();
        }
    }
}
