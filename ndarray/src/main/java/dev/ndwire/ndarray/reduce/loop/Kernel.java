package dev.ndwire.ndarray.reduce.loop;

import java.lang.foreign.MemorySegment;

/// Puts elements of one dtype together, in this machine's byte order.
///
/// Targets are native memory. Sources are native too, but for kernels that say [#foldsHeap]: a call site that has seen
/// native and heap memory costs tens of times as much an element. A loop over neighbours stands apart from the same one
/// over a stride, which the compiler makes no vector code of.
interface Kernel {
    /// The most elements that a kernel holds in an array of its own: as many columns as stay in the nearest cache.
    int STRIP = 4096;

    /// Takes many elements into one: `target = target op source[0] op source[1] …`, in numpy's order.
    ///
    /// @param at where the one element starts
    /// @param count at least 1
    void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long sourceStride, long count);

    /// Takes each element of each row into one of its own: `target[i] = target[i] op source[row][i]`, row by row.
    void rows(MemorySegment target, long at, long stride, Rows rows);

    /// Whether [#fold] takes memory on the heap.
    default boolean foldsHeap() {
        return false;
    }

    /// Rows of elements.
    ///
    /// @param count elements a row, at least 1
    /// @param rowStride bytes from one row to the next
    /// @param rowCount at least 1
    record Rows(MemorySegment memory, long at, long stride, long count, long rowStride, long rowCount) {}
}
