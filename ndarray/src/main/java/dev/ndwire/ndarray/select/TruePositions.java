package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Where the true elements of an array are: numpy's `nonzero`, `flatnonzero` and `argwhere`.
public final class TruePositions {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private TruePositions() {}

    /// The positions of the true elements, in C order, axis by axis.
    ///
    /// @param memory where the result comes from
    /// @param elements of any dtype
    /// @return int64 lists of equal length, one an axis
    /// @throws IllegalArgumentException if there are no axes
    public static List<Strided> nonzero(SegmentAllocator memory, Strided elements) {
        int axisCount = elements.layout().axisCount();
        if (axisCount == 0) {
            String advice = "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.";
            String context = " If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.";
            throw new IllegalArgumentException(elements.dtype().kind() == Kind.BOOL ? advice + context : advice);
        }
        Strided all = positions(memory, elements, Order.F);
        var lists = new ArrayList<Strided>(axisCount);
        for (int axis = 0; axis < axisCount; axis++) {
            lists.add(Blocks.without(Blocks.range(all, 1, axis, axis + 1), 1));
        }
        return List.copyOf(lists);
    }

    /// The positions of the true elements, in C order.
    ///
    /// @param memory where the result comes from
    /// @param elements of any dtype
    /// @return int64, one row a true element, one column an axis
    public static Strided argwhere(SegmentAllocator memory, Strided elements) {
        return positions(memory, elements, Order.C);
    }

    /// The positions of the true elements among all in C order.
    ///
    /// @param memory where the result comes from
    /// @param elements of any dtype
    /// @return int64, one axis
    public static Strided flatnonzero(SegmentAllocator memory, Strided elements) {
        try (var scratch = Scratch.beside(memory)) {
            MemorySegment flags = Truth.flags(scratch, elements);
            Strided result = Blocks.fresh(memory, DType.INT64, count(flags, elements.size()));
            MemorySegment target = result.segment();
            // Written at every element and kept at true ones: a branch here would be guessed wrong half of the time.
            long at = 0;
            for (long i = 0; at < result.layout().byteSize(); i++) {
                target.set(LONG, at, i);
                at += flags.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : Long.BYTES;
            }
            return result;
        }
    }

    /// One row for each true element; in order F each column lies in one run.
    private static Strided positions(SegmentAllocator memory, Strided elements, Order order) {
        try (var scratch = Scratch.beside(memory)) {
            MemorySegment flags = Truth.flags(scratch, elements);
            long[] shape = elements.layout().shape();
            long count = count(flags, elements.size());
            long[] resultShape = {count, shape.length};
            Layout layout = Layout.contiguous(resultShape, Long.BYTES, order);
            Strided result = new Strided(Blocks.longs(memory, count * shape.length), DType.INT64, layout);
            if (result.size() > 0) {
                fill(result, count, flags, shape);
            }
            return result;
        }
    }

    private static void fill(Strided result, long count, MemorySegment flags, long[] shape) {
        MemorySegment target = result.segment();
        long rowStride = result.layout().byteStride(0);
        long axisStride = result.layout().byteStride(1);
        int last = shape.length - 1;
        var position = new long[last];
        long found = 0;
        for (long row = 0; found < count; row++) {
            long start = found;
            // As in [#flatnonzero].
            for (long column = 0; column < shape[last] && found < count; column++) {
                target.set(LONG, found * rowStride + last * axisStride, column);
                found += flags.get(ValueLayout.JAVA_BYTE, row * shape[last] + column) == 0 ? 0 : 1;
            }
            for (int axis = 0; axis < last; axis++) {
                for (long i = start; i < found; i++) {
                    target.set(LONG, i * rowStride + axis * axisStride, position[axis]);
                }
            }
            for (int axis = last - 1; axis >= 0 && ++position[axis] == shape[axis]; axis--) {
                position[axis] = 0;
            }
        }
    }

    static long count(MemorySegment flags, long size) {
        long count = 0;
        for (long i = 0; i < size; i++) {
            count += flags.get(ValueLayout.JAVA_BYTE, i) == 0 ? 0 : 1;
        }
        return count;
    }

    /// Where the elements lie that a mask of leading axes keeps, as byte offsets in C order.
    ///
    /// @param flags one byte for each position of the leading axes, in native memory
    static MemorySegment offsets(
            SegmentAllocator memory, MemorySegment flags, long count, long[] shape, long[] strides) {
        MemorySegment offsets = Blocks.longs(memory, count);
        int last = shape.length - 1;
        long columns = last < 0 ? 1 : shape[last];
        long columnStride = last < 0 ? 0 : strides[last];
        var position = new long[Math.max(0, last)];
        long rowOffset = 0;
        long at = 0;
        for (long row = 0; at < count * Long.BYTES; row++) {
            // As in [#flatnonzero].
            for (long column = 0; column < columns && at < count * Long.BYTES; column++) {
                offsets.set(LONG, at, rowOffset + column * columnStride);
                at += flags.get(ValueLayout.JAVA_BYTE, row * columns + column) == 0 ? 0 : Long.BYTES;
            }
            for (int axis = last - 1; axis >= 0; axis--) {
                rowOffset += strides[axis];
                if (++position[axis] < shape[axis]) {
                    break;
                }
                rowOffset -= position[axis] * strides[axis];
                position[axis] = 0;
            }
        }
        return offsets;
    }
}
