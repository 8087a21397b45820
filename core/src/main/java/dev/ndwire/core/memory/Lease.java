package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// A claim on native memory, from the first allocation until it is closed.
///
/// What one message needs is allocated from one lease and goes with it. Allocations of less than 64 KiB share slabs
/// of 64 KiB to 1 MiB; larger ones stand alone, at addresses divisible by 64 at least. Memory is taken from the
/// [MemoryPool] in multiples of 64 KiB, and those count against its budget until they are back.
///
/// **The memory is dirty.** It is not zeroed: fresh memory reads as zeros, but reused memory holds whatever this
/// process wrote there before. So write what you allocate before you read it or pass it on; where zeros are wanted,
/// there is [MemorySegment#fill(byte)].
///
/// **Lifetime under [Ownership#LEASED].** All segments live until the lease is closed; using one after that, or a
/// slice or buffer of one, is an [IllegalStateException], never a crash. A lease that is dropped without being
/// closed keeps its memory for good. What is small in a message that was received may stay readable for a while after
/// that, unchanged: see [MemoryPool#leaseForMessage].
///
/// I/O that must not lose its memory takes a [Hold]. Closing a held lease refuses new allocations and holds from
/// then on, but the segments stay alive until the last hold is closed; that call then takes the memory. The JDK's
/// channels hold the memory of a segment's buffer by themselves while the system reads or writes it, and on a platform
/// thread also while they wait for the peer; on a virtual one they do not, and the I/O ends with an
/// [IllegalStateException] where its memory was closed meanwhile. A lease that is closed while a channel holds its
/// memory, and no hold does, is closed just so, and its memory is taken at the first of these that finds the I/O
/// over: another `close()` of the same lease; a lease of the same pool is opened or closed; the pool is trimmed; a
/// request would otherwise be refused by the pool's budget. Until then it stays alive and counted.
///
/// **Lifetime under [Ownership#AUTOMATIC].** A large segment lives as long as it, or a slice or buffer of it, can
/// be reached; small ones as long as anything on the same slab can be. Then the garbage collector gives them back
/// some time; the budget asks it to once there is much of such memory, or no room ([MemoryBudget]). Closing the lease
/// only refuses new allocations; holds are always granted and hold nothing, since whoever does I/O on a segment
/// reaches it.
///
/// **Threads.** All methods, and the segments, may be used by any thread at any time. The bytes in the segments are
/// plain memory: threads that share them must order their own writes and reads.
public abstract sealed class Lease implements SegmentAllocator, AutoCloseable permits EmptyLease, PooledLease {
    Lease() {}

    /// Returns the lease that has no memory: it can be held and closed at will, at no cost, and stays open.
    ///
    /// @return the same lease at every call
    public static Lease none() {
        return EmptyLease.INSTANCE;
    }

    /// Allocates memory that is **not zeroed**, see above.
    ///
    /// An allocation of 0 bytes takes no memory and is bound to no lifetime.
    ///
    /// @param byteSize how many bytes, at least 0
    /// @param byteAlignment a power of two that divides the address; from 64 KiB on, 64 does as well
    /// @return a native segment of exactly `byteSize` bytes
    /// @throws IllegalArgumentException if `byteSize` is negative or `byteAlignment` is no power of two
    /// @throws IllegalStateException if this lease is closed
    /// @throws UnsupportedOperationException if this is [#none()] and `byteSize` is not 0
    /// @throws MemoryBudgetExceededException if the budget does not allow it or the system has no memory; this
    ///     lease is then as it was before
    @Override
    public abstract MemorySegment allocate(long byteSize, long byteAlignment);

    /// Keeps the memory alive until the hold is closed, even if the lease is closed before that.
    ///
    /// @return a hold; the caller closes it, once or more often, on any thread
    /// @throws IllegalStateException if this lease is closed and its ownership is [Ownership#LEASED]
    public abstract Hold hold();

    /// Says whether a segment lies in memory of this lease, so that a hold, or under [Ownership#AUTOMATIC] reaching the
    /// segment, keeps it alive.
    ///
    /// @param segment any segment
    /// @return false for memory of others, and for a segment without bytes
    public abstract boolean owns(MemorySegment segment);

    /// Keeps the memory alive like [#hold], but not what views it: while pins are left, the memory stays, though the
    /// actions of [#onEnd] have run. For memory that is reached by its address, where a use too late would not be
    /// noticed.
    ///
    /// @return a hold; the caller closes it, once or more often, on any thread
    /// @throws IllegalStateException if this lease is closed and its ownership is [Ownership#LEASED]
    public abstract Hold pin();

    /// Has something done before the memory goes: when this lease is closed and its last hold too. For objects that
    /// view the memory by its address and pin it meanwhile: they are closed by the action.
    ///
    /// Actions run once, on the thread that closed last, the last one first. Under [Ownership#AUTOMATIC], and for
    /// [#none()], where closing takes no memory, nothing is kept or run.
    ///
    /// @param action what to do; it must not fail
    /// @throws IllegalStateException if this lease is closed and its ownership is [Ownership#LEASED]
    public abstract void onEnd(Runnable action);

    /// Says whether this lease was not closed yet.
    ///
    /// @return false from the first [#close()] on, holds or not
    public abstract boolean isOpen();

    /// Says who decides when the memory goes.
    ///
    /// @return the ownership this lease was opened with; for [#none()] it is [Ownership#LEASED]
    public abstract Ownership ownership();

    /// Opens a lease with [Ownership#LEASED] that takes its memory from where another one does, for what is needed only
    /// while something is read or written.
    ///
    /// @param memory a lease whose pool is shared; for any other allocator it is the pool of this process
    /// @return an open lease; the caller closes it
    public static Lease beside(SegmentAllocator memory) {
        return memory instanceof PooledLease pooled
                ? new ScopedLease(pooled.store, null)
                : MemoryPool.standard().lease(Ownership.LEASED);
    }

    /// Ends this lease; see the class for what becomes of its memory. Further calls do nothing more, except that
    /// they try again to take memory that I/O still used.
    @Override
    public abstract void close();

    /// Adds memory that came from elsewhere, and counts it in the budget; it goes as all memory of this lease does.
    ///
    /// @param region what to attach; it is freed at the end, and if it cannot be attached
    abstract MemorySegment attachForeign(Region region);

    /// Keeps the memory of a lease alive while it is open, as for I/O in flight.
    ///
    /// May be closed by any thread; closing it again does nothing.
    public interface Hold extends AutoCloseable {
        /// Ends the hold. If it was the last one on a lease that is closed, the memory goes.
        @Override
        void close();
    }
}
