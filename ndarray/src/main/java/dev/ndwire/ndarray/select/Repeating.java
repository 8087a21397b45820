package dev.ndwire.ndarray.select;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Repeats elements and whole arrays: numpy's `repeat` and `tile`.
public final class Repeating {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Repeating() {}

    /// Repeats every position of an axis equally often.
    ///
    /// @param memory where the result comes from
    /// @param source the elements; without axes, a list of one
    /// @param times how often, at least 0
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array whose axis is that many times longer
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if `times` is negative, or the result takes more bytes than a `long` counts
    public static Strided repeat(SegmentAllocator memory, Strided source, long times, int axis) {
        Strided listed = Blocks.listed(source);
        int repeated = Shapes.axis(axis, listed.layout().axisCount());
        long[] shape = listed.layout().shape();
        long[] inner = Blocks.with(shape, repeated + 1, times);
        shape[repeated] = product(shape[repeated], times);
        Strided result = Blocks.fresh(memory, source.dtype(), shape);
        long[] strides = Blocks.with(listed.layout().byteStrides(), repeated + 1, 0);
        copyInto(result, listed, inner, strides);
        return result;
    }

    /// Repeats each position of an axis as often as a list says.
    ///
    /// @param memory where the result comes from
    /// @param source the elements; without axes, a list of one
    /// @param counts integers other than uint64, or bools: one a position, or one for all
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if a count is negative, their number or dtype is wrong, or the result takes
    ///     more bytes than a `long` counts
    public static Strided repeat(SegmentAllocator memory, Strided source, Strided counts, int axis) {
        Strided listed = Blocks.listed(source);
        int repeated = Shapes.axis(axis, listed.layout().axisCount());
        long length = listed.layout().length(repeated);
        try (var scratch = Scratch.beside(memory)) {
            MemorySegment times = Indices.longs(scratch, counts, "safe", false);
            if (counts.layout().axisCount() > 1) {
                throw new IllegalArgumentException("object too deep for desired array");
            }
            if (counts.size() == 1) {
                return repeat(memory, source, times.get(LONG, 0), axis);
            }
            if (counts.size() != length) {
                throw new IllegalArgumentException("operands could not be broadcast together with shape "
                        + Shapes.text(length) + " " + Shapes.text(counts.size()));
            }
            long[] shape = listed.layout().shape();
            shape[repeated] = sum(times, length);
            Strided result = Blocks.fresh(memory, source.dtype(), shape);
            if (result.size() > 0) {
                MemorySegment positions = positions(scratch, times, length, shape[repeated]);
                Taking.gather(listed, repeated, positions, shape[repeated], result);
            }
            return result;
        }
    }

    private static MemorySegment positions(Scratch scratch, MemorySegment times, long length, long total) {
        MemorySegment positions = Blocks.longs(scratch, total);
        long at = 0;
        for (long i = 0; i < length; i++) {
            long end = at + times.get(LONG, i * Long.BYTES) * Long.BYTES;
            for (; at < end; at += Long.BYTES) {
                positions.set(LONG, at, i);
            }
        }
        return positions;
    }

    private static long sum(MemorySegment times, long length) {
        long sum = 0;
        for (long i = 0; i < length; i++) {
            sum += checkedCount(times.get(LONG, i * Long.BYTES));
            if (sum < 0) {
                throw new IllegalArgumentException(
                        "repeats add up to more than " + Long.MAX_VALUE + " positions (repeat " + i + ")");
            }
        }
        return sum;
    }

    private static long checkedCount(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("repeats may not contain negative values.");
        }
        return count;
    }

    /// Sets whole arrays side by side.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param times how often along each axis, the last of both being lined up; axes that are missing on either side
    ///     count as 1
    /// @return a fresh array
    /// @throws IllegalArgumentException if a number is negative, there are more than 64 axes, or the result takes more
    ///     bytes than a `long` counts
    public static Strided tile(SegmentAllocator memory, Strided source, long... times) {
        long[] lengths = source.layout().shape();
        int axes = Math.max(lengths.length, times.length);
        var shape = new long[axes];
        var blocks = new long[2 * axes];
        var strides = new long[2 * axes];
        for (int axis = 0; axis < axes; axis++) {
            int own = axis - (axes - lengths.length);
            int other = axis - (axes - times.length);
            blocks[2 * axis] = other < 0 ? 1 : times[other];
            blocks[2 * axis + 1] = own < 0 ? 1 : lengths[own];
            strides[2 * axis + 1] = own < 0 ? 0 : source.layout().byteStride(own);
            shape[axis] = product(blocks[2 * axis + 1], blocks[2 * axis]);
        }
        Strided result = Blocks.fresh(memory, source.dtype(), shape);
        copyInto(result, source, blocks, strides);
        return result;
    }

    private static long product(long length, long times) {
        // A list without positions may be repeated any number of times, as in numpy.
        if (length > 0 && times < 0) {
            throw new IllegalArgumentException("negative dimensions are not allowed: repeated " + times + " times");
        }
        if (Math.multiplyHigh(length, times) != 0 || length * times < 0) {
            throw new IllegalArgumentException(
                    "array is too big: " + length + " positions repeated " + times + " times exceed " + Long.MAX_VALUE);
        }
        return length * times;
    }

    /// Fills a result from axes with strides of 0 among them.
    private static void copyInto(Strided result, Strided source, long[] shape, long[] byteStrides) {
        if (Arrays.stream(shape).anyMatch(length -> length == 0)) {
            return;
        }
        long itemSize = result.layout().itemSize();
        StridedCopy.copy(
                source.segment(),
                source.layout().byteOffset(),
                byteStrides,
                result.segment(),
                0,
                Shapes.contiguousStrides(shape, itemSize, Order.C),
                shape,
                itemSize);
    }
}
