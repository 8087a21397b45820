package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How leases allocate from a store's regions: small objects side by side on slabs, large ones alone.
abstract sealed class PooledLease extends Lease permits ScopedLease, AutomaticLease {
    private static final long LARGE_FROM_BYTES = 64 << 10;
    private static final long LARGEST_SLAB_BYTES = 1 << 20;

    /// What every page is aligned to; a stricter alignment needs room of its own.
    private static final long PAGE_BYTES = 4096;

    final RegionStore store;

    /// Held for moments only: never while memory is waited for.
    final ReentrantLock lock = new ReentrantLock();

    private @Nullable MemorySegment slab;
    private long slabUsedBytes;
    private long nextSlabBytes = NativeRegions.GRANULE_BYTES;

    /// Written under the lock.
    private volatile boolean closed;

    PooledLease(RegionStore store) {
        this.store = store;
    }

    /// Binds a region to this lease's lifetime; called under the lock.
    abstract MemorySegment attach(Region region);

    /// Allocates beside other leases what is small enough for that; called without the lock.
    ///
    /// @return null if this is none of those
    @Nullable
    MemorySegment allocateShared(long byteSize, long byteAlignment) {
        return null;
    }

    /// Called when a region was attached, without the lock.
    void attached() {}

    @Override
    public final MemorySegment allocate(long byteSize, long byteAlignment) {
        requireArguments(byteSize, byteAlignment);
        if (byteSize < LARGE_FROM_BYTES && byteAlignment <= PAGE_BYTES) {
            return allocateSmall(byteSize, byteAlignment);
        }
        long slack = byteAlignment <= PAGE_BYTES ? 0 : byteAlignment;
        requireOpen();
        Region region = store.take(byteSize + Math.min(slack, Long.MAX_VALUE - byteSize));
        MemorySegment memory = attachOrReturn(region, 0);
        return memory.asSlice(-memory.address() & (byteAlignment - 1), byteSize);
    }

    @Override
    final MemorySegment attachForeign(Region region) {
        boolean reserved = false;
        try {
            requireOpen();
            store.budget().reserve(region.byteSize());
            reserved = true;
        } finally {
            if (!reserved) {
                region.free();
            }
        }
        return attachOrReturn(region, 0);
    }

    static void requireArguments(long byteSize, long byteAlignment) {
        if (byteSize < 0) {
            throw new IllegalArgumentException(byteSize + " bytes: at least 0 is allowed");
        }
        if (byteAlignment <= 0 || Long.bitCount(byteAlignment) != 1) {
            throw new IllegalArgumentException(
                    "alignment of " + byteAlignment + " bytes: only a power of two is allowed");
        }
    }

    private MemorySegment allocateSmall(long byteSize, long byteAlignment) {
        long slabBytes;
        lock.lock();
        try {
            requireOpen();
            if (byteSize == 0) {
                return MemorySegment.ofAddress(byteAlignment);
            }
            MemorySegment found = takeFromSlab(byteSize, byteAlignment);
            if (found != null) {
                return found;
            }
            slabBytes = nextSlabBytes;
        } finally {
            lock.unlock();
        }
        MemorySegment shared = allocateShared(byteSize, byteAlignment);
        if (shared != null) {
            return shared;
        }
        // A slab starts at a page and is larger than any small object: its start does for every alignment here.
        return attachOrReturn(store.take(slabBytes), byteSize).asSlice(0, byteSize);
    }

    /// Attaches a region, or returns it to the store if this lease was closed meanwhile or the system refuses.
    ///
    /// @param slabUse how many bytes of it are in use as a slab; 0 if it is none
    private MemorySegment attachOrReturn(Region region, long slabUse) {
        MemorySegment memory = attachLocked(region, slabUse);
        attached();
        return memory;
    }

    private MemorySegment attachLocked(Region region, long slabUse) {
        boolean attached = false;
        lock.lock();
        try {
            requireOpen();
            MemorySegment memory = attach(region);
            attached = true;
            if (slabUse > 0) {
                slab = memory;
                slabUsedBytes = slabUse;
                nextSlabBytes = Math.min(LARGEST_SLAB_BYTES, 2 * region.byteSize());
            }
            return memory;
        } catch (NativeRegions.RefusedException e) {
            throw store.budget().refusalBySystem(region.byteSize(), e.reason());
        } finally {
            lock.unlock();
            if (!attached) {
                store.give(region);
            }
        }
    }

    private @Nullable MemorySegment takeFromSlab(long byteSize, long byteAlignment) {
        if (slab == null) {
            return null;
        }
        long offset = slabUsedBytes + (-(slab.address() + slabUsedBytes) & (byteAlignment - 1));
        if (byteSize > slab.byteSize() - offset) {
            return null;
        }
        slabUsedBytes = offset + byteSize;
        return slab.asSlice(offset, byteSize);
    }

    @Override
    public final boolean isOpen() {
        return !closed;
    }

    final void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this lease is closed");
        }
    }

    /// Refuses allocations from now on; called under the lock.
    final void markClosed() {
        closed = true;
        slab = null;
    }

    @Override
    public final String toString() {
        return "Lease[" + ownership() + (closed ? ", closed]" : ", open]");
    }
}
