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
    /// @return the strides for the new shape, equal to numpy's on axes of length 1 too; empty if a copy is needed
    static Optional<long[]> strides(long[] shape, long[] byteStrides, long[] newShape) {
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
            for (int i = oldAxis; i < oldEnd - 1; i++) {
                if (byteStrides[axes[i]] != shape[axes[i + 1]] * byteStrides[axes[i + 1]]) {
                    return Optional.empty();
                }
            }
            long byteStride = byteStrides[axes[oldEnd - 1]];
            for (int i = newEnd - 1; i >= newAxis; i--) {
                newStrides[i] = byteStride;
                byteStride *= newShape[i];
            }
            oldAxis = oldEnd;
            newAxis = newEnd;
        }
        // What is left are axes of length 1; a layout that gets here is not contiguous, so newAxis is at least 1.
        Arrays.fill(newStrides, newAxis, newStrides.length, newStrides[newAxis - 1]);
        return Optional.of(newStrides);
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
