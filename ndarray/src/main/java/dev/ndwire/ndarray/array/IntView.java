package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.element.RawMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// The elements of a C-contiguous array of int32 and uint32, one after another, for inner loops.
///
/// Unsigned values come as their bits.
///
/// The view shares the array's memory and its rules for lifetime and threads. Loops run fastest over native
/// memory; where mapped memory or arrays on the heap take the same loop as well, copying those first pays.
public abstract sealed class IntView {
    final MemorySegment segment;
    final long size;

    private IntView(MemorySegment segment, long size) {
        this.segment = segment;
        this.size = size;
    }

    /// Native memory has a class of its own: what the compiler sees there is one kind of segment, whatever else runs.
    static IntView of(MemorySegment segment, long size) {
        return segment.getClass() == RawMemory.NATIVE ? new Native(segment, size) : new Other(segment, size);
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
    public abstract int get(long index);

    /// Sets one element.
    ///
    /// @param index its position in C order, from 0 up to `size() - 1`
    /// @param value the new value
    /// @throws IndexOutOfBoundsException if `index` is out of that range
    /// @throws IllegalArgumentException if the array is read-only
    /// @throws IllegalStateException if the memory is closed
    public abstract void set(long index, int value);

    private static final class Native extends IntView {
        private static final ValueLayout.OfInt LAYOUT = ValueLayout.JAVA_INT_UNALIGNED;

        private Native(MemorySegment segment, long size) {
            super(segment, size);
        }

        @Override
        public int get(long index) {
            return segment.get(LAYOUT, Objects.checkIndex(index, size) * 4L);
        }

        @Override
        public void set(long index, int value) {
            segment.set(LAYOUT, Objects.checkIndex(index, size) * 4L, value);
        }
    }

    private static final class Other extends IntView {
        private Other(MemorySegment segment, long size) {
            super(segment, size);
        }

        @Override
        public int get(long index) {
            return RawMemory.getInt(segment, Objects.checkIndex(index, size) * 4L);
        }

        @Override
        public void set(long index, int value) {
            RawMemory.putInt(segment, Objects.checkIndex(index, size) * 4L, value);
        }
    }
}
