package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sorts rows of elements of one dtype that lie one after another in native memory: by keys where there are some, else
/// by comparing elements.
final class RowOrder {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /// From here on counting takes less than sorting, whatever the keys are.
    private static final int MIN_COUNTED = 1 << 12;

    /// The longest row: one Java array holds its keys.
    static final long MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final long itemSize;
    private final ElementOrder order;
    private final @Nullable SortKeys keys;

    private RowOrder(long itemSize, ElementOrder order, @Nullable SortKeys keys) {
        this.itemSize = itemSize;
        this.order = order;
        this.keys = keys;
    }

    static RowOrder of(DType dtype) {
        ElementOrder order = ElementOrder.of(dtype);
        return new RowOrder(dtype.itemSize(), order, SortKeys.areFor(dtype) ? SortKeys.of(dtype) : null);
    }

    static RowOrder of(DType dtype, ElementOrder order) {
        return new RowOrder(dtype.itemSize(), order, null);
    }

    /// Checks the length of rows before anything is allocated for them.
    static int checkedLength(long length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a row of " + length + " elements is to be sorted, allowed are " + MAX_LENGTH);
        }
        return (int) length;
    }

    /// Sorts rows in place.
    ///
    /// @param run rows of `length` elements each, to the end of the segment
    void sort(MemorySegment run, long rows, int length) {
        if (length < 2) {
            return;
        }
        if (keys == null) {
            sortByComparing(run, rows, length);
            return;
        }
        var rowKeys = new long[length];
        for (long row = 0; row < rows; row++) {
            long start = row * length * itemSize;
            keys.read(run, start, length, rowKeys);
            if (keys.areFew() && length >= MIN_COUNTED) {
                StableSort.countKeys(rowKeys, length);
            } else {
                Arrays.sort(rowKeys);
            }
            keys.writeSorted(rowKeys, length, run, start);
        }
    }

    private void sortByComparing(MemorySegment run, long rows, int length) {
        try (var scratch = Scratch.standard()) {
            MemorySegment row = scratch.allocate(length * itemSize, Long.BYTES);
            for (long i = 0; i < rows; i++) {
                long start = i * length * itemSize;
                int[] positions = positions(run, start, length);
                MemorySegment.copy(run, start, row, 0, length * itemSize);
                for (int at = 0; at < length; at++) {
                    MemorySegment.copy(row, positions[at] * itemSize, run, start + at * itemSize, itemSize);
                }
            }
        }
    }

    /// The positions of the elements of one row, in their order.
    int[] positions(MemorySegment run, long start, int length) {
        if (keys == null) {
            return StableSort.by(
                    (left, right) -> order.compare(run, start + left * itemSize, run, start + right * itemSize),
                    length);
        }
        var rowKeys = new long[length];
        keys.read(run, start, length, rowKeys);
        return StableSort.byKeys(rowKeys, length);
    }

    /// Writes the positions of each row's elements, in their order, as rows of longs.
    void positions(MemorySegment run, long rows, int length, MemorySegment target) {
        for (long row = 0; row < rows; row++) {
            int[] positions = positions(run, row * length * itemSize, length);
            long start = row * length * Long.BYTES;
            for (int i = 0; i < length; i++) {
                target.set(LONG, start + (long) i * Long.BYTES, positions[i]);
            }
        }
    }
}
