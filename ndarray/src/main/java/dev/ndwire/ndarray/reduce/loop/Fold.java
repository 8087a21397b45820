package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes elements together with one of the kernels, along axes: all, or those that a mask lets through.
///
/// @param name what error messages call it: numpy's name of the function
/// @param dtype what the kernel takes
/// @param kernel finds the kernel
/// @param start what to begin with; null for the first elements
/// @param values writes `start`
/// @param mask bools of the shape of the elements; null to take all
record Fold(
        String name,
        DType dtype,
        Function<Tile, Kernel> kernel,
        @Nullable Object start,
        Request.Values values,
        @Nullable Strided mask) {
    /// Folds.
    ///
    /// @param targetDtype what partial results are kept in between pieces of the walk: the kernel's dtype, or that of
    ///     `out`, as numpy has it
    /// @param out what results will be written into, whose strides have a say in the order of the walk
    /// @param allocator where the results get memory from, native
    /// @return results in the kept layout
    /// @throws IllegalArgumentException if there are no elements to begin with, or a mask may leave none
    Strided run(
            Strided source, ReducedAxes axes, DType targetDtype, @Nullable Strided out, SegmentAllocator allocator) {
        long[] shape = source.layout().shape();
        long[] strides = source.layout().byteStrides();
        var walked = new ArrayList<long[]>();
        if (out != null) {
            walked.add(axes.spread(axes.restored(out.layout()), shape).byteStrides());
        }
        walked.add(strides);
        if (mask != null) {
            walked.add(mask.layout().byteStrides());
        }
        int[] order = AxisOrder.fastestFirst(shape, walked.toArray(long[][]::new));
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
        if (mask != null) {
            throw new IllegalArgumentException("reduction operation '" + name
                    + "' does not have an identity, so to use a where mask one has to specify 'initial'");
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
        Strided[] operands = mask == null ? new Strided[] {spread, source} : new Strided[] {spread, source, mask};
        var strides = new long[operands.length][];
        var converted = new boolean[operands.length];
        var itemSizes = new long[operands.length];
        for (int i = 0; i < operands.length; i++) {
            boolean isMask = i == WalkPlan.MASK;
            strides[i] = operands[i].layout().byteStrides();
            converted[i] = !isMask && isConverted(operands[i]);
            itemSizes[i] = isMask ? DType.BOOL.itemSize() : dtype.itemSize();
        }
        WalkPlan plan = WalkPlan.of(shape, order, strides, converted, itemSizes, axes.isAnyReduced());
        try (Arena arena = Arena.ofConfined()) {
            Tile tile = Tile.of(arena, Math.max(dtype.itemSize(), source.dtype().itemSize()));
            Walk.run(plan, operands, dtype, kernel.apply(tile), tile, arena);
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
