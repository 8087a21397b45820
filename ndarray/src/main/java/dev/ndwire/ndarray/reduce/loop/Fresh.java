package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/// New elements in native memory.
final class Fresh {
    private Fresh() {}

    /// Elements of undefined content, one axis after another in memory.
    static Strided of(SegmentAllocator allocator, DType dtype, long[] shape, int[] fastestFirst) {
        long count = Shapes.elementCount(shape, dtype.itemSize());
        MemorySegment memory = allocator.allocate(count * dtype.itemSize(), Long.BYTES);
        long[] strides = AxisOrder.strides(shape, fastestFirst, dtype.itemSize());
        return new Strided(memory, dtype, Layout.of(shape, strides, 0, dtype.itemSize()));
    }

    /// Elements of undefined content in the order that numpy gives to copies: C or F where these elements have it, else
    /// that of their strides.
    static Strided like(SegmentAllocator allocator, DType dtype, Strided elements) {
        return like(
                allocator,
                dtype,
                elements,
                AxisOrder.ofStrides(elements.layout().byteStrides()));
    }

    /// Elements of undefined content in C or F order where these elements have it, else in a given one.
    static Strided like(SegmentAllocator allocator, DType dtype, Strided elements, int[] fastestFirst) {
        Layout layout = elements.layout();
        long[] shape = layout.shape();
        if (layout.isContiguous(Order.C) || layout.isContiguous(Order.F)) {
            Order order = layout.isContiguous(Order.C) ? Order.C : Order.F;
            MemorySegment memory = allocator.allocate(layout.elementCount() * dtype.itemSize(), Long.BYTES);
            return Strided.contiguous(memory, dtype, shape, order);
        }
        return of(allocator, dtype, shape, fastestFirst);
    }

    /// The elements converted, in the order that numpy gives to copies; themselves where nothing changes.
    static Strided converted(Strided elements, DType dtype, SegmentAllocator allocator) {
        return elements.dtype().equals(dtype) ? elements : filled(elements, like(allocator, dtype, elements));
    }

    private static Strided filled(Strided elements, Strided target) {
        Casts.convert(elements, target);
        return target;
    }

    /// New results converted, each at the same place among the others; themselves where nothing changes.
    static Strided inPlace(Strided results, DType dtype, SegmentAllocator allocator) {
        if (results.dtype().equals(dtype)) {
            return results;
        }
        Layout layout = results.layout();
        long[] strides = layout.byteStrides();
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = strides[axis] / layout.itemSize() * dtype.itemSize();
        }
        MemorySegment memory = allocator.allocate(layout.elementCount() * dtype.itemSize(), Long.BYTES);
        return filled(results, new Strided(memory, dtype, Layout.of(layout.shape(), strides, 0, dtype.itemSize())));
    }

    /// Sets all elements to one value.
    ///
    /// @param target fresh elements without gaps
    static void fill(Strided target, Object value, Request.Values values) {
        if (value.equals(0) && isNumber(target.dtype().kind())) {
            // Most sums begin so, and all of what turns a value into bytes would have to come into the cache first.
            target.segment().fill((byte) 0);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            DType dtype = target.dtype();
            MemorySegment memory = arena.allocate(dtype.itemSize(), Long.BYTES);
            values.write(memory, dtype, value);
            spread(memory, target);
        }
    }

    private static boolean isNumber(Kind kind) {
        return switch (kind) {
            case INT, UINT, FLOAT, COMPLEX, TIMEDELTA -> true;
            default -> false;
        };
    }

    private static void spread(MemorySegment value, Strided target) {
        long[] shape = target.layout().shape();
        var strides = new long[shape.length];
        Arrays.fill(strides, 0);
        Layout layout = Layout.of(shape, strides, 0, target.dtype().itemSize());
        Casts.convert(new Strided(value, target.dtype(), layout), target);
    }
}
