package dev.ndwire.ndarray.shape;

import java.util.Arrays;

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
        int[] axes = inOrder(layout.axisCount());
        int first = Shapes.axis(axis1, axes.length);
        int second = Shapes.axis(axis2, axes.length);
        axes[first] = second;
        axes[second] = first;
        return layout.transpose(axes);
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
        int[] from = Shapes.axes(sources, count, "source");
        int[] to = Shapes.axes(destinations, count, "destination");
        if (from.length != to.length) {
            throw new IllegalArgumentException("source and destination must have the same number of elements, found "
                    + from.length + " and " + to.length);
        }
        var axes = new int[count];
        Arrays.fill(axes, -1);
        var moved = new boolean[count];
        for (int i = 0; i < from.length; i++) {
            axes[to[i]] = from[i];
            moved[from[i]] = true;
        }
        int next = 0;
        for (int place = 0; place < count; place++) {
            if (axes[place] < 0) {
                while (moved[next]) {
                    next++;
                }
                axes[place] = next++;
            }
        }
        return layout.transpose(axes);
    }

    /// Drops all axes of length 1.
    ///
    /// @param layout what to look at
    /// @return the layout of the view
    public static Layout squeeze(Layout layout) {
        var isDropped = new boolean[layout.axisCount()];
        for (int axis = 0; axis < isDropped.length; axis++) {
            isDropped[axis] = layout.length(axis) == 1;
        }
        return without(layout, isDropped);
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
        var isDropped = new boolean[layout.axisCount()];
        for (int axis : Shapes.axes(axes, isDropped.length, "axis")) {
            if (layout.length(axis) != 1) {
                throw new IllegalArgumentException(
                        "cannot select an axis to squeeze out which has size not equal to one: axis " + axis
                                + " of shape " + Shapes.text(layout.shape()));
            }
            isDropped[axis] = true;
        }
        return without(layout, isDropped);
    }

    private static Layout without(Layout layout, boolean[] isDropped) {
        var shape = new long[isDropped.length];
        var byteStrides = new long[isDropped.length];
        int count = 0;
        for (int axis = 0; axis < isDropped.length; axis++) {
            if (!isDropped[axis]) {
                shape[count] = layout.length(axis);
                byteStrides[count++] = layout.byteStride(axis);
            }
        }
        return layout.derived(Arrays.copyOf(shape, count), Arrays.copyOf(byteStrides, count), layout.byteOffset());
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
        var isDropped = new boolean[layout.axisCount()];
        isDropped[dropped] = true;
        Layout others = without(layout, isDropped);
        return others.derived(
                others.shape(), others.byteStrides(), others.byteOffset() + fromStart * layout.byteStride(dropped));
    }

    /// Inserts axes of length 1.
    ///
    /// @param layout what to look at
    /// @param axes where the new axes are in the view; negative numbers count from its last axis
    /// @return the layout of the view
    /// @throws IllegalArgumentException if an axis is named twice, or the view has more than 64 axes
    /// @throws IndexOutOfBoundsException if an axis is outside the view
    public static Layout expand(Layout layout, int[] axes) {
        int count = layout.axisCount() + axes.length;
        var shape = new long[count];
        Arrays.fill(shape, -1);
        for (int axis : Shapes.axes(axes, count, "axis")) {
            shape[axis] = 1;
        }
        int source = 0;
        for (int axis = 0; axis < count; axis++) {
            shape[axis] = shape[axis] == 1 ? 1 : layout.length(source++);
        }
        return layout.reshape(shape).orElseThrow();
    }

    /// Reverses axes.
    ///
    /// @param layout what to look at
    /// @param axes which axes; negative numbers count from the last
    /// @return the layout of the view
    /// @throws IllegalArgumentException if an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Layout flip(Layout layout, int[] axes) {
        long[] byteStrides = layout.byteStrides();
        long byteOffset = layout.byteOffset();
        for (int axis : Shapes.axes(axes, byteStrides.length, "axis")) {
            if (layout.elementCount() > 0) {
                byteOffset += (layout.length(axis) - 1) * byteStrides[axis];
            }
            // An axis of length 0 has nothing to reverse, and numpy's slices leave its stride alone.
            byteStrides[axis] = layout.length(axis) == 0 ? byteStrides[axis] : -byteStrides[axis];
        }
        return layout.derived(layout.shape(), byteStrides, byteOffset);
    }

    /// Reverses all axes.
    ///
    /// @param layout what to look at
    /// @return the layout of the view
    public static Layout flip(Layout layout) {
        return flip(layout, inOrder(layout.axisCount()));
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
        var isDropped = new boolean[count];
        isDropped[first] = true;
        isDropped[second] = true;
        Layout others = without(layout, isDropped);
        long[] shape = Arrays.copyOf(others.shape(), count - 1);
        long[] byteStrides = Arrays.copyOf(others.byteStrides(), count - 1);
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
