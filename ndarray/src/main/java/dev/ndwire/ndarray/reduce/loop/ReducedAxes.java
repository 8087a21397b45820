package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.shape.Layout;
import java.util.Arrays;
import java.util.List;

/// Which axes are reduced, and what becomes of a shape by that.
///
/// Layouts and shapes that are called *kept* have all axes, the reduced ones with length 1.
final class ReducedAxes {
    private final boolean[] isReduced;

    private ReducedAxes(boolean[] isReduced) {
        this.isReduced = isReduced;
    }

    /// Checks axes as numpy does: a single element without axes takes axis 0 and -1 for none.
    ///
    /// @param axes negative ones count from the last; none for all axes
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if an axis is named twice
    static ReducedAxes of(int axisCount, List<Integer> axes) {
        var isReduced = new boolean[axisCount];
        var isNamed = new boolean[Math.max(1, axisCount)];
        for (int axis : axes) {
            int place = axis(axis, axisCount);
            if (isNamed[place]) {
                throw new IllegalArgumentException("duplicate value in 'axis'");
            }
            isNamed[place] = true;
        }
        for (int axis = 0; axis < axisCount; axis++) {
            isReduced[axis] = axes.isEmpty() || isNamed[axis];
        }
        return new ReducedAxes(isReduced);
    }

    /// Brings one axis into range; 0 for a single element without axes.
    static int axis(int axis, int axisCount) {
        int count = Math.max(1, axisCount);
        if (axis < -count || axis >= count) {
            throw new IndexOutOfBoundsException(
                    "axis " + axis + " is out of bounds for array of dimension " + axisCount);
        }
        return axis < 0 ? axis + count : axis;
    }

    boolean isReduced(int axis) {
        return isReduced[axis];
    }

    boolean isAnyReduced() {
        boolean isAny = false;
        for (boolean is : isReduced) {
            isAny |= is;
        }
        return isAny;
    }

    boolean areAll() {
        boolean areAll = true;
        for (boolean is : isReduced) {
            areAll &= is;
        }
        return areAll;
    }

    /// How many elements become one.
    long count(long[] shape) {
        long count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            count *= isReduced[axis] ? shape[axis] : 1;
        }
        return count;
    }

    /// The shape with length 1 on reduced axes.
    long[] kept(long[] shape) {
        long[] kept = shape.clone();
        for (int axis = 0; axis < shape.length; axis++) {
            kept[axis] = isReduced[axis] ? 1 : shape[axis];
        }
        return kept;
    }

    /// A kept layout without the reduced axes.
    Layout dropped(Layout kept) {
        int count = 0;
        var shape = new long[isReduced.length];
        var strides = new long[isReduced.length];
        for (int axis = 0; axis < isReduced.length; axis++) {
            if (!isReduced[axis]) {
                shape[count] = kept.length(axis);
                strides[count++] = kept.byteStride(axis);
            }
        }
        return Layout.of(
                Arrays.copyOf(shape, count), Arrays.copyOf(strides, count), kept.byteOffset(), kept.itemSize());
    }

    /// The inverse of [#dropped]: reduced axes come back with length 1 and stride 0.
    Layout restored(Layout dropped) {
        var shape = new long[isReduced.length];
        var strides = new long[isReduced.length];
        int from = 0;
        for (int axis = 0; axis < isReduced.length; axis++) {
            shape[axis] = isReduced[axis] ? 1 : dropped.length(from);
            strides[axis] = isReduced[axis] ? 0 : dropped.byteStride(from++);
        }
        return Layout.of(shape, strides, dropped.byteOffset(), dropped.itemSize());
    }

    /// A kept layout spread over the whole shape: every element stands still along reduced axes.
    Layout spread(Layout kept, long[] shape) {
        long[] strides = kept.byteStrides();
        for (int axis = 0; axis < isReduced.length; axis++) {
            strides[axis] = isReduced[axis] ? 0 : strides[axis];
        }
        return Layout.of(shape, strides, kept.byteOffset(), kept.itemSize());
    }
}
