package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is reduced, how, and where the result goes.
///
/// @param source any memory, strides, byte order and alignment
/// @param axes which axes; none for all of them
/// @param values writes values of Java as elements
/// @param allocator where results without `out` get memory from, native
/// @param mask which elements count: bools of the source's shape; null for all
/// @param out where the result goes; null for fresh elements
public record Request(
        Strided source,
        List<Integer> axes,
        ReduceOptions options,
        Values values,
        SegmentAllocator allocator,
        @Nullable Strided mask,
        @Nullable Strided out) {
    /// Checks that the elements have values to reduce.
    ///
    /// @throws IllegalArgumentException if they are carried as bytes
    public Request {
        source.dtype().requireValues();
    }

    /// Writes values of Java as elements.
    @FunctionalInterface
    public interface Values {
        /// Writes one element.
        ///
        /// @param value what to write
        /// @throws IllegalArgumentException if the value does not fit
        void write(MemorySegment target, DType dtype, Object value);
    }

    /// The same with another place for results.
    Request into(SegmentAllocator newAllocator, Strided newOut) {
        return new Request(source, axes, options, values, newAllocator, mask, newOut);
    }

    @Nullable
    DType outDtype() {
        return out == null ? null : out.dtype();
    }
}
