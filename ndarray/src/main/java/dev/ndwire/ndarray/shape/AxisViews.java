package dev.ndwire.ndarray.shape;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Layouts of the same elements under other axes, as numpy's array manipulation routines lay them out.
///
/// Every method gives the strides that numpy gives, on axes of length 0 and 1 too.
public final class AxisViews {
    private AxisViews() {}

    /// Exchanges two axes.
    ///
    /// @param layout what to look at
    /// @param axis1 one axis; a negative number counts from the last
    /// @param axis2 the other
    /// @return the layout of the view
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Layout swap(Layout layout, int axis1, int axis2) {
        int first = Shapes.axis(axis1, layout.axisCount());
        int second = Shapes.axis(axis2, layout.axisCount());
        long[] shape = layout.shape();
        long[] byteStrides = layout.byteStrides();
        shape[first] = layout.shape[second];
        shape[second] = layout.shape[first];
        byteStrides[first] = layout.byteStrides[second];
        byteStrides[second] = layout.byteStrides[first];
        return layout.sameElements(shape, byteStrides, layout.byteOffset());
    }

    /// Moves axes to other places; the others keep their order.
    ///
    /// @param layout what to look at
    /// @param sources which axes; negative numbers count from the last
    /// @param destinations where each of them goes; negative numbers count from the last
    /// @return the layout of the view
    /// @throws IllegalArgumentException if the two differ in number, or one of them names an axis twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Layout move(Layout layout, int[] sources, int[] destinations) {
        int count = layout.axisCount();
        long from = Shapes.axes(sources, count, "source");
        long to = Shapes.axes(destinations, count, "destination");
        if (sources.length != destinations.length) {
            throw new IllegalArgumentException("source and destination must have the same number of elements, found "
                    + sources.length + " and " + destinations.length);
        }
        var shape = new long[count];
        var byteStrides = new long[count];
        for (int i = 0; i < sources.length; i++) {
            int axis = Shapes.axis(sources[i], count);
            int place = Shapes.axis(destinations[i], count);
            shape[place] = layout.shape[axis];
            byteStrides[place] = layout.byteStrides[axis];
        }
        return others(layout, from, to, shape, byteStrides);
    }

    /// Moves one axis to another place; the others keep their order.
    ///
    /// @param layout what to look at
    /// @param source which axis; a negative number counts from the last
    /// @param destination where it goes; a negative number counts from the last
    /// @return the layout of the view
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Layout move(Layout layout, int source, int destination) {
        int count = layout.axisCount();
        int axis = Shapes.axis(source, count);
        int place = Shapes.axis(destination, count);
        var shape = new long[count];
        var byteStrides = new long[count];
        shape[place] = layout.shape[axis];
        byteStrides[place] = layout.byteStrides[axis];
        return others(layout, 1L << axis, 1L << place, shape, byteStrides);
    }

    /// Puts the axes that have not moved into the places that are left.
    private static Layout others(Layout layout, long moved, long taken, long[] shape, long[] byteStrides) {
        int axis = 0;
        for (int place = 0; place < shape.length; place++) {
            if (!Shapes.has(taken, place)) {
                while (Shapes.has(moved, axis)) {
                    axis++;
                }
                shape[place] = layout.shape[axis];
                byteStrides[place] = layout.byteStrides[axis++];
            }
        }
        return layout.sameElements(shape, byteStrides, layout.byteOffset());
    }

    /// Drops all axes of length 1.
    ///
    /// @param layout what to look at
    /// @return the layout of the view
    public static Layout squeeze(Layout layout) {
        long dropped = 0;
        for (int axis = 0; axis < layout.axisCount(); axis++) {
            dropped |= layout.shape[axis] == 1 ? 1L << axis : 0;
        }
        return without(layout, dropped);
    }

    /// Drops axes of length 1.
    ///
    /// @param layout what to look at
    /// @param axes which axes; negative numbers count from the last; as in numpy, 0 and -1 may be named where there is
    ///     no axis
    /// @return the layout of the view
    /// @throws IllegalArgumentException if an axis has another length, or is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Layout squeeze(Layout layout, int[] axes) {
        // Numpy lets the last axis pass where there is none.
        if (layout.axisCount() == 0 && axes.length == 1 && (axes[0] == 0 || axes[0] == -1)) {
            return layout;
        }
        long dropped = Shapes.axes(axes, layout.axisCount(), "axis");
        for (int number : axes) {
            if (layout.length(number) != 1) {
                throw new IllegalArgumentException(
                        "cannot select an axis to squeeze out which has size not equal to one: axis "
                                + Shapes.axis(number, layout.axisCount()) + " of shape " + Shapes.text(layout.shape()));
            }
        }
        return without(layout, dropped);
    }

    private static Layout without(Layout layout, long dropped) {
        int count = layout.axisCount() - Long.bitCount(dropped);
        var shape = new long[count];
        var byteStrides = new long[count];
        fillWithout(layout, dropped, shape, byteStrides);
        return layout.sameElements(shape, byteStrides, layout.byteOffset());
    }

    private static void fillWithout(Layout layout, long dropped, long[] shape, long[] byteStrides) {
        int count = 0;
        for (int axis = 0; axis < layout.axisCount(); axis++) {
            if (!Shapes.has(dropped, axis)) {
                shape[count] = layout.shape[axis];
                byteStrides[count++] = layout.byteStrides[axis];
            }
        }
    }

    /// Picks one position of an axis and drops that axis.
    ///
    /// @param layout what to look at
    /// @param axis which axis; a negative number counts from the last
    /// @param position the position; a negative one counts from the end
    /// @return the layout of the view
    /// @throws IndexOutOfBoundsException if there is no such axis, or the position is outside it
    public static Layout position(Layout layout, int axis, long position) {
        int dropped = Shapes.axis(axis, layout.axisCount());
        long length = layout.length(dropped);
        long fromStart = position < 0 ? position + length : position;
        if (fromStart < 0 || fromStart >= length) {
            throw new IndexOutOfBoundsException(Slicing.outside(position, dropped, length));
        }
        var shape = new long[layout.axisCount() - 1];
        var byteStrides = new long[shape.length];
        fillWithout(layout, 1L << dropped, shape, byteStrides);
        return layout.derived(shape, byteStrides, layout.byteOffset() + fromStart * layout.byteStrides[dropped]);
    }

    /// Inserts axes of length 1.
    ///
    /// @param layout what to look at
    /// @param axes where the new axes are in the view; negative numbers count from its last axis
    /// @return the layout of the view
    /// @throws IllegalArgumentException if an axis is named twice, or the view has more than 64 axes
    /// @throws IndexOutOfBoundsException if an axis is outside the view
    public static Layout expand(Layout layout, int[] axes) {
        if (axes.length == 0) {
            return layout;
        }
        int count = layout.axisCount() + axes.length;
        Shapes.checkAxisCount(count);
        long inserted = Shapes.axes(axes, count, "axis");
        var shape = new long[count];
        int source = 0;
        for (int axis = 0; axis < count; axis++) {
            shape[axis] = Shapes.has(inserted, axis) ? 1 : layout.shape[source++];
        }
        return Objects.requireNonNull(reshaped(layout, Order.C, shape), "axes of length 1 fit any strides");
    }

    /// Gives the same elements, in an order, another shape, if strides can say so.
    ///
    /// @param layout what to look at
    /// @param order the order in which elements are taken from the layout and laid into the new shape; not [Order#K]
    /// @param wanted the new lengths, of which one may be -1: whatever is left; not kept
    /// @return the layout of the view, or null where numpy, too, has to copy
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements, or the order is [Order#K]
    public static @Nullable Layout reshape(Layout layout, Order order, long... wanted) {
        if (order == Order.K) {
            throw new IllegalArgumentException("order K is not permitted for reshaping");
        }
        long[] shape = layout.resolveShape(wanted);
        return Arrays.equals(wanted, layout.shape) ? layout : reshaped(layout, layout.resolveOrder(order), shape);
    }

    /// The same elements in a shape that holds as many, which is kept; null if no strides say so.
    private static @Nullable Layout reshaped(Layout layout, Order order, long[] shape) {
        long[] byteStrides = layout.isContiguous(order)
                ? Shapes.contiguousStrides(shape, layout.itemSize(), order)
                : Reshaping.strides(layout.shape, layout.byteStrides, shape, order);
        return byteStrides == null ? null : layout.sameElements(shape, byteStrides, layout.byteOffset());
    }

    /// Reverses axes.
    ///
    /// @param layout what to look at
    /// @param axes which axes; negative numbers count from the last
    /// @return the layout of the view
    /// @throws IllegalArgumentException if an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Layout flip(Layout layout, int[] axes) {
        return flip(layout, Shapes.axes(axes, layout.axisCount(), "axis"));
    }

    /// Reverses all axes.
    ///
    /// @param layout what to look at
    /// @return the layout of the view
    public static Layout flip(Layout layout) {
        return flip(layout, -1L);
    }

    private static Layout flip(Layout layout, long axes) {
        long[] byteStrides = layout.byteStrides();
        long byteOffset = layout.byteOffset();
        for (int axis = 0; axis < byteStrides.length; axis++) {
            if (Shapes.has(axes, axis)) {
                byteOffset += layout.elementCount() == 0 ? 0 : (layout.shape[axis] - 1) * byteStrides[axis];
                // An axis of length 0 has nothing to reverse, and numpy's slices leave its stride alone.
                byteStrides[axis] = layout.shape[axis] == 0 ? byteStrides[axis] : -byteStrides[axis];
            }
        }
        return layout.sameElements(layout.shape, byteStrides, byteOffset);
    }

    /// Picks the elements whose positions on two axes are the same, or differ by an offset. Both axes go, and the
    /// diagonal becomes the last one.
    ///
    /// @param layout what to look at
    /// @param offset how much larger the position on `axis2` is
    /// @param axis1 one axis; a negative number counts from the last
    /// @param axis2 the other
    /// @return the layout of the view
    /// @throws IllegalArgumentException if there are less than two axes, or both are the same
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Layout diagonal(Layout layout, long offset, int axis1, int axis2) {
        int count = layout.axisCount();
        if (count < 2) {
            throw new IllegalArgumentException("diag requires an array of at least two dimensions, found " + count);
        }
        int first = Shapes.axis(axis1, count);
        int second = Shapes.axis(axis2, count);
        if (first == second) {
            throw new IllegalArgumentException("axis1 and axis2 cannot be the same, found " + axis1 + " and " + axis2);
        }
        var shape = new long[count - 1];
        var byteStrides = new long[count - 1];
        fillWithout(layout, 1L << first | 1L << second, shape, byteStrides);
        // Compared before it is subtracted: an offset may be as large as a long.
        long rows = layout.length(first);
        long columns = layout.length(second);
        boolean isInside = offset >= 0 ? offset < columns : -rows < offset;
        long length =
                isInside ? Math.min(offset < 0 ? rows + offset : rows, offset < 0 ? columns : columns - offset) : 0;
        shape[count - 2] = length;
        byteStrides[count - 2] = layout.byteStride(first) + layout.byteStride(second);
        long start = offset >= 0 ? offset * layout.byteStride(second) : -offset * layout.byteStride(first);
        boolean isEmpty = length == 0 || layout.elementCount() == 0;
        return layout.derived(shape, byteStrides, layout.byteOffset() + (isEmpty ? 0 : start));
    }

    /// Orders the axes by their strides, the largest in front, so that C order of the view is the order in memory, but
    /// for negative strides: the order `K` in which numpy takes elements. Axes of equal strides stay as they are, and
    /// so do those of length 1 or stride 0, which say nothing.
    ///
    /// @param layout what to look at
    /// @return the layout of the view
    public static Layout inMemoryOrder(Layout layout) {
        int[] axes = inOrder(layout.axisCount());
        for (int i = axes.length - 2; i >= 0; i--) {
            int axis = axes[i];
            long byteStride = significantStride(layout, axis);
            int place = i;
            for (int other = i + 1; byteStride != 0 && other < axes.length; other++) {
                long otherStride = significantStride(layout, axes[other]);
                if (otherStride > byteStride) {
                    place = other;
                } else if (otherStride != 0) {
                    break;
                }
            }
            System.arraycopy(axes, i + 1, axes, i, place - i);
            axes[place] = axis;
        }
        return layout.transpose(axes);
    }

    private static long significantStride(Layout layout, int axis) {
        return layout.length(axis) == 1 ? 0 : Math.abs(layout.byteStride(axis));
    }

    /// The axes of a layout, that with the largest stride first: the order `K` in which numpy lays out new arrays.
    static int[] memoryOrder(Layout layout) {
        int[] axes = inOrder(layout.axisCount());
        for (int i = 1; i < axes.length; i++) {
            int axis = axes[i];
            int at = i;
            while (at > 0 && Math.abs(layout.byteStride(axes[at - 1])) < Math.abs(layout.byteStride(axis))) {
                axes[at] = axes[--at];
            }
            axes[at] = axis;
        }
        return axes;
    }

    private static int[] inOrder(int count) {
        var axes = new int[count];
        Arrays.setAll(axes, axis -> axis);
        return axes;
    }
}
