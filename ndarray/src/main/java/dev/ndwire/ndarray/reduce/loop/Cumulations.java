package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/// Cumulative sums and products: every element is put together with all before it on its axis, one after another.
public final class Cumulations {
    private Cumulations() {}

    /// Accumulates.
    ///
    /// @param isSum whether elements are added, else they are multiplied
    /// @param request with at most one axis; without one all elements, in C order, are on one axis; of the options only
    ///     the dtype is heeded
    /// @return fresh elements of this machine's byte order, their axes ordered in memory as those of the source; or the
    ///     request's `out`
    /// @throws IllegalArgumentException if the dtype has no such function, or `out` has another shape
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if the memory of source or `out` is closed
    public static Strided accumulate(boolean isSum, Request request) {
        Strided source = request.source();
        String name = isSum ? "add" : "multiply";
        DType dtype = ReduceTypes.ofSums(name, source.dtype(), request.options().dtype(), request.outDtype());
        Strided out = request.out();
        try (Arena scratch = Arena.ofConfined()) {
            int count = source.layout().axisCount();
            int axis = request.axes().isEmpty()
                    ? 0
                    : ReducedAxes.axis(request.axes().get(0), count);
            boolean isFlat = count == 0 || (request.axes().isEmpty() && count > 1);
            Strided from = isFlat ? flat(source, scratch) : source;
            if (out != null
                    && !Arrays.equals(out.layout().shape(), from.layout().shape())) {
                throw new IllegalArgumentException("output parameter for " + name + ".accumulate has shape "
                        + Shapes.text(out.layout().shape()) + ", the result has "
                        + Shapes.text(from.layout().shape()));
            }
            Strided result = accumulated(isSum, from, axis, dtype, out == null ? request.allocator() : scratch);
            return out == null ? result : written(result, out);
        }
    }

    private static Strided written(Strided result, Strided out) {
        Casts.convert(result, out);
        return out;
    }

    private static Strided accumulated(boolean isSum, Strided from, int axis, DType dtype, SegmentAllocator allocator) {
        DType computed = Kernels.accumulator(dtype);
        if (computed.equals(dtype)) {
            return run(isSum, from, axis, dtype, allocator);
        }
        try (Arena scratch = Arena.ofConfined()) {
            Strided wrapped = Reductions.wrapped(from, dtype, scratch);
            return Fresh.inPlace(run(isSum, wrapped, axis, computed, scratch), dtype, allocator);
        }
    }

    private static Strided run(boolean isSum, Strided from, int axis, DType dtype, SegmentAllocator allocator) {
        Layout layout = from.layout();
        int[] order = AxisOrder.fastestFirst(layout.shape(), layout.byteStrides());
        Strided target = Fresh.of(allocator, dtype, layout.shape(), order);
        Casts.convert(from, target);
        long length = layout.length(axis);
        if (length > 1 && target.size() > 0) {
            StepKernel kernel = StepKernel.of(isSum, dtype, length - 1);
            StridedLoop loop = StridedLoop.of(part(target, axis, 1), part(target, axis, 0));
            long stride = loop.rowByteStride(0);
            // Rows and the axes around them are walked upwards, so what is before an element is always done.
            loop.forEachRow(at -> kernel.run(target.segment(), at[1], at[0], stride, loop.rowLength()));
        }
        return target;
    }

    /// All positions of an axis but the last, or but the first.
    private static Strided part(Strided target, int axis, long start) {
        Layout layout = target.layout();
        long[] shape = layout.shape();
        shape[axis]--;
        long offset = layout.byteOffset() + start * layout.byteStride(axis);
        return target.with(Layout.of(shape, layout.byteStrides(), offset, layout.itemSize()));
    }

    private static Strided flat(Strided source, Arena scratch) {
        long[] shape = {source.size()};
        Layout view = source.layout().reshape(shape).orElse(null);
        if (view != null) {
            return source.with(view);
        }
        Layout layout = source.layout();
        Strided copy = Strided.contiguous(
                scratch.allocate(layout.byteSize(), Long.BYTES), source.dtype(), layout.shape(), Order.C);
        Casts.convert(source, copy);
        return Strided.contiguous(copy.segment(), source.dtype(), shape, Order.C);
    }
}
