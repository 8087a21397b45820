package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.core.memory.StridedCopy;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A small piece of native memory through which elements on the heap reach the kernels.
///
/// @param memory room for [#COUNT] elements
record Tile(MemorySegment memory) {
    /// The most elements at once: a block of a pairwise sum has to fit.
    static final int COUNT = 1024;

    /// @param arena what frees the memory
    /// @param itemSize bytes of the largest element
    static Tile of(Arena arena, long itemSize) {
        return new Tile(arena.allocate(COUNT * itemSize, Long.BYTES));
    }

    /// Copies elements next to each other.
    ///
    /// @param count at most [#COUNT]
    /// @return native memory that starts with them, until the next call
    MemorySegment load(MemorySegment source, long at, long stride, long itemSize, long count) {
        StridedCopy.gather(source, at, new long[] {count}, new long[] {stride}, itemSize, memory);
        return memory;
    }
}
