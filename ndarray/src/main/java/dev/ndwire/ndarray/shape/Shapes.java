package dev.ndwire.ndarray.shape;

import java.util.Arrays;
import java.util.StringJoiner;

/// Arithmetic on shapes.
public final class Shapes {
    /// The most axes that an array may have; numpy's own limit.
    public static final int MAX_AXES = 64;

    private Shapes() {}

    /// Checks a shape and counts its elements.
    ///
    /// As in numpy, the lengths other than 0 must multiply to a number of bytes that a `long` holds even when another
    /// length is 0.
    ///
    /// @param shape the lengths of the axes; not kept
    /// @param itemSize bytes of one element, at least 0
    /// @return the number of elements; 1 for no axes
    /// @throws IllegalArgumentException if there are more than [#MAX_AXES] axes, a length is negative, or the bytes do
    ///     not fit in a `long`
    public static long elementCount(long[] shape, long itemSize) {
        checkAxisCount(shape.length);
        long byteSize = Math.max(1, itemSize);
        long elements = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            long length = shape[axis];
            if (length < 0) {
                throw new IllegalArgumentException("negative dimensions are not allowed: length " + length + " at axis "
                        + axis + " of shape " + text(shape));
            }
            if (Math.multiplyHigh(byteSize, length) != 0 || byteSize * length < 0) {
                throw new IllegalArgumentException("array is too big: shape " + text(shape) + " of " + itemSize
                        + "-byte elements exceeds " + Long.MAX_VALUE + " bytes");
            }
            byteSize *= Math.max(1, length);
            elements *= length;
        }
        return elements;
    }

    static void checkAxisCount(int axisCount) {
        if (axisCount > MAX_AXES) {
            throw new IllegalArgumentException(
                    "maximum supported dimension for an ndarray is " + MAX_AXES + ", found " + axisCount);
        }
    }

    /// Writes a shape as Python writes a tuple: `()`, `(3,)`, `(2, 3)`.
    ///
    /// @param shape the lengths of the axes; not kept
    /// @return the text
    public static String text(long... shape) {
        if (shape.length == 1) {
            return "(" + shape[0] + ",)";
        }
        var joiner = new StringJoiner(", ", "(", ")");
        for (long length : shape) {
            joiner.add(Long.toString(length));
        }
        return joiner.toString();
    }

    /// The byte strides of contiguous elements. A length of 0 counts as 1, as numpy counts it in its views.
    ///
    /// @param shape a shape that [#elementCount] accepts; not kept
    /// @param itemSize bytes of one element
    /// @param order which axis is the fastest: [Order#C] or [Order#F]
    /// @return one stride an axis, a fresh array
    /// @throws IllegalArgumentException if the order is another
    public static long[] contiguousStrides(long[] shape, long itemSize, Order order) {
        var byteStrides = new long[shape.length];
        long byteStride = itemSize;
        for (int i = 0; i < shape.length; i++) {
            int axis = order.fixed() == Order.F ? i : shape.length - 1 - i;
            byteStrides[axis] = byteStride;
            byteStride *= Math.max(1, shape[axis]);
        }
        return byteStrides;
    }

    /// Puts one `-1` of a wanted shape right.
    ///
    /// @param elementCount elements that the new shape is to hold
    /// @param wanted the new lengths, of which one may be negative: unknown; not kept
    /// @return the new shape, a fresh array
    /// @throws IllegalArgumentException if the shape cannot hold that many elements or has several unknown lengths
    static long[] resolve(long elementCount, long[] wanted) {
        long[] shape = wanted.clone();
        int unknown = -1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] < 0) {
                if (unknown >= 0) {
                    throw new IllegalArgumentException("can only specify one unknown dimension, found " + text(wanted));
                }
                unknown = axis;
                shape[axis] = 1;
            }
        }
        long known = elementCount(shape, 1);
        if (unknown >= 0 && known > 0 && elementCount % known == 0) {
            shape[unknown] = elementCount / known;
            return shape;
        }
        if (unknown >= 0 || known != elementCount) {
            throw new IllegalArgumentException(
                    "cannot reshape array of size " + elementCount + " into shape " + text(wanted));
        }
        return shape;
    }

    /// Brings an axis number into the range of the axes.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @param axisCount how many axes there are
    /// @return 0 to `axisCount - 1`
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static int axis(int axis, int axisCount) {
        if (axis < -axisCount || axis >= axisCount) {
            throw new IndexOutOfBoundsException(
                    "axis " + axis + " is out of bounds for array of dimension " + axisCount);
        }
        return axis < 0 ? axis + axisCount : axis;
    }

    /// Checks that axis numbers are in range and that none is named twice.
    ///
    /// @param axisCount how many axes there are, at most 64
    /// @param what the argument's name, for the error
    /// @return a bit for each axis that is named, the lowest for axis 0
    static long axes(int[] axes, int axisCount, String what) {
        long named = 0;
        for (int number : axes) {
            int axis = axis(number, axisCount);
            if (has(named, axis)) {
                throw new IllegalArgumentException(
                        "repeated axis " + axis + " in " + what + ": " + Arrays.toString(axes));
            }
            named |= 1L << axis;
        }
        return named;
    }

    /// Whether an axis is among those that bits name.
    static boolean has(long axes, int axis) {
        return (axes >>> axis & 1) != 0;
    }

    /// Checks that `axes` names every axis once.
    static void checkPermutation(int[] axes, int axisCount) {
        if (axes.length != axisCount) {
            throw new IllegalArgumentException(
                    "axes " + Arrays.toString(axes) + " don't match an array of dimension " + axisCount);
        }
        axes(axes, axisCount, "transpose");
    }
}
