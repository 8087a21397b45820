package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Broadcasting;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.PadMode;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/// Puts elements around an array: numpy's `pad`.
///
/// The array is copied into the middle of the result, and then axis after axis is filled from what is there: of the
/// axes before it all positions, of those behind it the ones of the array. So the last axis has the corners.
public final class Padding {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final Strided source;
    private final long[] before;
    private final Strided result;

    private Padding(SegmentAllocator memory, Strided source, long[][] widths) {
        this.source = source;
        long[] shape = source.layout().shape();
        this.before = new long[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            before[axis] = widths[axis][0];
            shape[axis] = length(widths[axis][0], shape[axis], widths[axis][1]);
        }
        this.result = Blocks.fresh(memory, source.dtype(), shape);
        Strided middle = result;
        for (int axis = 0; axis < shape.length; axis++) {
            middle = core(middle, axis);
        }
        Blocks.copy(source, middle);
    }

    private static long length(long before, long length, long after) {
        long all = before + length;
        if (all < 0 || all + after < 0) {
            throw new IllegalArgumentException("array is too big: " + before + " + " + length + " + " + after
                    + " positions exceed " + Long.MAX_VALUE);
        }
        return all + after;
    }

    /// Pads with elements of the array.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param mode which elements: [PadMode#EDGE], [PadMode#REFLECT], [PadMode#SYMMETRIC] or [PadMode#WRAP]
    /// @param widths `{before, after}` for each axis, or for all, or one number instead of two
    /// @return a fresh array
    /// @throws IllegalArgumentException if a width is negative, their number is wrong, an axis of length 0 would have
    ///     to grow, or the result takes more bytes than a `long` counts
    public static Strided pad(SegmentAllocator memory, Strided source, PadMode mode, long[]... widths) {
        long[][] pairs = pairs(source, widths);
        checkNotEmpty(source, pairs);
        var padding = new Padding(memory, source, pairs);
        for (int axis = 0; axis < pairs.length && padding.result.size() > 0; axis++) {
            padding.fill(mode, axis, -pairs[axis][0], 0);
            long length = source.layout().length(axis);
            padding.fill(mode, axis, length, length + pairs[axis][1]);
        }
        return padding.result;
    }

    /// Refuses to pad an axis of which there is no element to pad with.
    ///
    /// @param source the elements
    /// @param pairs `{before, after}` for each axis
    /// @throws IllegalArgumentException if an axis of length 0 would have to grow
    public static void checkNotEmpty(Strided source, long[]... pairs) {
        for (int axis = 0; axis < pairs.length; axis++) {
            if (source.layout().length(axis) == 0 && (pairs[axis][0] > 0 || pairs[axis][1] > 0)) {
                throw new IllegalArgumentException(
                        "can't extend empty axis " + axis + " using modes other than 'constant' or 'empty'");
            }
        }
    }

    /// Pads with nothing: what lies around the elements is undefined.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param widths `{before, after}` for each axis, or for all, or one number instead of two
    /// @return a fresh array
    /// @throws IllegalArgumentException if a width is negative, their number is wrong, or the result takes more bytes
    ///     than a `long` counts
    public static Strided empty(SegmentAllocator memory, Strided source, long[]... widths) {
        return new Padding(memory, source, pairs(source, widths)).result;
    }

    /// Pads with constants.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param constants what is converted, as numpy's assignment does it: one for all, or `{before, after}` for each
    ///     axis or for all
    /// @param widths `{before, after}` for each axis, or for all, or one number instead of two
    /// @return a fresh array
    /// @throws IllegalArgumentException if a width is negative, a number of constants or widths is wrong, or the result
    ///     takes more bytes than a `long` counts
    public static Strided pad(SegmentAllocator memory, Strided source, Strided constants, long[]... widths) {
        long[][] pairs = pairs(source, widths);
        long[] wanted = {pairs.length, 2};
        Layout given = constants.layout();
        if (!Broadcasting.fits(given.shape(), wanted)) {
            throw new IllegalArgumentException(unfit(given.shape(), wanted));
        }
        var padding = new Padding(memory, source, pairs);
        try (var scratch = Scratch.beside(memory)) {
            Strided converted = Blocks.fresh(scratch, source.dtype(), given.shape());
            Casts.convert(constants, converted);
            Strided values = converted.with(converted.layout().broadcastTo(wanted));
            for (int axis = 0; axis < pairs.length; axis++) {
                long length = source.layout().length(axis);
                padding.fill(element(values, axis, 0), axis, -pairs[axis][0], 0);
                padding.fill(element(values, axis, 1), axis, length, length + pairs[axis][1]);
            }
        }
        return padding.result;
    }

    private static String unfit(long[] shape, long[] wanted) {
        return "operands could not be broadcast together with remapped shapes [original->remapped]: "
                + Shapes.text(shape).replace(", ", ",") + "  and requested shape "
                + Shapes.text(wanted).replace(", ", ",");
    }

    /// Widths for both sides of each axis.
    ///
    /// @param source the elements
    /// @param widths `{before, after}` for each axis, or for all, or one number instead of two
    /// @return a pair for each axis
    /// @throws IllegalArgumentException if a width is negative, or their number is wrong
    public static long[][] pairs(Strided source, long[]... widths) {
        int axes = source.layout().axisCount();
        int columns = widths.length == 0 ? 0 : widths[0].length;
        for (long[] width : widths) {
            if (width.length != columns) {
                throw new IllegalArgumentException(
                        "widths are ragged: " + width.length + " numbers after " + columns + ", allowed are 1 or 2");
            }
        }
        long[] given = {widths.length, columns};
        long[] wanted = {axes, 2};
        if (!Broadcasting.fits(given, wanted)) {
            throw new IllegalArgumentException(unfit(given, wanted));
        }
        var pairs = new long[axes][2];
        for (int axis = 0; axis < axes; axis++) {
            long[] width = widths[widths.length == 1 ? 0 : axis];
            pairs[axis][0] = width[0];
            pairs[axis][1] = width[columns - 1];
            if (pairs[axis][0] < 0 || pairs[axis][1] < 0) {
                throw new IllegalArgumentException("index can't contain negative values");
            }
        }
        return pairs;
    }

    private static Strided element(Strided values, int axis, int side) {
        Layout layout = values.layout();
        long byteOffset = layout.byteOffsetOf(axis, side);
        return values.with(Layout.of(new long[0], new long[0], byteOffset, layout.itemSize()));
    }

    /// The positions of the array on one axis of the result.
    private Strided core(Strided part, int axis) {
        return Blocks.range(
                part, axis, before[axis], before[axis] + source.layout().length(axis));
    }

    /// Positions of one axis, counted from the array's first one, with all of the axes before and the array's behind.
    private Strided slab(int axis, long from, long to) {
        Strided part = result;
        for (int behind = axis + 1; behind < before.length; behind++) {
            part = core(part, behind);
        }
        return Blocks.range(part, axis, before[axis] + from, before[axis] + to);
    }

    private void fill(Strided value, int axis, long from, long to) {
        Strided target = slab(axis, from, to);
        Blocks.copy(value.with(value.layout().broadcastTo(target.layout().shape())), target);
    }

    private void fill(PadMode mode, int axis, long from, long to) {
        if (to == from) {
            return;
        }
        long length = source.layout().length(axis);
        try (var scratch = Scratch.standard()) {
            long count = to - from;
            MemorySegment positions = Blocks.longs(scratch, count);
            for (long i = 0; i < count; i++) {
                positions.set(LONG, i * Long.BYTES, inside(mode, from + i, length));
            }
            Strided origin = slab(axis, 0, length);
            Strided target = slab(axis, from, to);
            Indices.toOffsets(positions, count, origin.layout().byteStride(axis));
            new IndexedCopy(positions, count)
                    .gather(
                            Blocks.without(origin, axis),
                            Blocks.without(target, axis),
                            target.layout().byteStride(axis));
        }
    }

    /// The position of the array that stands at a position outside of it.
    private static long inside(PadMode mode, long position, long length) {
        return switch (mode) {
            case EDGE -> position < 0 ? 0 : length - 1;
            case WRAP -> Math.floorMod(position, length);
            case REFLECT -> {
                if (length == 1) {
                    yield 0;
                }
                long phase = Math.floorMod(position, 2 * (length - 1));
                yield phase < length ? phase : 2 * (length - 1) - phase;
            }
            case SYMMETRIC -> {
                long phase = Math.floorMod(position, 2 * length);
                yield phase < length ? phase : 2 * length - 1 - phase;
            }
            default -> throw new IllegalArgumentException(mode + " is no element of the array");
        };
    }
}
