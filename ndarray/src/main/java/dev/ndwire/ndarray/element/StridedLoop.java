package dev.ndwire.ndarray.element;

import java.util.Arrays;

/// Walks several arrays of one shape together, row by row: what every element-wise operation does around its kernel.
///
/// Axes of length 1 are dropped, axes that lie evenly behind each other in all arrays become one, and the axis on which
/// the first array has its smallest stride becomes the row, so that the memory of the first array is walked in order.
/// So the order of the elements is *not* C order; who needs that one (reductions, cumulative sums) walks by himself.
///
/// Immutable; one instance may be run by several threads.
public final class StridedLoop {
    /// What is done with one row.
    @FunctionalInterface
    public interface Row {
        /// Handles the elements that start at `byteOffsets[i]` of array `i` and are [#rowByteStride] bytes apart.
        ///
        /// @param byteOffsets one an array; valid during the call only
        void at(long[] byteOffsets);
    }

    private final long[] lengths;
    private final long[][] byteStrides;
    private final long[] byteOffsets;
    private final boolean isEmpty;

    private StridedLoop(long[] lengths, long[][] byteStrides, long[] byteOffsets, boolean isEmpty) {
        this.lengths = lengths;
        this.byteStrides = byteStrides;
        this.byteOffsets = byteOffsets;
        this.isEmpty = isEmpty;
    }

    /// Prepares a walk.
    ///
    /// @param operands arrays of one shape; the first one decides the order
    /// @return the walk
    /// @throws IllegalArgumentException if shapes differ
    public static StridedLoop of(Strided... operands) {
        long[] shape = operands[0].layout().shape();
        var strides = new long[operands.length][];
        var offsets = new long[operands.length];
        for (int i = 0; i < operands.length; i++) {
            if (!Arrays.equals(shape, operands[i].layout().shape())) {
                throw new IllegalArgumentException("shapes " + Arrays.toString(shape) + " and "
                        + Arrays.toString(operands[i].layout().shape()) + " are walked together");
            }
            strides[i] = operands[i].layout().byteStrides();
            offsets[i] = operands[i].layout().byteOffset();
        }
        return of(shape, strides, offsets, operands[0].size() == 0);
    }

    private static StridedLoop of(long[] shape, long[][] strides, long[] offsets, boolean isEmpty) {
        int[] order = order(shape, strides[0]);
        var lengths = new long[Math.max(1, order.length)];
        var merged = new long[strides.length][lengths.length];
        int count = 0;
        for (int axis : order) {
            if (count > 0 && isEven(strides, merged, count - 1, axis, shape[axis])) {
                lengths[count - 1] *= shape[axis];
            } else {
                lengths[count++] = shape[axis];
            }
            for (int i = 0; i < strides.length; i++) {
                merged[i][count - 1] = strides[i][axis];
            }
        }
        if (count == 0) {
            lengths[count++] = 1;
        }
        for (int i = 0; i < merged.length; i++) {
            merged[i] = Arrays.copyOf(merged[i], count);
        }
        return new StridedLoop(Arrays.copyOf(lengths, count), merged, offsets, isEmpty);
    }

    /// The axes longer than 1, those with large strides of the first array first; ties stay in C order.
    private static int[] order(long[] shape, long[] byteStrides) {
        var axes = new int[shape.length];
        int count = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] != 1) {
                int at = count++;
                while (at > 0 && isBefore(byteStrides[axis], byteStrides[axes[at - 1]])) {
                    axes[at] = axes[--at];
                }
                axes[at] = axis;
            }
        }
        return Arrays.copyOf(axes, count);
    }

    private static boolean isBefore(long byteStride, long other) {
        return other != 0 && byteStride != 0 && Math.abs(byteStride) > Math.abs(other);
    }

    private static boolean isEven(long[][] strides, long[][] merged, int outer, int axis, long length) {
        for (int i = 0; i < strides.length; i++) {
            if (merged[i][outer] != strides[i][axis] * length) {
                return false;
            }
        }
        return true;
    }

    /// The number of elements of a row.
    ///
    /// @return at least 1 if there are elements
    public long rowLength() {
        return lengths[lengths.length - 1];
    }

    /// The distance of two neighbours in a row.
    ///
    /// @param operand which array
    /// @return bytes, of any sign, or 0
    public long rowByteStride(int operand) {
        return byteStrides[operand][lengths.length - 1];
    }

    /// Visits all rows; none if there are no elements.
    ///
    /// @param row what is done with each
    public void forEachRow(Row row) {
        if (isEmpty) {
            return;
        }
        int axes = lengths.length - 1;
        var position = new long[axes];
        long[] offsets = byteOffsets.clone();
        while (true) {
            row.at(offsets);
            int axis = axes - 1;
            while (axis >= 0 && ++position[axis] == lengths[axis]) {
                move(offsets, axis, 1 - lengths[axis]);
                position[axis--] = 0;
            }
            if (axis < 0) {
                return;
            }
            move(offsets, axis, 1);
        }
    }

    private void move(long[] offsets, int axis, long positions) {
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] += positions * byteStrides[i][axis];
        }
    }
}
