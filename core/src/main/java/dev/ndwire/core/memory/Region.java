package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A page-granular piece of native memory, counted by a budget, that one lease at a time holds.
///
/// Not thread-safe by itself: whoever took it from its [RegionStore] has it alone until he gives it back.
abstract sealed class Region permits MappedRegions.MappedRegion, SharedRegions.KeptRegion, PassingRegion {
    private final long byteSize;

    Region(long byteSize) {
        this.byteSize = byteSize;
    }

    /// How many bytes it has, and its budget counts.
    final long byteSize() {
        return byteSize;
    }

    /// Whether another lease can have the same memory once this one is done.
    abstract boolean isReusable();

    /// Whether another lease can have it now: false while another process still has what was on it.
    boolean isFree() {
        return true;
    }

    /// The memory, alive as long as `arena` is.
    ///
    /// @throws NativeRegions.RefusedException if the system has none; the region is as before
    abstract MemorySegment attach(Arena arena);

    /// The memory, alive as long as it can be reached; then `whenGone` is called, once, by a cleaner's thread.
    ///
    /// @throws NativeRegions.RefusedException if the system has none; `whenGone` is then never called
    abstract MemorySegment attachAutomatic(Runnable whenGone);

    /// Gives the memory back to the system. No segment on it may be alive.
    abstract void free();
}
