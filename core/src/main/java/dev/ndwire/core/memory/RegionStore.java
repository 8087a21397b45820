package dev.ndwire.core.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What stands behind a [MemoryPool] and its leases: takes regions from the idle ones or from the system, and
/// counts them in the budget.
///
/// It does not hold its pool, so that a pool can go while leases of it are open; regions given back after that are
/// freed. Thread-safe. Locks are taken in the order lease, store, budget; nothing waits for a collection and no
/// memory is unmapped under the store's or the budget's lock.
final class RegionStore implements IdleMemory {
    private final MemoryBudget budget;
    private final NativeRegions source;
    private final long maxIdleBytes;

    /// Leases that are closed but whose memory the JDK's own I/O still uses.
    private final Set<ScopedLease> unfinished = ConcurrentHashMap.newKeySet();

    private final SharedSlabs slabs = new SharedSlabs(this);

    private final ReentrantLock lock = new ReentrantLock();
    private final IdleRegions idle = new IdleRegions();
    private boolean abandoned;
    private long reusedCount;
    private long freshCount;

    RegionStore(MemoryBudget budget, NativeRegions source, long maxIdleBytes) {
        this.budget = budget;
        this.source = source;
        this.maxIdleBytes = maxIdleBytes;
    }

    MemoryBudget budget() {
        return budget;
    }

    /// Where small messages lie side by side.
    ///
    /// @return null if nothing is to stay with this store when no lease is open
    @Nullable
    SharedSlabs slabs() {
        return maxIdleBytes < NativeRegions.GRANULE_BYTES ? null : slabs;
    }

    long maxIdleBytes() {
        return maxIdleBytes;
    }

    long idleBytes() {
        lock.lock();
        try {
            return idle.byteSize();
        } finally {
            lock.unlock();
        }
    }

    long reusedCount() {
        lock.lock();
        try {
            return reusedCount;
        } finally {
            lock.unlock();
        }
    }

    long freshCount() {
        lock.lock();
        try {
            return freshCount;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a region of at least `byteSize` bytes, all of them counted in the budget.
    ///
    /// @throws MemoryBudgetExceededException if there is none
    Region take(long byteSize) {
        if (byteSize > Math.min(budget.limitBytes(), Long.MAX_VALUE - NativeRegions.GRANULE_BYTES)) {
            // Refused at once, and what is left can be rounded up without overflow.
            return budget.admit(byteSize, () -> null);
        }
        long wanted = (byteSize + NativeRegions.GRANULE_BYTES - 1) & -NativeRegions.GRANULE_BYTES;
        return budget.admit(wanted, () -> takeIdleOrFresh(wanted));
    }

    private @Nullable Region takeIdleOrFresh(long byteSize) {
        lock.lock();
        try {
            Region region = idle.takeFitting(byteSize);
            if (region != null) {
                reusedCount++;
                return region;
            }
        } finally {
            lock.unlock();
        }
        return budget.tryReserve(byteSize) ? obtainReserved(byteSize) : null;
    }

    private Region obtainReserved(long byteSize) {
        Region region = null;
        try {
            region = obtain(byteSize);
        } catch (NativeRegions.RefusedException e) {
            throw budget.refusalBySystem(byteSize, e.reason());
        } finally {
            if (region == null) {
                budget.release(byteSize);
            }
        }
        lock.lock();
        try {
            freshCount++;
        } finally {
            lock.unlock();
        }
        return region;
    }

    private Region obtain(long byteSize) {
        try {
            return source.obtain(byteSize);
        } catch (NativeRegions.RefusedException e) {
            // Idle regions take address space and mappings too.
            if (giveUp(Long.MAX_VALUE) == 0) {
                throw e;
            }
            return source.obtain(byteSize);
        }
    }

    /// Takes a region back; nothing on it may be alive.
    void give(Region region) {
        List<Region> leftOver = new ArrayList<>();
        lock.lock();
        try {
            if (region.isReusable() && !abandoned) {
                idle.add(region);
                takeOldestUntil(maxIdleBytes, leftOver);
            } else {
                leftOver.add(region);
                budget.release(region.byteSize());
            }
        } finally {
            lock.unlock();
        }
        budget.announceIdle();
        leftOver.forEach(Region::free);
    }

    @Override
    public long giveUp(long byteSize) {
        finishLeases();
        slabs.trim();
        List<Region> leftOver = new ArrayList<>();
        long gained;
        lock.lock();
        try {
            gained = takeOldestUntil(Math.max(0, idle.byteSize() - byteSize), leftOver);
        } finally {
            lock.unlock();
        }
        leftOver.forEach(Region::free);
        return gained;
    }

    /// Moves idle regions to `leftOver` and out of the budget until at most `keptBytes` are idle.
    ///
    /// They leave the budget before they are unmapped, and under the lock: so no thread can find them neither idle
    /// nor released, and be refused for that.
    private long takeOldestUntil(long keptBytes, List<Region> leftOver) {
        long gained = 0;
        while (idle.byteSize() > keptBytes) {
            Region region = idle.takeOldest();
            if (region == null) {
                break;
            }
            leftOver.add(region);
            gained += region.byteSize();
            budget.release(region.byteSize());
        }
        return gained;
    }

    /// Keeps nothing from now on: called when no one can reach the pool any more.
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
        } finally {
            lock.unlock();
        }
        slabs.abandon();
        giveUp(Long.MAX_VALUE);
        budget.unregister(this);
    }

    /// Takes back a region that the garbage collector was in charge of.
    void giveAutomatic(Region region) {
        // In this order: whoever waits counts on automatic bytes until they are idle or released.
        give(region);
        budget.addAutomatic(-region.byteSize());
    }

    /// Remembers a lease whose memory could not be taken yet.
    void addUnfinished(ScopedLease lease) {
        unfinished.add(lease);
    }

    void removeUnfinished(ScopedLease lease) {
        unfinished.remove(lease);
    }

    /// Tries again to take the memory of leases and slabs that were closed during I/O.
    void finishLeases() {
        unfinished.forEach(ScopedLease::finish);
        slabs.finish();
    }
}
