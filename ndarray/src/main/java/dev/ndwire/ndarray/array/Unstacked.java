package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.shape.AxisViews;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/// The parts of an array along one axis, as views that are made when they are asked for.
final class Unstacked extends AbstractList<NDArray> implements RandomAccess {
    private final NDArray array;
    private final int axis;
    private final int size;

    Unstacked(NDArray array, int axis) {
        this.array = array;
        long length = array.inMemory().length(axis);
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "axis " + axis + " has " + length + " positions, a list has at most " + Integer.MAX_VALUE);
        }
        this.axis = axis < 0 ? axis + array.ndim() : axis;
        this.size = (int) length;
    }

    @Override
    public NDArray get(int index) {
        return array.view(AxisViews.position(array.inMemory(), axis, Objects.checkIndex(index, size)));
    }

    @Override
    public int size() {
        return size;
    }
}
