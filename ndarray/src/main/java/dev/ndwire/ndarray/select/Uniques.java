package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Finds the different elements: numpy's `unique` of all elements, with `equal_nan`.
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
            Strided indices = Blocks.fresh(memory, DType.INT64, starts.length);
            Strided counts = Blocks.fresh(memory, DType.INT64, starts.length);
            Strided inverse = Blocks.fresh(memory, DType.INT64, source.layout().shape());
            for (int group = 0; group < starts.length; group++) {
                int end = group + 1 < starts.length ? starts[group + 1] : count;
                long first = positions[starts[group]];
                MemorySegment.copy(
                        run, first * dtype.itemSize(), values.segment(), group * dtype.itemSize(), dtype.itemSize());
                put(indices, group, first);
                put(counts, group, end - starts[group]);
                for (int i = starts[group]; i < end; i++) {
                    put(inverse, positions[i], group);
                }
            }
            return new Parts(values, indices, inverse, counts);
        }
    }

    private static void put(Strided longs, long i, long value) {
        longs.segment().set(LONG, i * Long.BYTES, value);
    }

    /// Where in the sorted positions each group of equal elements begins.
    private static int[] starts(MemorySegment run, ElementEquality equality, long itemSize, int[] positions) {
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
