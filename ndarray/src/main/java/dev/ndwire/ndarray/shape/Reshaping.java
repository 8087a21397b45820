package dev.ndwire.ndarray.shape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    /// @return the strides for the new shape, equal to numpy's on axes of length 1 too; null if a copy is needed
    static long @Nullable [] strides(long[] shape, long[] byteStrides, long[] newShape, Order order) {
        var newStrides = new long[newShape.length];
        int oldAxis = longAxis(shape, 0);
        int newAxis = 0;
        while (oldAxis < shape.length) {
            int oldLast = oldAxis;
            int newEnd = newAxis + 1;
            long oldProduct = shape[oldAxis];
            long newProduct = newShape[newAxis];
            while (oldProduct != newProduct) {
                if (newProduct < oldProduct) {
                    newProduct *= newShape[newEnd++];
                } else {
                    oldLast = longAxis(shape, oldLast + 1);
                    oldProduct *= shape[oldLast];
                }
            }
            if (!isEven(shape, byteStrides, oldAxis, oldLast, order)) {
                return null;
            }
            long fastest = byteStrides[order == Order.C ? oldLast : oldAxis];
            fill(newStrides, newShape, newAxis, newEnd, fastest, order);
            oldAxis = longAxis(shape, oldLast + 1);
            newAxis = newEnd;
        }
        // What is left are axes of length 1; a layout that gets here is not contiguous, so newAxis is at least 1.
        long rest = newStrides[newAxis - 1] * (order == Order.C ? 1 : newShape[newAxis - 1]);
        Arrays.fill(newStrides, newAxis, newStrides.length, rest);
        return newStrides;
    }

    /// Whether each axis of a group continues where its faster neighbour ends.
    private static boolean isEven(long[] shape, long[] byteStrides, int first, int last, Order order) {
        int axis = first;
        while (axis < last) {
            int next = longAxis(shape, axis + 1);
            int slow = order == Order.C ? axis : next;
            int fast = order == Order.C ? next : axis;
            if (byteStrides[slow] != shape[fast] * byteStrides[fast]) {
                return false;
            }
            axis = next;
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

    /// The first axis from one on that is not of length 1.
    private static int longAxis(long[] shape, int from) {
        int axis = from;
        while (axis < shape.length && shape[axis] == 1) {
            axis++;
        }
        return axis;
    }
}
