package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes elements together with one of the kernels, along axes.
///
/// @param name what error messages call it: numpy's name of the function
/// @param dtype what the kernel takes
/// @param kernel finds the kernel
/// @param start what to begin with; null for the first elements
/// @param values writes `start`
record Fold(
        String name,
        DType dtype,
        Function<Tile, Kernel> kernel,
        @Nullable Object start,
        Request.Values values) {
    /// Folds.
    ///
    /// @param targetDtype what partial results are kept in between pieces of the walk: the kernel's dtype, or that of
    ///     `out`, as numpy has it
    /// @param out what results will be written into, whose strides have a say in the order of the walk
    /// @param allocator where the results get memory from, native
    /// @return results in the kept layout
    /// @throws IllegalArgumentException if there are no elements to begin with
    Strided run(
            Strided source, ReducedAxes axes, DType targetDtype, @Nullable Strided out, SegmentAllocator allocator) {
        long[] shape = source.layout().shape();
        long[] strides = source.layout().byteStrides();
        int[] order = out == null
                ? AxisOrder.fastestFirst(shape, strides)
                : AxisOrder.fastestFirst(
                        shape, axes.spread(axes.restored(out.layout()), shape).byteStrides(), strides);
        Strided target = Fresh.of(allocator, targetDtype, axes.kept(shape), order);
        begin(source, axes, target);
        if (source.size() > 0) {
            walk(source, axes, order, target);
        }
        return target;
    }

    private void begin(Strided source, ReducedAxes axes, Strided target) {
        if (start != null) {
            Fresh.fill(target, start, values);
            return;
        }
        if (target.size() == 0) {
            return;
        }
        if (source.size() == 0) {
            throw new IllegalArgumentException(
                    "zero-size array to reduction operation " + name + " which has no identity");
        }
        Layout layout = source.layout();
        Layout first =
                Layout.of(axes.kept(layout.shape()), layout.byteStrides(), layout.byteOffset(), layout.itemSize());
        Casts.convert(source.with(first), target);
    }

    private void walk(Strided source, ReducedAxes axes, int[] order, Strided target) {
        long[] shape = source.layout().shape();
        Strided spread = target.with(axes.spread(target.layout(), shape));
        WalkPlan plan = WalkPlan.of(
                shape,
                order,
                new long[][] {spread.layout().byteStrides(), source.layout().byteStrides()},
                new boolean[] {isConverted(target), isConverted(source)},
                new long[] {dtype.itemSize(), dtype.itemSize()},
                axes.isAnyReduced());
        try (Arena arena = Arena.ofConfined()) {
            Tile tile = Tile.of(arena, Math.max(dtype.itemSize(), source.dtype().itemSize()));
            Walk.run(plan, spread, source, dtype, kernel.apply(tile), tile, arena);
        }
    }

    private boolean isConverted(Strided elements) {
        return !elements.dtype().equals(dtype) || !isAligned(elements);
    }

    /// Memory on the heap counts as aligned at its first byte.
    private static boolean isAligned(Strided elements) {
        MemorySegment segment = elements.segment();
        Layout layout = elements.layout();
        long bits = (segment.isNative() ? segment.address() : 0) + layout.byteOffset();
        for (int axis = 0; axis < layout.axisCount(); axis++) {
            bits |= layout.length(axis) > 1 ? layout.byteStride(axis) : 0;
        }
        return (bits & (elements.dtype().alignment() - 1)) == 0;
    }
}
