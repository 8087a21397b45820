package dev.ndwire.core.memory;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/// Hands out leases on native memory, and keeps returned memory for the next ones.
///
/// Touching fresh memory for the first time is what costs most in moving large arrays, so returned regions stay
/// idle in the pool up to a limit, the least recently used leaving first. A region serves again where it is at most
/// a quarter larger than what is wanted. Idle bytes count against the budget, but are given up before any request
/// on that budget is refused.
///
/// Regions of 4 MiB or more ask for huge pages where the system has them: they are touched in a third of the time, and
/// gone through faster ever after.
///
/// A pool that can no longer be reached gives its idle memory back by itself; its open leases work on, and their
/// memory goes straight back to the system.
///
/// Where the JVM refuses native access (`--illegal-native-access=deny`), or on a system other than Linux and macOS,
/// memory comes from what Java offers: zeroed allocations below 1 MiB, mappings of deleted temporary sparse files
/// above. Leases work the same there, but nothing is kept idle, touched pages may be written to the disk that
/// `java.io.tmpdir` is on, and a region larger than the room on that disk is refused. The system property
/// `ndwire.memory.source` or the environment variable `NDWIRE_MEMORY_SOURCE` asks for that with `portable` (the
/// default is `auto`).
///
/// All methods may be called by any thread at any time.
public final class MemoryPool {
    /// Runs what is to be done when objects of this package can no longer be reached.
    static final Cleaner CLEANER = Cleaner.create();

    private static @Nullable MemoryPool standard;
    private static @Nullable MemoryPool shared;

    private final RegionStore store;

    private MemoryPool(RegionStore store) {
        this.store = store;
        store.budget().register(store);
        CLEANER.register(this, store::abandon);
    }

    /// Returns the pool of this process, on [MemoryBudget#standard()]. It keeps up to an eighth of the physical
    /// memory idle.
    ///
    /// @return the same pool at every call
    /// @throws IllegalArgumentException if a setting of the budget, or `ndwire.memory.source`, is wrong
    public static MemoryPool standard() {
        synchronized (MemoryPool.class) {
            if (standard == null) {
                standard =
                        of(MemoryBudget.standard(), MemorySettings.ofProcess().idleBytes());
            }
            return standard;
        }
    }

    /// Returns the pool of memory that this process can share with others, on [MemoryBudget#standard()].
    ///
    /// What is allocated from its leases is native memory as any other, and is handed over `shm://` as it is: no byte
    /// of it is copied. It takes room in the folder of shared memory (`NDWIRE_SHM_DIR`, see [SharedMemory#standard()])
    /// from the moment it is allocated; where that folder is full, the request is refused. It keeps up to an eighth of
    /// the physical memory idle.
    ///
    /// Every process of the same user can read and write this memory if it wants to; see `SECURITY.md`.
    ///
    /// @return the same pool at every call
    /// @throws IllegalArgumentException if a setting of the budget is wrong
    public static MemoryPool shared() {
        synchronized (MemoryPool.class) {
            if (shared == null) {
                shared = ofShared(
                        MemoryBudget.standard(), MemorySettings.ofProcess().idleBytes());
            }
            return shared;
        }
    }

    /// Creates a pool of memory that this process can share with others, as [#shared()] has it.
    ///
    /// @param budget counts all memory of this pool; it may be shared with others
    /// @param maxIdleBytes how many bytes stay idle at most, at least 0; with 0 nothing is reused
    /// @return a pool that holds no memory yet
    /// @throws IllegalArgumentException if `maxIdleBytes` is negative
    public static MemoryPool ofShared(MemoryBudget budget, long maxIdleBytes) {
        return of(budget, maxIdleBytes, new SharedRegions(SharedMemory::standard));
    }

    /// Creates a pool.
    ///
    /// @param budget counts all memory of this pool; it may be shared with others
    /// @param maxIdleBytes how many bytes stay idle at most, at least 0; with 0 nothing is reused
    /// @return a pool that holds no memory yet
    /// @throws IllegalArgumentException if `maxIdleBytes` is negative, or `ndwire.memory.source` is wrong
    public static MemoryPool of(MemoryBudget budget, long maxIdleBytes) {
        return of(budget, maxIdleBytes, NativeRegions.standard());
    }

    static MemoryPool of(MemoryBudget budget, long maxIdleBytes, NativeRegions source) {
        if (maxIdleBytes < 0) {
            throw new IllegalArgumentException("maxIdleBytes is " + maxIdleBytes + ": at least 0 is allowed");
        }
        return new MemoryPool(new RegionStore(budget, source, maxIdleBytes));
    }

    /// Opens a lease. It takes memory at its first allocation, not before.
    ///
    /// @param ownership who decides when its memory goes
    /// @return an open lease; the caller closes it
    public Lease lease(Ownership ownership) {
        return lease(ownership, null);
    }

    /// Opens a lease for what one message brings, of which there may be very many: its first 16 KiB of allocations
    /// below 64 KiB lie on slabs that other such leases of this pool share, since ending memory for all threads takes
    /// longer than a small message takes to travel.
    ///
    /// With [Ownership#LEASED] that loosens one promise of [Lease]: **small segments end some time after the lease**,
    /// with all leases on the same slab. Until then they hold what they held, and nobody else gets those bytes; then
    /// using them is an [IllegalStateException] as ever. Large segments end with the lease. Slabs have 512 KiB in a
    /// pool that keeps 64 MiB idle or more, as long as those that no more fits on, but that somebody still has
    /// something on, are less than 8 MiB together; else 64 KiB. A pool that keeps less than 64 KiB idle shares nothing;
    /// any other has one slab at hand, in use, until [#trim()] or until its budget needs it.
    ///
    /// @param ownership who decides when its memory goes
    /// @return an open lease; the caller closes it
    public Lease leaseForMessage(Ownership ownership) {
        return lease(ownership, store.slabs());
    }

    private Lease lease(Ownership ownership, @Nullable SharedSlabs slabs) {
        store.finishLeases();
        return switch (ownership) {
            case LEASED -> new ScopedLease(store, slabs);
            case AUTOMATIC -> new AutomaticLease(store);
        };
    }

    /// Returns the budget that counts this pool's memory.
    ///
    /// @return the budget given at creation
    public MemoryBudget budget() {
        return store.budget();
    }

    /// Returns how many bytes may stay idle.
    ///
    /// @return the limit given at creation
    public long maxIdleBytes() {
        return store.maxIdleBytes();
    }

    /// Returns how many bytes are idle now: obtained from the system, counted in the budget, held by no lease.
    ///
    /// @return a number from 0 to [#maxIdleBytes()]
    public long idleBytes() {
        return store.idleBytes();
    }

    /// Returns how many regions were served from idle memory so far.
    ///
    /// @return the count since this pool was created
    public long reusedCount() {
        return store.reusedCount();
    }

    /// Returns how many regions were obtained from the system so far.
    ///
    /// @return the count since this pool was created
    public long freshCount() {
        return store.freshCount();
    }

    /// Gives all idle memory back to the system. Leases are not touched, except that the memory of those that were
    /// closed during I/O is taken if that I/O is over.
    ///
    /// @return how many bytes went back
    public long trim() {
        return store.giveUp(Long.MAX_VALUE);
    }

    /// Names what a log needs: idle and used bytes, and how often memory was reused.
    ///
    /// @return a description for people
    @Override
    public String toString() {
        return "MemoryPool[idle " + ByteSizes.format(idleBytes()) + ", in use "
                + ByteSizes.format(budget().usedBytes()) + " of " + ByteSizes.format(budget().limitBytes())
                + ", regions reused " + reusedCount() + ", fresh " + freshCount() + "]";
    }
}
