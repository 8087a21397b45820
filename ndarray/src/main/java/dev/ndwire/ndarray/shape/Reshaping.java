package dev.ndwire.ndarray.shape;

import java.util.Arrays;
import java.util.Optional;

/// Finds the strides of a reshaped view, where there are any.
final class Reshaping {
    private Reshaping() {}

    /// Walks both shapes from the front and cuts them into the shortest groups of axes with the same product. A group
    /// can be shaped anew if its old axes are evenly spaced among themselves.
    ///
    /// @param shape the old shape, with at least one element
    /// @param byteStrides the old strides
    /// @param newShape as many elements in another shape
    /// @param order the order in which the elements are taken and laid down
    /// @return the strides for the new shape, equal to numpy's on axes of length 1 too; empty if a copy is needed
    static Optional<long[]> strides(long[] shape, long[] byteStrides, long[] newShape, Order order) {
        int[] axes = longAxes(shape);
        var newStrides = new long[newShape.length];
        int oldAxis = 0;
        int newAxis = 0;
        while (oldAxis < axes.length) {
            int oldEnd = oldAxis + 1;
            int newEnd = newAxis + 1;
            long oldProduct = shape[axes[oldAxis]];
            long newProduct = newShape[newAxis];
            while (oldProduct != newProduct) {
                if (newProduct < oldProduct) {
                    newProduct *= newShape[newEnd++];
                } else {
                    oldProduct *= shape[axes[oldEnd++]];
                }
            }
            int[] group = Arrays.copyOfRange(axes, oldAxis, oldEnd);
            if (!isEven(shape, byteStrides, group, order)) {
                return Optional.empty();
            }
            long fastest = byteStrides[group[order == Order.C ? group.length - 1 : 0]];
            fill(newStrides, newShape, newAxis, newEnd, fastest, order);
            oldAxis = oldEnd;
            newAxis = newEnd;
        }
        // What is left are axes of length 1; a layout that gets here is not contiguous, so newAxis is at least 1.
        long rest = newStrides[newAxis - 1] * (order == Order.C ? 1 : newShape[newAxis - 1]);
        Arrays.fill(newStrides, newAxis, newStrides.length, rest);
        return Optional.of(newStrides);
    }

    /// Whether each axis of a group continues where its faster neighbour ends.
    private static boolean isEven(long[] shape, long[] byteStrides, int[] group, Order order) {
        for (int i = 0; i + 1 < group.length; i++) {
            int slow = group[order == Order.C ? i : i + 1];
            int fast = group[order == Order.C ? i + 1 : i];
            if (byteStrides[slow] != shape[fast] * byteStrides[fast]) {
                return false;
            }
        }
        return true;
    }

    private static void fill(long[] strides, long[] shape, int from, int to, long fastest, Order order) {
        long byteStride = fastest;
        for (int i = 0; i < to - from; i++) {
            int axis = order == Order.C ? to - 1 - i : from + i;
            strides[axis] = byteStride;
            byteStride *= shape[axis];
        }
    }

    private static int[] longAxes(long[] shape) {
        var axes = new int[shape.length];
        int count = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] != 1) {
                axes[count++] = axis;
            }
        }
        return Arrays.copyOf(axes, count);
    }
}
