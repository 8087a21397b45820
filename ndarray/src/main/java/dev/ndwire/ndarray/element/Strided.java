package dev.ndwire.ndarray.element;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;

/// Elements in memory: what an array is to the rooms that compute, without its methods and rights.
///
/// Whoever makes one has made sure that all elements lie inside the segment. Nothing here keeps, closes or protects
/// memory, and lifetime and threads are those of the segment.
///
/// @param segment the memory, of any kind and alignment
/// @param dtype what one element is, never a sub-array
/// @param layout where the elements lie in `segment`; its item size is that of `dtype`
public record Strided(MemorySegment segment, DType dtype, Layout layout) {
    /// Contiguous elements from the first byte of a segment on.
    ///
    /// @param segment at least as many bytes as the elements take
    /// @param dtype what one element is
    /// @param shape the lengths of the axes
    /// @param order which axis is the fastest
    /// @return the elements
    public static Strided contiguous(MemorySegment segment, DType dtype, long[] shape, Order order) {
        return new Strided(segment, dtype, Layout.contiguous(shape, dtype.itemSize(), order));
    }

    /// The same memory and dtype in another layout.
    ///
    /// @param newLayout a layout of elements that lie in the same memory
    /// @return the view
    public Strided with(Layout newLayout) {
        return new Strided(segment, dtype, newLayout);
    }

    /// The number of elements.
    ///
    /// @return the product of all lengths
    public long size() {
        return layout.elementCount();
    }
}
