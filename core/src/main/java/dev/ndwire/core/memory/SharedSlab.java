package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A region whose small segments belong to leases of several messages, under one arena that is closed when all of them
/// are done and it has no room left: so no byte of it is used twice while anything can still reach it.
///
/// Guarded by the lock of its [SharedSlabs], but for [#end].
final class SharedSlab {
    private final Region region;
    private final Arena arena;
    private final MemorySegment memory;
    private long usedBytes;
    private int claimCount;
    private boolean retired;

    private SharedSlab(Region region, Arena arena, MemorySegment memory) {
        this.region = region;
        this.arena = arena;
        this.memory = memory;
    }

    /// Takes a region over.
    ///
    /// @throws NativeRegions.RefusedException if the system has no memory; the region is as before
    @SuppressWarnings("MustBeClosed") // closed by end()
    static SharedSlab on(Region region) {
        Arena arena = Arena.ofShared();
        boolean attached = false;
        try {
            SharedSlab slab = new SharedSlab(region, arena, region.attach(arena));
            attached = true;
            return slab;
        } finally {
            if (!attached) {
                arena.close();
            }
        }
    }

    /// Takes the next bytes, for a claim that is counted until [#unclaim].
    ///
    /// @return null if there is no room; nothing is claimed then
    @Nullable
    MemorySegment claim(long byteSize, long byteAlignment) {
        long offset = usedBytes + (-(memory.address() + usedBytes) & (byteAlignment - 1));
        if (byteSize > memory.byteSize() - offset) {
            return null;
        }
        usedBytes = offset + byteSize;
        claimCount++;
        return memory.asSlice(offset, byteSize);
    }

    long byteSize() {
        return memory.byteSize();
    }

    void unclaim() {
        claimCount--;
    }

    boolean isUnclaimed() {
        return claimCount == 0;
    }

    /// Says that nothing more will be claimed.
    void retire() {
        retired = true;
    }

    /// Whether nobody has or will have anything on it.
    boolean isOver() {
        return retired && claimCount == 0;
    }

    /// Ends all that views it.
    ///
    /// @return the region, or null if I/O of the JDK still uses it
    @Nullable
    Region end() {
        try {
            arena.close();
        } catch (IllegalStateException e) {
            // This arena is known here only and so not closed: some channel has acquired it.
            return null;
        }
        return region;
    }
}
