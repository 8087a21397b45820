package dev.ndwire.ndarray.shape;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Numpy's rule by which arrays of different shapes meet.
public final class Broadcasting {
    private Broadcasting() {}

    /// Whether elements of a shape can be repeated to fill another one: axes are lined up from the last one on, and
    /// each has the wanted length or length 1.
    ///
    /// @param shape the lengths that there are; not kept
    /// @param wanted the lengths that are to be filled; not kept
    /// @return false also if there are more axes than wanted
    public static boolean fits(long[] shape, long[] wanted) {
        int added = wanted.length - shape.length;
        boolean fits = added >= 0;
        for (int axis = 0; fits && axis < shape.length; axis++) {
            fits = shape[axis] == 1 || shape[axis] == wanted[axis + added];
        }
        return fits;
    }

    /// The shape that several shapes have in common: axes are lined up from the last one on, and an axis of length 1,
    /// or one that is not there, takes the length of the others.
    ///
    /// @param shapes at least one shape; not kept
    /// @return the common shape, a fresh array
    /// @throws IllegalArgumentException if two lengths differ and neither is 1, or the result has more than
    ///     [Shapes#MAX_AXES] axes
    public static long[] shape(List<long[]> shapes) {
        int axisCount = shapes.stream().mapToInt(shape -> shape.length).max().orElse(0);
        var common = new long[axisCount];
        Arrays.fill(common, 1);
        for (long[] shape : shapes) {
            for (int i = 0; i < shape.length; i++) {
                int axis = axisCount - shape.length + i;
                if (common[axis] == 1) {
                    common[axis] = shape[i];
                } else if (shape[i] != 1 && shape[i] != common[axis]) {
                    throw new IllegalArgumentException("operands could not be broadcast together with shapes "
                            + shapes.stream().map(Shapes::text).collect(Collectors.joining(" ")));
                }
            }
        }
        Shapes.elementCount(common, 1);
        return common;
    }
}
