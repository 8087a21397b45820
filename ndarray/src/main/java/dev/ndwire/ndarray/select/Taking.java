package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Shapes;
import dev.ndwire.ndarray.shape.TakeMode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Picks positions of one axis: numpy's `take`.
public final class Taking {
    /// Positions that are read at once: as longs they fit into the nearest cache.
    private static final long CHUNK = 1 << 11;

    private Taking() {}

    /// Picks positions of one axis, in the order and as often as an array of positions says.
    ///
    /// @param memory where the result comes from
    /// @param source the elements; without axes, a list of one
    /// @param indices integers of any dtype, or bools
    /// @param axis which axis; a negative number counts from the last
    /// @param mode what a position outside of the axis means
    /// @return the axis of `source` replaced by those of `indices`
    /// @throws IndexOutOfBoundsException if there is no such axis, or a position is outside and not allowed to
    /// @throws IllegalArgumentException if `indices` are no integers
    public static Strided take(SegmentAllocator memory, Strided source, Strided indices, int axis, TakeMode mode) {
        Strided listed = Blocks.listed(source);
        Layout layout = listed.layout();
        int taken = Shapes.axis(axis, layout.axisCount());
        long[] rest = Blocks.without(layout.shape(), taken, 1);
        long[] shape = Blocks.with(rest, taken, indices.layout().shape());
        Indices.check(indices, "same_kind", true);
        Strided result = Blocks.fresh(memory, source.dtype(), shape);
        if (layout.length(taken) == 0 && result.size() > 0) {
            throw new IndexOutOfBoundsException("cannot do a non-empty take from an empty axes.");
        }
        try (var scratch = Scratch.beside(memory)) {
            Strided list = Blocks.flat(scratch, indices);
            long count = list.size();
            Strided target = result.with(
                    result.layout().reshape(Blocks.with(rest, taken, count)).orElseThrow());
            Strided positions = Blocks.fresh(scratch, DType.INT64, Math.min(count, CHUNK));
            for (long done = 0; done < count; done += CHUNK) {
                long end = Math.min(count, done + CHUNK);
                Strided part = Blocks.range(positions, 0, 0, end - done);
                Casts.convert(Blocks.range(list, 0, done, end), part);
                if (isChecked(layout, taken, mode)) {
                    Indices.intoRange(part.segment(), end - done, mode, taken, layout.length(taken));
                }
                if (result.size() > 0) {
                    gather(listed, taken, part.segment(), end - done, Blocks.range(target, taken, done, end));
                }
            }
        }
        return result;
    }

    /// Whether numpy looks at the positions: not if there is nothing to take them from, as often as the axes before
    /// say.
    private static boolean isChecked(Layout layout, int axis, TakeMode mode) {
        for (int before = 0; before < axis; before++) {
            if (layout.length(before) == 0) {
                return false;
            }
        }
        return layout.length(axis) > 0 || mode == TakeMode.RAISE;
    }

    /// Picks among all elements in C order.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param indices integers of any dtype, or bools
    /// @param mode what a position outside of the elements means
    /// @return as many elements as `indices`, in their shape
    /// @throws IndexOutOfBoundsException if a position is outside and not allowed to
    /// @throws IllegalArgumentException if `indices` are no integers
    public static Strided takeFlat(SegmentAllocator memory, Strided source, Strided indices, TakeMode mode) {
        try (var scratch = Scratch.beside(memory)) {
            return take(memory, Blocks.flat(scratch, source), indices, 0, mode);
        }
    }

    /// Fills positions of an axis of a result with positions of that axis of an array.
    ///
    /// @param positions longs inside the axis, which become byte offsets
    /// @param target the shape of `source`, but with `count` positions on the axis
    static void gather(Strided source, int axis, MemorySegment positions, long count, Strided target) {
        Indices.toOffsets(positions, count, source.layout().byteStride(axis));
        new IndexedCopy(positions, count)
                .gather(
                        Blocks.without(source, axis),
                        Blocks.without(target, axis),
                        target.layout().byteStride(axis));
    }
}
