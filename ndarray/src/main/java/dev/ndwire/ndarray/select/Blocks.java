package dev.ndwire.ndarray.select;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.AxisViews;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/// Memory for results, and copies of whole blocks of elements.
final class Blocks {
    /// As the arrays of the room `array` have it.
    private static final long BYTE_ALIGNMENT = 64;

    private Blocks() {}

    /// Elements of undefined content, in C order.
    ///
    /// @throws IllegalArgumentException if a length is negative, there are too many axes or too many bytes
    static Strided fresh(SegmentAllocator memory, DType dtype, long... shape) {
        Layout layout = Layout.contiguous(shape, dtype.itemSize(), Order.C);
        return new Strided(memory.allocate(layout.byteSize(), BYTE_ALIGNMENT), dtype, layout);
    }

    /// A list of longs of undefined content.
    static MemorySegment longs(SegmentAllocator memory, long count) {
        return memory.allocate(Math.multiplyExact(count, Long.BYTES), BYTE_ALIGNMENT);
    }

    /// A copy in C order.
    static Strided copied(SegmentAllocator memory, Strided source) {
        Strided target = fresh(memory, source.dtype(), source.layout().shape());
        Layout layout = source.layout();
        StridedCopy.gather(
                source.segment(),
                layout.byteOffset(),
                layout.shape(),
                layout.byteStrides(),
                layout.itemSize(),
                target.segment());
        return target;
    }

    /// The elements as one run of native memory in C order: their own memory if it is such a run, else a copy.
    static MemorySegment run(SegmentAllocator memory, Strided source) {
        Layout layout = source.layout();
        if (source.segment().isNative() && layout.isContiguous(Order.C)) {
            return layout.elementCount() == 0
                    ? MemorySegment.NULL
                    : source.segment().asSlice(layout.byteOffset(), layout.byteSize());
        }
        return copied(memory, source).segment();
    }

    /// The elements in native memory: themselves, or a copy of what lies on the heap.
    static Strided asNative(SegmentAllocator memory, Strided source) {
        return source.segment().isNative() ? source : copied(memory, source);
    }

    /// The elements in native memory, as elements of a dtype: themselves, or a converted copy.
    static Strided asNative(SegmentAllocator memory, Strided source, DType dtype) {
        return source.dtype().equals(dtype) ? asNative(memory, source) : converted(memory, source, dtype);
    }

    /// A converted copy in C order.
    static Strided converted(SegmentAllocator memory, Strided source, DType dtype) {
        Strided target = fresh(memory, dtype, source.layout().shape());
        Casts.convert(source, target);
        return target;
    }

    /// Copies elements between arrays of equal shape and dtype that do not overlap.
    static void copy(Strided source, Strided target) {
        Layout from = source.layout();
        Layout to = target.layout();
        StridedCopy.copy(
                source.segment(),
                from.byteOffset(),
                from.byteStrides(),
                target.segment(),
                to.byteOffset(),
                to.byteStrides(),
                to.shape(),
                to.itemSize());
    }

    /// The positions `from` to, but without, `to` of one axis.
    static Strided range(Strided source, int axis, long from, long to) {
        long[] shape = source.layout().shape();
        long[] byteStrides = source.layout().byteStrides();
        // Without elements a stride may be any number, and there is nothing to move to.
        boolean isEmpty = source.size() == 0 || to == from;
        long byteOffset = source.layout().byteOffset() + (isEmpty ? 0 : from * byteStrides[axis]);
        shape[axis] = to - from;
        return source.with(
                Layout.of(shape, byteStrides, byteOffset, source.layout().itemSize()));
    }

    /// The elements; one without axes as a list of one, which numpy takes it for where there has to be an axis.
    static Strided listed(Strided source) {
        return source.layout().axisCount() == 0
                ? source.with(source.layout().reshape(1).orElseThrow())
                : source;
    }

    /// The elements as one axis: a view if strides can say so, else a copy.
    static Strided flat(SegmentAllocator memory, Strided source) {
        return source.layout().reshape(source.size()).map(source::with).orElseGet(() -> {
            Strided copy = copied(memory, source);
            return copy.with(copy.layout().reshape(copy.size()).orElseThrow());
        });
    }

    /// The elements with a new axis of length 1.
    static Strided withAxis(Strided source, int axis) {
        Layout layout = source.layout();
        return source.with(Layout.of(
                with(layout.shape(), axis, 1),
                with(layout.byteStrides(), axis, 0),
                layout.byteOffset(),
                layout.itemSize()));
    }

    /// The axes with one of them left out, where it has position 0.
    static Strided without(Strided source, int axis) {
        Layout layout = source.layout();
        return source.with(Layout.of(
                without(layout.shape(), axis, 1),
                without(layout.byteStrides(), axis, 1),
                layout.byteOffset(),
                layout.itemSize()));
    }

    static long[] without(long[] values, int at, int count) {
        long[] left = Arrays.copyOf(values, values.length - count);
        System.arraycopy(values, at + count, left, at, left.length - at);
        return left;
    }

    static long[] with(long[] values, int at, long... inserted) {
        long[] more = Arrays.copyOf(values, values.length + inserted.length);
        System.arraycopy(values, at, more, at + inserted.length, values.length - at);
        System.arraycopy(inserted, 0, more, at, inserted.length);
        return more;
    }

    /// The axis moved behind all others.
    static Strided withLast(Strided source, int axis) {
        return source.with(AxisViews.move(source.layout(), new int[] {axis}, new int[] {-1}));
    }

    /// The last axis moved to where [#withLast] took it from.
    static Strided withLastAt(Strided source, int axis) {
        return source.with(AxisViews.move(source.layout(), new int[] {-1}, new int[] {axis}));
    }
}
