package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.AxisViews;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at the elements of an array through other axes, shapes and dtypes, as numpy does.
///
/// What these methods call a *view* shares the array's memory and its right to write, costs the same for any size,
/// and touches no element, so it can be made of closed memory too. Strides are numpy's, on axes of length 0 and 1 too.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayViews permits NDArray {
    /// Picks a view by numpy's index text: `a.at("1:7, ::-2, ..., None, -1")`.
    ///
    /// An integer drops its axis; with one for every axis the view has no axes and one element, which [NDArray#get]
    /// reads.
    ///
    /// @param index integers, slices, `...` and `None`, separated by commas
    /// @return a view
    /// @throws IllegalArgumentException if the text is no basic index
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more positions than axes
    default NDArray at(String index) {
        return array().view(layout().at(index));
    }

    /// Picks a view by index parts.
    ///
    /// @param index one part for each axis from the first on; axes that none names are kept whole
    /// @return a view
    /// @throws IllegalArgumentException if there are several ellipses
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more positions than axes
    default NDArray at(Index... index) {
        return array().view(layout().at(index));
    }

    /// Keeps a range of one axis and all of the others.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @param start the first position, or null for the end that `step` starts from; a negative one counts from the end
    /// @param stop the position before which to end, or null for the other end; a negative one counts from the end
    /// @param step the distance between positions, not 0
    /// @return a view
    /// @throws IllegalArgumentException if `step` is 0
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray slice(int axis, @Nullable Long start, @Nullable Long stop, long step) {
        return array().view(layout().slice(axis, start, stop, step));
    }

    /// Looks at the same elements without the right to set them.
    ///
    /// @return a read-only view
    default NDArray asReadOnly() {
        return array().isWriteable() ? array().readOnlyView(layout()) : array();
    }

    /// Reverses the order of the axes: numpy's `T`.
    ///
    /// @return a view
    default NDArray transpose() {
        return array().view(layout().transpose());
    }

    /// Reorders the axes.
    ///
    /// @param axes which axis of this array becomes the first, the second and so on; every one once; negative numbers
    ///     count from the last
    /// @return a view
    /// @throws IllegalArgumentException if an axis is missing or named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray transpose(int... axes) {
        return array().view(layout().transpose(axes));
    }

    /// Exchanges two axes.
    ///
    /// @param axis1 one axis; a negative number counts from the last
    /// @param axis2 the other
    /// @return a view
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray swapAxes(int axis1, int axis2) {
        return array().view(AxisViews.swap(layout(), axis1, axis2));
    }

    /// Moves one axis to another place; the others keep their order.
    ///
    /// @param source which axis; a negative number counts from the last
    /// @param destination where it goes; a negative number counts from the last
    /// @return a view
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray moveAxis(int source, int destination) {
        return array().view(AxisViews.move(layout(), source, destination));
    }

    /// Moves several axes to other places; the others keep their order.
    ///
    /// @param sources which axes; negative numbers count from the last
    /// @param destinations where each of them goes; negative numbers count from the last
    /// @return a view
    /// @throws IllegalArgumentException if the two differ in number, or one of them names an axis twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray moveAxis(int[] sources, int[] destinations) {
        return array().view(AxisViews.move(layout(), sources, destinations));
    }

    /// Orders the axes by their strides, the largest in front: C order of the view is the order in memory, axes with
    /// negative strides apart. Numpy calls that order `K`. Axes of length 1 or stride 0 stay where they are.
    ///
    /// @return a view
    default NDArray inMemoryOrder() {
        return array().view(AxisViews.inMemoryOrder(layout()));
    }

    /// Gives the elements, in C order, another shape: a view where numpy gives one, else a copy.
    ///
    /// @param shape the new lengths, of which one may be -1: whatever is left
    /// @return a view, or a fresh array in C order in memory that the garbage collector frees
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements
    /// @throws IllegalStateException if a copy is needed and the memory is closed
    default NDArray reshape(long... shape) {
        return reshape(Order.C, shape);
    }

    /// Gives the elements another shape: a view where numpy gives one, else a copy.
    ///
    /// @param order the order in which the elements are taken from this array and laid into the new shape; not
    ///     [Order#K]
    /// @param shape the new lengths, of which one may be -1: whatever is left
    /// @return a view, or a fresh array in that order in memory that the garbage collector frees
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements, or the order is [Order#K]
    /// @throws IllegalStateException if a copy is needed and the memory is closed
    default NDArray reshape(Order order, long... shape) {
        Layout reshaped = AxisViews.reshape(layout(), order, shape);
        return reshaped == null ? array().copy(order).reshape(order, shape) : array().view(reshaped);
    }

    /// Puts all elements, in C order, on one axis: a view of a C-contiguous array, else, as in numpy, a copy.
    ///
    /// @return a view, or a fresh array in memory that the garbage collector frees
    /// @throws IllegalStateException if a copy is needed and the memory is closed
    default NDArray ravel() {
        return ravel(Order.C);
    }

    /// Puts all elements on one axis: a view where they lie in one run in that order, else, as in numpy, a copy.
    ///
    /// @param order the order in which the elements are taken
    /// @return a view, or a fresh array in memory that the garbage collector frees
    /// @throws IllegalStateException if a copy is needed and the memory is closed
    default NDArray ravel(Order order) {
        Order fixed = layout().resolveOrder(order);
        if (fixed == Order.K) {
            return inMemoryOrder().ravel(Order.C);
        }
        return layout().isContiguous(fixed) ? reshape(fixed, -1) : flatten(fixed);
    }

    /// Copies all elements, in C order, to one axis.
    ///
    /// @return a fresh array in memory that the garbage collector frees
    /// @throws IllegalStateException if the memory is closed
    default NDArray flatten() {
        return flatten(Order.C);
    }

    /// Copies all elements to one axis.
    ///
    /// @param order the order in which the elements are taken
    /// @return a fresh array in memory that the garbage collector frees
    /// @throws IllegalStateException if the memory is closed
    default NDArray flatten(Order order) {
        NDArray copy = order == Order.K ? inMemoryOrder().copy(Order.C) : array().copy(order);
        return NDArray.wrap(copy.segment(), copy.dtype(), copy.size());
    }

    /// Takes the array apart along an axis: numpy's `unstack`, and along axis 0 what Python's `for` gives.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return one view without that axis for each of its positions, made when it is asked for
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalArgumentException if the axis is longer than a list can be
    default List<NDArray> unstack(int axis) {
        return new Unstacked(array(), axis);
    }

    /// Drops all axes of length 1.
    ///
    /// @return a view
    default NDArray squeeze() {
        return array().view(AxisViews.squeeze(layout()));
    }

    /// Drops axes of length 1.
    ///
    /// @param axes which axes; negative numbers count from the last
    /// @return a view
    /// @throws IllegalArgumentException if an axis has another length, or is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray squeeze(int... axes) {
        return array().view(AxisViews.squeeze(layout(), axes));
    }

    /// Inserts axes of length 1.
    ///
    /// @param axes where the new axes are in the view; negative numbers count from its last axis
    /// @return a view
    /// @throws IllegalArgumentException if an axis is named twice, or the view has more than 64 axes
    /// @throws IndexOutOfBoundsException if an axis is outside the view
    default NDArray expandDims(int... axes) {
        return array().view(AxisViews.expand(layout(), axes));
    }

    /// Reverses the order of the elements along all axes.
    ///
    /// @return a view
    default NDArray flip() {
        return array().view(AxisViews.flip(layout()));
    }

    /// Reverses the order of the elements along some axes.
    ///
    /// @param axes which axes; negative numbers count from the last
    /// @return a view
    /// @throws IllegalArgumentException if an axis is named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray flip(int... axes) {
        return array().view(AxisViews.flip(layout(), axes));
    }

    /// Picks the diagonal of the first two axes.
    ///
    /// @return a read-only view, as in numpy; the diagonal is its last axis
    /// @throws IllegalArgumentException if there are less than two axes
    default NDArray diagonal() {
        return diagonal(0, 0, 1);
    }

    /// Picks the elements whose positions on two axes differ by an offset.
    ///
    /// @param offset how much larger the position on `axis2` is; beyond the axes the diagonal is empty
    /// @param axis1 one axis; a negative number counts from the last
    /// @param axis2 the other
    /// @return a read-only view, as in numpy, without the two axes; the diagonal is its last axis
    /// @throws IllegalArgumentException if there are less than two axes, or both are the same
    /// @throws IndexOutOfBoundsException if there is no such axis
    default NDArray diagonal(long offset, int axis1, int axis2) {
        return array().readOnlyView(AxisViews.diagonal(layout(), offset, axis1, axis2));
    }

    /// Repeats axes of length 1, and adds axes in front, without copying.
    ///
    /// @param shape the new lengths
    /// @return a read-only view, since one element stands at many positions
    /// @throws IllegalArgumentException if an axis of another length than 1 would have to change
    default NDArray broadcastTo(long... shape) {
        return array().readOnlyView(layout().broadcastTo(shape));
    }

    /// Looks at the bytes of the elements as elements of another dtype; no value is converted.
    ///
    /// With another item size the last axis, which then has to be contiguous, gets longer or shorter. The axes of a
    /// sub-array are added to the shape. `V` of size 0 stands for raw bytes of the same size as now.
    ///
    /// @param dtype what an element of the view is
    /// @return a view
    /// @throws IllegalArgumentException if the item size changes and there is no axis, the last one is not contiguous,
    ///     the new elements do not fill it, or the dtype is a sub-array
    default NDArray view(DType dtype) {
        long itemSize = layout().itemSize();
        if (dtype.isSubArray() && dtype.itemSize() != itemSize) {
            throw new IllegalArgumentException("changing the dtype to a subarray type is only supported if the total"
                    + " itemsize is unchanged: " + itemSize + " to " + dtype.itemSize() + " bytes");
        }
        boolean isUnsized = dtype.kind() == Kind.VOID && dtype.itemSize() == 0 && !dtype.isStruct();
        DType sized = isUnsized && !dtype.isSubArray() ? DType.voids(itemSize) : dtype;
        return array().view(sized, layout().withItemSize(sized.itemSize()));
    }

    /// Looks at one field of a structured array.
    ///
    /// @param name the field's name or title
    /// @return a view; the axes of a sub-array come last
    /// @throws IllegalArgumentException if there is no such field
    default NDArray field(String name) {
        Field field = FieldViews.find(array().dtype(), name);
        return array().view(
                        field.dtype(),
                        layout().part(field.byteOffset(), field.dtype().itemSize()));
    }

    /// Looks at several fields of a structured array. The others become padding: names have the order asked for,
    /// offsets and item size stay.
    ///
    /// @param names the fields' names, at least one; no titles
    /// @return a view
    /// @throws IllegalArgumentException if there is no such field, a name is given twice, or none is
    default NDArray fields(String... names) {
        DType chosen = FieldViews.choose(array().dtype(), names);
        return array().view(chosen, layout());
    }

    /// Looks at the real parts of complex elements, or at the elements themselves if they are not complex.
    ///
    /// @return a view
    default NDArray real() {
        return FieldViews.isComplex(array()) ? FieldViews.half(array(), 0) : array();
    }

    /// Looks at the imaginary parts of complex elements. Other elements have none, for which numpy gives zeros.
    ///
    /// @return a view; zeros of the same dtype in read-only memory of their own if the elements are not complex
    default NDArray imag() {
        return FieldViews.isComplex(array())
                ? FieldViews.half(array(), 1)
                : FieldViews.zeros(array()).asReadOnly();
    }

    /// Lays any shape and strides over the array's memory, from its first element on: for windows and the like.
    /// Positions may share memory; writing to one is then seen at the others.
    ///
    /// @param shape the lengths of the axes; copied
    /// @param byteStrides bytes from one position of an axis to the next, one an axis, of any sign; copied
    /// @return a view of the same dtype
    /// @throws IllegalArgumentException if shape and strides differ in number, the shape is impossible, or an element
    ///     would lie outside [NDArray#segment]: the bytes that this array's elements span
    default NDArray asStrided(long[] shape, long[] byteStrides) {
        return asStrided(shape, byteStrides, 0);
    }

    /// Lays any shape and strides over the array's memory: for windows and the like. Positions may share memory;
    /// writing to one is then seen at the others.
    ///
    /// @param shape the lengths of the axes; copied
    /// @param byteStrides bytes from one position of an axis to the next, one an axis, of any sign; copied
    /// @param byteOffset from the array's element at position 0 of every axis to the view's, of any sign
    /// @return a view of the same dtype
    /// @throws IllegalArgumentException if shape and strides differ in number, the shape is impossible, or an element
    ///     would lie outside [NDArray#segment]: the bytes that this array's elements span
    default NDArray asStrided(long[] shape, long[] byteStrides, long byteOffset) {
        long start = array().byteOffset() + byteOffset;
        return array().laidAnew(Layout.of(shape, byteStrides, start, layout().itemSize()));
    }

    private NDArray array() {
        return (NDArray) this;
    }

    private Layout layout() {
        return array().inMemory();
    }
}
