package dev.ndwire.ndarray.reduce.loop;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Which axis numpy walks fastest when it may choose.
final class AxisOrder {
    private AxisOrder() {}

    /// Sorts axes from the fastest to the slowest.
    ///
    /// Starts from C order and moves an axis inwards as long as its strides are the smaller ones; where arrays
    /// disagree, C order stays, and strides of 0, or on axes of length 1, say nothing.
    ///
    /// @param shape the lengths of the axes
    /// @param strides the byte strides of one or several arrays
    /// @return the axes, the fastest first
    static int[] fastestFirst(long[] shape, long[]... strides) {
        var axes = new int[shape.length];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = axes.length - 1 - i;
        }
        for (int i = 1; i < axes.length; i++) {
            int axis = axes[i];
            int place = i;
            for (int j = i - 1; j >= 0; j--) {
                int order = compare(shape, strides, axis, axes[j]);
                if (order > 0) {
                    break;
                }
                if (order < 0) {
                    place = j;
                }
            }
            System.arraycopy(axes, place, axes, place + 1, i - place);
            axes[place] = axis;
        }
        return axes;
    }

    /// Sorts axes by their strides alone, the smallest first; ties are in C order.
    static int[] ofStrides(long[] byteStrides) {
        return IntStream.iterate(byteStrides.length - 1, axis -> axis >= 0, axis -> axis - 1)
                .boxed()
                .sorted(Comparator.comparingLong(axis -> Math.abs(byteStrides[axis])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Below 0 if `axis` has to be faster than `inner`, above 0 if it has to be slower, 0 if no array says.
    private static int compare(long[] shape, long[][] strides, int axis, int inner) {
        if (shape[axis] == 1 || shape[inner] == 1) {
            return 0;
        }
        int order = 0;
        for (long[] byteStrides : strides) {
            long stride = Math.abs(byteStrides[axis]);
            long innerStride = Math.abs(byteStrides[inner]);
            if (stride != 0 && innerStride != 0) {
                if (innerStride <= stride) {
                    return 1;
                }
                order = -1;
            }
        }
        return order;
    }

    /// The strides of a new array whose elements follow one another in an order of the axes.
    ///
    /// @param lengths of the new array, 1 for axes that have no part in it
    /// @param fastestFirst all axes
    static long[] strides(long[] lengths, int[] fastestFirst, long itemSize) {
        var strides = new long[lengths.length];
        long stride = itemSize;
        for (int axis : fastestFirst) {
            strides[axis] = stride;
            stride *= lengths[axis];
        }
        return strides;
    }
}
