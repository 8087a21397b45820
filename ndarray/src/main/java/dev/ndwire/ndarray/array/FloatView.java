package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.element.RawMemory;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// The elements of a C-contiguous array of float32, one after another, for inner loops.
///
/// The view shares the array's memory and its rules for lifetime and threads. Loops run fastest over native
/// memory; where mapped memory or arrays on the heap take the same loop as well, copying those first pays.
public final class FloatView {
    private final MemorySegment segment;
    private final long size;

    FloatView(MemorySegment segment, long size) {
        this.segment = segment;
        this.size = size;
    }

    /// The number of elements.
    ///
    /// @return the array's size
    public long size() {
        return size;
    }

    /// Reads one element.
    ///
    /// @param index its position in C order, from 0 up to `size() - 1`
    /// @return the element
    /// @throws IndexOutOfBoundsException if `index` is out of that range
    /// @throws IllegalStateException if the memory is closed
    public float get(long index) {
        return RawMemory.getFloat(segment, Objects.checkIndex(index, size) * 4L);
    }

    /// Sets one element.
    ///
    /// @param index its position in C order, from 0 up to `size() - 1`
    /// @param value the new value
    /// @throws IndexOutOfBoundsException if `index` is out of that range
    /// @throws IllegalArgumentException if the array is read-only
    /// @throws IllegalStateException if the memory is closed
    public void set(long index, float value) {
        RawMemory.putFloat(segment, Objects.checkIndex(index, size) * 4L, value);
    }
}
