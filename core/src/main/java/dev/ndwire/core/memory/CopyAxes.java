package dev.ndwire.core.memory;

import java.util.Arrays;

/// The axes of one copy, in the order in which it walks them: none of length 1, no two of which could be one, and from
/// the slowest in the target to the fastest, which go forwards there.
final class CopyAxes {
    /// Runs up to this size are copied by a kernel; above it one bulk copy a run is faster.
    private static final long SHORT_RUN_BYTES = 64;

    private static final long LARGEST_KERNEL_BYTES = 16;

    final long[] length;
    final long[] sourceStride;
    final long[] targetStride;

    /// How many axes there are; the arrays may be longer.
    int count;

    /// Where the first element lies beside the one at position 0 of every axis: axes may have been turned around.
    long sourceStart;

    long targetStart;

    /// Bytes that are copied at once.
    long unit;

    /// The axis that the last one makes planes with, the fastest in the source; or -1.
    final int other;

    /// @param shape the lengths, none of them 0; not kept
    CopyAxes(long[] shape, long[] sourceStrides, long[] targetStrides, long itemSize) {
        this.length = new long[shape.length + 1];
        this.sourceStride = new long[shape.length + 1];
        this.targetStride = new long[shape.length + 1];
        this.unit = itemSize;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] != 1) {
                insert(shape[axis], sourceStrides[axis], targetStrides[axis]);
            }
        }
        merge();
        joinRuns();
        splitOddUnit();
        this.other = fastestInSource();
    }

    /// Adds an axis behind those that are slower in the target.
    private void insert(long axisLength, long axisSourceStride, long axisTargetStride) {
        boolean isTurned = axisTargetStride < 0;
        if (isTurned) {
            sourceStart += (axisLength - 1) * axisSourceStride;
            targetStart += (axisLength - 1) * axisTargetStride;
        }
        long target = Math.abs(axisTargetStride);
        int at = count;
        while (at > 0 && targetStride[at - 1] < target) {
            set(at, length[at - 1], sourceStride[at - 1], targetStride[at - 1]);
            at--;
        }
        set(at, axisLength, isTurned ? -axisSourceStride : axisSourceStride, target);
        count++;
    }

    private void set(int axis, long axisLength, long axisSourceStride, long axisTargetStride) {
        length[axis] = axisLength;
        sourceStride[axis] = axisSourceStride;
        targetStride[axis] = axisTargetStride;
    }

    private void merge() {
        int merged = 0;
        for (int axis = 0; axis < count; axis++) {
            int before = merged - 1;
            if (before >= 0
                    && sourceStride[before] == length[axis] * sourceStride[axis]
                    && targetStride[before] == length[axis] * targetStride[axis]) {
                set(before, length[before] * length[axis], sourceStride[axis], targetStride[axis]);
            } else {
                set(merged++, length[axis], sourceStride[axis], targetStride[axis]);
            }
        }
        count = merged;
    }

    private void joinRuns() {
        if (count > 0 && sourceStride[count - 1] == unit && targetStride[count - 1] == unit) {
            unit *= length[--count];
        }
    }

    private void splitOddUnit() {
        boolean isOdd = unit > LARGEST_KERNEL_BYTES || Long.bitCount(unit) != 1;
        if (count > 0 && isOdd && unit <= SHORT_RUN_BYTES) {
            long part = Math.min(Long.BYTES, Long.lowestOneBit(unit));
            set(count++, unit / part, part, part);
            unit = part;
        }
    }

    private int fastestInSource() {
        int fastest = count - 2;
        for (int axis = count - 3; axis >= 0; axis--) {
            fastest = Math.abs(sourceStride[axis]) < Math.abs(sourceStride[fastest]) ? axis : fastest;
        }
        return fastest;
    }

    /// Whether elements stand apart and are few bytes each; otherwise they are copied in bulk.
    boolean isForKernels() {
        return count > 0 && unit <= LARGEST_KERNEL_BYTES;
    }

    /// Whether another axis is faster in the source than the last one.
    boolean isBlocked() {
        return other >= 0 && Math.abs(sourceStride[other]) < Math.abs(sourceStride[count - 1]);
    }

    /// Counts through the positions of all axes, or of all that a plane leaves out.
    ///
    /// @param leavesPlane whether the last axis and the one it makes planes with are left out
    Odometer odometer(boolean leavesPlane) {
        return new Odometer(leavesPlane);
    }

    @Override
    public String toString() {
        return "lengths " + Arrays.toString(Arrays.copyOf(length, count)) + " of " + unit + " bytes, strides "
                + Arrays.toString(Arrays.copyOf(sourceStride, count)) + " to "
                + Arrays.toString(Arrays.copyOf(targetStride, count));
    }

    /// A position on some of the axes, as offsets from the element at position 0 of every axis.
    final class Odometer {
        private final boolean leavesPlane;
        private final long[] position = new long[count];
        long sourceOffset = sourceStart;
        long targetOffset = targetStart;

        private Odometer(boolean leavesPlane) {
            this.leavesPlane = leavesPlane;
        }

        /// Moves on; false, and back at the start, after the last position.
        boolean next() {
            for (int axis = count - 1; axis >= 0; axis--) {
                if (leavesPlane && (axis == count - 1 || axis == other)) {
                    continue;
                }
                sourceOffset += sourceStride[axis];
                targetOffset += targetStride[axis];
                if (++position[axis] < length[axis]) {
                    return true;
                }
                sourceOffset -= position[axis] * sourceStride[axis];
                targetOffset -= position[axis] * targetStride[axis];
                position[axis] = 0;
            }
            return false;
        }
    }
}
