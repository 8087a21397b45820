package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.List;

/// Puts arrays one behind another: numpy's `concatenate` and `stack`.
public final class Joining {
    private Joining() {}

    /// Joins arrays along an axis that they have.
    ///
    /// @param memory where the result comes from
    /// @param arrays at least one; converted to their common dtype
    /// @param axis which axis; a negative number counts from the last
    /// @return a fresh array
    /// @throws IllegalArgumentException if there are no arrays, they have no axes, their shapes differ on another axis,
    ///     or their dtypes have nothing in common
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Strided concatenate(SegmentAllocator memory, List<Strided> arrays, int axis) {
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException("need at least one array to concatenate");
        }
        Layout first = arrays.get(0).layout();
        if (first.axisCount() == 0) {
            throw new IllegalArgumentException("zero-dimensional arrays cannot be concatenated");
        }
        int joined = Shapes.axis(axis, first.axisCount());
        long[] shape = first.shape();
        for (int i = 1; i < arrays.size(); i++) {
            Layout layout = arrays.get(i).layout();
            checkShapes(first, layout, joined, i);
            shape[joined] += layout.length(joined);
            if (shape[joined] < 0) {
                throw new IllegalArgumentException(
                        "array is too big: lengths of axis " + joined + " add up to more than " + Long.MAX_VALUE);
            }
        }
        Strided result = Blocks.fresh(memory, commonDType(arrays), shape);
        long at = 0;
        for (Strided array : arrays) {
            long end = at + array.layout().length(joined);
            Casts.convert(array, Blocks.range(result, joined, at, end));
            at = end;
        }
        return result;
    }

    private static void checkShapes(Layout first, Layout layout, int joined, int index) {
        if (layout.axisCount() != first.axisCount()) {
            throw new IllegalArgumentException(
                    "all the input arrays must have same number of dimensions, but the array "
                            + "at index 0 has " + first.axisCount() + " dimension(s) and the array at index " + index
                            + " has "
                            + layout.axisCount() + " dimension(s)");
        }
        for (int axis = 0; axis < layout.axisCount(); axis++) {
            if (axis != joined && layout.length(axis) != first.length(axis)) {
                throw new IllegalArgumentException("all the input array dimensions except for the concatenation axis "
                        + "must match exactly, but along dimension " + axis + ", the array at index 0 has size "
                        + first.length(axis) + " and the array at index " + index + " has size "
                        + layout.length(axis));
            }
        }
    }

    /// Joins the elements of arrays of any shapes, each in C order.
    ///
    /// @param memory where the result comes from
    /// @param arrays at least one; converted to their common dtype
    /// @return a fresh array of one axis
    /// @throws IllegalArgumentException if there are no arrays, or their dtypes have nothing in common
    public static Strided concatenateFlat(SegmentAllocator memory, List<Strided> arrays) {
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException("need at least one array to concatenate");
        }
        long size = 0;
        for (Strided array : arrays) {
            size += array.size();
            if (size < 0) {
                throw new IllegalArgumentException(
                        "array is too big: numbers of elements add up to more than " + Long.MAX_VALUE);
            }
        }
        Strided result = Blocks.fresh(memory, commonDType(arrays), size);
        long at = 0;
        for (Strided array : arrays) {
            Strided part = Blocks.range(result, 0, at, at + array.size());
            long[] shape = array.layout().shape();
            Casts.convert(array, part.with(part.layout().reshape(shape).orElseThrow()));
            at += array.size();
        }
        return result;
    }

    /// Joins arrays along a new axis.
    ///
    /// @param memory where the result comes from
    /// @param arrays at least one, of equal shape; converted to their common dtype
    /// @param axis which axis of the result is the new one; a negative number counts from the last
    /// @return a fresh array with one axis more
    /// @throws IllegalArgumentException if there are no arrays, or their shapes differ, or their dtypes have nothing in
    ///     common
    /// @throws IndexOutOfBoundsException if the result has no such axis
    public static Strided stack(SegmentAllocator memory, List<Strided> arrays, int axis) {
        if (arrays.isEmpty()) {
            throw new IllegalArgumentException("need at least one array to stack");
        }
        long[] shape = arrays.get(0).layout().shape();
        for (int i = 1; i < arrays.size(); i++) {
            long[] other = arrays.get(i).layout().shape();
            if (!Arrays.equals(shape, other)) {
                throw new IllegalArgumentException(
                        "all input arrays must have the same shape: the array at index 0 has " + Shapes.text(shape)
                                + ", the one at index " + i + " has " + Shapes.text(other));
            }
        }
        int stacked = Shapes.axis(axis, shape.length + 1);
        List<Strided> layers =
                arrays.stream().map(array -> Blocks.withAxis(array, stacked)).toList();
        return concatenate(memory, layers, stacked);
    }

    /// Joins arrays side by side: along their second axis, or their only one; without axes, they are lists of one.
    ///
    /// @param memory where the result comes from
    /// @param arrays at least one; converted to their common dtype
    /// @return a fresh array
    /// @throws IllegalArgumentException see [#concatenate]
    public static Strided hstack(SegmentAllocator memory, List<Strided> arrays) {
        List<Strided> listed = arrays.stream().map(Blocks::listed).toList();
        boolean areLists = !listed.isEmpty() && listed.get(0).layout().axisCount() == 1;
        return concatenate(memory, listed, areLists ? 0 : 1);
    }

    /// Joins arrays one below another, along their first axis; those of one axis, or none, are rows.
    ///
    /// @param memory where the result comes from
    /// @param arrays at least one; converted to their common dtype
    /// @return a fresh array
    /// @throws IllegalArgumentException see [#concatenate]
    public static Strided vstack(SegmentAllocator memory, List<Strided> arrays) {
        List<Strided> rows = arrays.stream()
                .map(Blocks::listed)
                .map(list -> list.layout().axisCount() == 1 ? Blocks.withAxis(list, 0) : list)
                .toList();
        return concatenate(memory, rows, 0);
    }

    private static DType commonDType(List<Strided> arrays) {
        DType common = Promotion.resultType(arrays.stream().map(Strided::dtype).toList());
        arrays.forEach(array -> Casting.SAME_KIND.check(array.dtype(), common));
        // The fields of one array are moved together, as those of several are.
        return arrays.size() == 1 ? Promotion.of(common, common) : common;
    }
}
