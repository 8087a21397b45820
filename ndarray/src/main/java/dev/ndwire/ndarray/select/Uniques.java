package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.AxisViews;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Finds the different elements, or the different positions of an axis: numpy's `unique`, with `equal_nan`.
public final class Uniques {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Uniques() {}

    /// What there is to know about the different elements.
    ///
    /// @param values each different element once, sorted; of equal ones that differ in memory the first
    /// @param indices int64, where each of them is first, in C order
    /// @param inverse int64 in the shape of the elements: which of the values each of them equals
    /// @param counts int64, how many elements equal each value
    public record Parts(Strided values, Strided indices, Strided inverse, Strided counts) {}

    /// The different elements alone, which takes less time than with all their parts.
    ///
    /// @param memory where the result comes from
    /// @param source the elements, of any dtype and shape
    /// @return each once, sorted, in one axis
    /// @throws IllegalArgumentException if there are more elements than a Java array holds
    public static Strided values(SegmentAllocator memory, Strided source) {
        int count = RowOrder.checkedLength(source.size());
        DType dtype = source.dtype();
        long itemSize = dtype.itemSize();
        RowOrder order = RowOrder.of(dtype);
        try (var scratch = Scratch.beside(memory)) {
            MemorySegment run = Blocks.copied(scratch, source).segment();
            order.sort(run, 1, count);
            ElementEquality equality = ElementEquality.of(dtype);
            long kept = 0;
            for (long i = 0; i < count; i++) {
                if (i == 0 || !equality.areEqual(run, (kept - 1) * itemSize, i * itemSize)) {
                    MemorySegment.copy(run, i * itemSize, run, kept++ * itemSize, itemSize);
                }
            }
            Strided result = Blocks.fresh(memory, dtype, kept);
            MemorySegment.copy(run, 0, result.segment(), 0, kept * itemSize);
            return result;
        }
    }

    /// The different elements, where they are, and how many there are of each.
    ///
    /// @param memory where the results come from
    /// @param source the elements, of any dtype and shape
    /// @return see [Parts]
    /// @throws IllegalArgumentException if there are more elements than a Java array holds
    public static Parts parts(SegmentAllocator memory, Strided source) {
        int count = RowOrder.checkedLength(source.size());
        DType dtype = source.dtype();
        try (var scratch = Scratch.beside(memory)) {
            MemorySegment run = Blocks.run(scratch, source);
            int[] positions = RowOrder.of(dtype).positions(run, 0, count);
            int[] starts = starts(run, ElementEquality.of(dtype), dtype.itemSize(), positions);
            Strided values = Blocks.fresh(memory, dtype, starts.length);
            Strided inverse = Blocks.fresh(memory, DType.INT64, source.layout().shape());
            return grouped(memory, run, positions, starts, values, inverse);
        }
    }

    /// The different positions of an axis, in the order of their elements, the first of them before all others.
    ///
    /// Of positions with a NaN, each differs from every other one, as structures do.
    ///
    /// @param memory where the results come from
    /// @param source the elements, of any dtype and of two axes or more
    /// @param axis which axis, counted from the first
    /// @return see [Parts], but values have all axes, of which this one is as long as there are different positions;
    ///     indices are positions of the axis, and the inverse is as long as the axis
    /// @throws IllegalArgumentException if the axis is longer than a Java array, or elements are only carried
    public static Parts parts(SegmentAllocator memory, Strided source, int axis) {
        Layout layout = source.layout();
        int count = RowOrder.checkedLength(layout.length(axis));
        Layout inFront = AxisViews.move(layout, new int[] {axis}, new int[] {0});
        long[] shape = inFront.shape();
        DType dtype = source.dtype();
        long items = Shapes.elementCount(Blocks.without(shape, 0, 1), 1);
        long rowBytes = items * dtype.itemSize();
        ElementOrder order = ElementOrder.ofItems(dtype, items);
        ElementEquality equality = ElementEquality.ofItems(dtype, items);
        try (var scratch = Scratch.beside(memory)) {
            MemorySegment run = Blocks.run(scratch, source.with(inFront));
            int[] positions =
                    StableSort.by((left, right) -> order.compare(run, left * rowBytes, run, right * rowBytes), count);
            int[] starts = starts(run, equality, rowBytes, positions);
            shape[0] = starts.length;
            Strided values = Blocks.fresh(memory, dtype, shape);
            Strided inverse = Blocks.fresh(memory, DType.INT64, count);
            Parts parts = grouped(memory, run, positions, starts, values, inverse);
            Layout inPlace = AxisViews.move(values.layout(), new int[] {0}, new int[] {axis});
            return new Parts(values.with(inPlace), parts.indices, parts.inverse, parts.counts);
        }
    }

    /// Copies the first of each group, and tells where they are and how many.
    private static Parts grouped(
            SegmentAllocator memory,
            MemorySegment run,
            int[] positions,
            int[] starts,
            Strided values,
            Strided inverse) {
        long byteSize = starts.length == 0 ? 0 : values.layout().byteSize() / starts.length;
        Strided indices = Blocks.fresh(memory, DType.INT64, starts.length);
        Strided counts = Blocks.fresh(memory, DType.INT64, starts.length);
        for (int group = 0; group < starts.length; group++) {
            int end = group + 1 < starts.length ? starts[group + 1] : positions.length;
            long first = positions[starts[group]];
            MemorySegment.copy(run, first * byteSize, values.segment(), group * byteSize, byteSize);
            put(indices, group, first);
            put(counts, group, end - starts[group]);
            for (int i = starts[group]; i < end; i++) {
                put(inverse, positions[i], group);
            }
        }
        return new Parts(values, indices, inverse, counts);
    }

    private static void put(Strided longs, long i, long value) {
        longs.segment().set(LONG, i * Long.BYTES, value);
    }

    /// Where in the sorted positions each group of equal elements begins.
    private static int[] starts(MemorySegment run, ElementEquality equality, long itemSize, int... positions) {
        var starts = new int[positions.length];
        int groups = 0;
        for (int i = 0; i < positions.length; i++) {
            if (i == 0 || !equality.areEqual(run, positions[i - 1] * itemSize, positions[i] * itemSize)) {
                starts[groups++] = i;
            }
        }
        return Arrays.copyOf(starts, groups);
    }
}
