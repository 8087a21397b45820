package dev.ndwire.ndarray.shape;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where elements lie: numpy's shape and byte strides, the byte at which the first element starts, and an item's size.
///
/// Immutable and safe to share between threads. Every stride is allowed that keeps all elements within a `long`:
/// negative, zero, overlapping, unaligned. On an axis of length 0 or 1, and anywhere in a layout without elements,
/// a stride says nothing and may have any value, as in numpy.
///
/// Two layouts are equal when shape, strides, offset and item size are.
public final class Layout {
    // Never written to once a layout has them, so that layouts share them where nothing differs.
    final long[] shape;
    final long[] byteStrides;
    private final long byteOffset;
    private final long itemSize;
    private final long elementCount;

    private Layout(long[] shape, long[] byteStrides, long byteOffset, long itemSize, long elementCount) {
        this.shape = shape;
        this.byteStrides = byteStrides;
        this.byteOffset = byteOffset;
        this.itemSize = itemSize;
        this.elementCount = elementCount;
    }

    /// Describes strided elements.
    ///
    /// @param shape the lengths of the axes, at most 64; copied
    /// @param byteStrides bytes from one position of an axis to the next, one an axis; copied
    /// @param byteOffset where the element at position 0 of every axis starts
    /// @param itemSize bytes of one element, at least 0
    /// @return the layout
    /// @throws IllegalArgumentException if shape and strides differ in number, a length or the item size is negative,
    ///     or an element would lie at a byte below 0 or beyond what a `long` counts
    public static Layout of(long[] shape, long[] byteStrides, long byteOffset, long itemSize) {
        return ofOwn(shape.clone(), byteStrides.clone(), byteOffset, itemSize);
    }

    /// The same, keeping the arrays.
    static Layout ofOwn(long[] shape, long[] byteStrides, long byteOffset, long itemSize) {
        if (itemSize < 0) {
            throw new IllegalArgumentException("item size " + itemSize + " is negative");
        }
        long elementCount = Shapes.elementCount(shape, itemSize);
        if (byteStrides.length != shape.length) {
            throw new IllegalArgumentException("strides " + Shapes.text(byteStrides) + " have " + byteStrides.length
                    + " axes, shape " + Shapes.text(shape) + " has " + shape.length);
        }
        var layout = new Layout(shape, byteStrides, byteOffset, itemSize, elementCount);
        layout.checkExtent();
        return layout;
    }

    /// Describes contiguous elements that start at byte 0. A layout without elements has strides of 0, as a new array
    /// of numpy has.
    ///
    /// @param shape the lengths of the axes, at most 64; copied
    /// @param itemSize bytes of one element, at least 0
    /// @param order which axis is the fastest: [Order#C] or [Order#F]
    /// @return the layout
    /// @throws IllegalArgumentException if a length or the item size is negative, the bytes do not fit in a `long`, or
    ///     the order is another
    public static Layout contiguous(long[] shape, long itemSize, Order order) {
        long elementCount = Shapes.elementCount(shape, Math.max(0, itemSize));
        long[] byteStrides =
                elementCount == 0 ? new long[shape.length] : Shapes.contiguousStrides(shape, itemSize, order.fixed());
        return ofOwn(shape.clone(), byteStrides, 0, itemSize);
    }

    private void checkExtent() {
        try {
            if (byteStart() < 0 || byteEnd() < 0) {
                throw new IllegalArgumentException("elements of shape " + Shapes.text(shape) + " and strides "
                        + Shapes.text(byteStrides) + " reach down to byte " + byteStart() + " from byte offset "
                        + byteOffset);
            }
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(
                    "elements of shape " + Shapes.text(shape) + " and strides " + Shapes.text(byteStrides)
                            + " from byte offset " + byteOffset + " reach beyond " + Long.MAX_VALUE + " bytes",
                    overflow);
        }
    }

    /// The lengths of the axes.
    ///
    /// @return a copy
    public long[] shape() {
        return shape.clone();
    }

    /// The length of one axis.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return its length
    /// @throws IndexOutOfBoundsException if there is no such axis
    public long length(int axis) {
        return shape[Shapes.axis(axis, shape.length)];
    }

    /// The bytes from one position of an axis to the next.
    ///
    /// @return a copy, one an axis
    public long[] byteStrides() {
        return byteStrides.clone();
    }

    /// The bytes from one position of one axis to the next.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return its stride in bytes
    /// @throws IndexOutOfBoundsException if there is no such axis
    public long byteStride(int axis) {
        return byteStrides[Shapes.axis(axis, shape.length)];
    }

    /// Where the element at position 0 of every axis starts.
    ///
    /// @return the offset in bytes
    public long byteOffset() {
        return byteOffset;
    }

    /// The size of one element.
    ///
    /// @return its bytes, at least 0
    public long itemSize() {
        return itemSize;
    }

    /// The number of axes.
    ///
    /// @return 0 to 64
    public int axisCount() {
        return shape.length;
    }

    /// The number of elements.
    ///
    /// @return the product of all lengths, 1 without axes
    public long elementCount() {
        return elementCount;
    }

    /// The bytes of all elements, each counted once even where several share memory: numpy's `nbytes`.
    ///
    /// @return the number of elements times the item size
    public long byteSize() {
        return elementCount * itemSize;
    }

    /// The lowest byte of any element.
    ///
    /// @return its offset; [#byteOffset] if there are no elements
    public long byteStart() {
        return reach(-1);
    }

    /// The byte after the highest byte of any element.
    ///
    /// @return its offset; [#byteOffset] if there are no elements
    public long byteEnd() {
        return elementCount == 0 ? byteOffset : Math.addExact(reach(1), itemSize);
    }

    private long reach(int sign) {
        long reach = byteOffset;
        if (elementCount > 0) {
            for (int axis = 0; axis < shape.length; axis++) {
                if (shape[axis] > 1 && Long.signum(byteStrides[axis]) == sign) {
                    reach = Math.addExact(reach, Math.multiplyExact(shape[axis] - 1, byteStrides[axis]));
                }
            }
        }
        return reach;
    }

    /// Whether the elements lie in one run in an order, as numpy's flags have it: axes of length 1 are looked over, and
    /// a layout without elements is contiguous in both orders.
    ///
    /// @param order the order asked for: [Order#C] or [Order#F]
    /// @return whether it holds
    /// @throws IllegalArgumentException if the order is another
    public boolean isContiguous(Order order) {
        order.fixed();
        if (elementCount == 0) {
            return true;
        }
        long expected = itemSize;
        for (int i = 0; i < shape.length; i++) {
            int axis = order == Order.F ? i : shape.length - 1 - i;
            if (shape[axis] != 1) {
                if (byteStrides[axis] != expected) {
                    return false;
                }
                expected *= shape[axis];
            }
        }
        return true;
    }

    /// Says what an order is for these elements.
    ///
    /// @param order any order
    /// @return [Order#C] or [Order#F]; [Order#K] in place of itself if the elements are contiguous in neither
    public Order resolveOrder(Order order) {
        if (order == Order.C || order == Order.F) {
            return order;
        }
        if (!isContiguous(Order.C)) {
            return isContiguous(Order.F) ? Order.F : order == Order.A ? Order.C : Order.K;
        }
        return Order.C;
    }

    /// Where one element starts. Negative positions count from the end.
    ///
    /// @param index one position an axis; not kept
    /// @return its byte offset
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or their number is not the number of axes
    public long byteOffsetOf(long... index) {
        checkIndexCount(index.length);
        long offset = byteOffset;
        for (int axis = 0; axis < index.length; axis++) {
            offset += distance(axis, index[axis]);
        }
        return offset;
    }

    /// Where one element of one axis starts. Negative positions count from the end.
    ///
    /// @param i the position
    /// @return its byte offset
    /// @throws IndexOutOfBoundsException if the position is outside the axis, or there is not one axis
    public long byteOffsetOf(long i) {
        checkIndexCount(1);
        return byteOffset + distance(0, i);
    }

    /// Where one element of two axes starts. Negative positions count from the end.
    ///
    /// @param i the position on the first axis
    /// @param j the position on the second axis
    /// @return its byte offset
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are not two axes
    public long byteOffsetOf(long i, long j) {
        checkIndexCount(2);
        return byteOffset + distance(0, i) + distance(1, j);
    }

    /// Where one element of three axes starts. Negative positions count from the end.
    ///
    /// @param i the position on the first axis
    /// @param j the position on the second axis
    /// @param k the position on the third axis
    /// @return its byte offset
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are not three axes
    public long byteOffsetOf(long i, long j, long k) {
        checkIndexCount(3);
        return byteOffset + distance(0, i) + distance(1, j) + distance(2, k);
    }

    /// Where one element of four axes starts. Negative positions count from the end.
    ///
    /// @param i the position on the first axis
    /// @param j the position on the second axis
    /// @param k the position on the third axis
    /// @param l the position on the fourth axis
    /// @return its byte offset
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are not four axes
    public long byteOffsetOf(long i, long j, long k, long l) {
        checkIndexCount(4);
        return byteOffset + distance(0, i) + distance(1, j) + distance(2, k) + distance(3, l);
    }

    private long distance(int axis, long position) {
        // One comparison tells a position that counts from the start; the others are worth a branch of their own.
        boolean isInside = Long.compareUnsigned(position, shape[axis]) < 0;
        return (isInside ? position : fromStart(axis, position)) * byteStrides[axis];
    }

    private long fromStart(int axis, long position) {
        long length = shape[axis];
        if (position < -length || position >= length) {
            throw new IndexOutOfBoundsException(Slicing.outside(position, axis, length));
        }
        return position + length;
    }

    private void checkIndexCount(int count) {
        if (count != shape.length) {
            throw new IndexOutOfBoundsException(
                    count > shape.length ? Slicing.tooMany(shape.length, count) : tooFew(count));
        }
    }

    private String tooFew(int indexCount) {
        return "too few indices for an element: array is " + shape.length + "-dimensional, but " + indexCount
                + " were indexed";
    }

    /// Picks a view by a basic index, as numpy does: an integer drops an axis, a slice keeps it.
    ///
    /// @param index the parts; axes that none names are kept whole
    /// @return the layout of the view
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more parts than axes
    /// @throws IllegalArgumentException if there are several ellipses, or the view has more than 64 axes
    public Layout at(Index... index) {
        return Slicing.at(this, index);
    }

    /// Picks a view by numpy's index text, as [Index#parse] reads it.
    ///
    /// @param index integers, slices, `...` and `None`, separated by commas
    /// @return the layout of the view
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more parts than axes
    /// @throws IllegalArgumentException if the text is no basic index, there are several ellipses, or the view has more
    ///     than 64 axes
    public Layout at(String index) {
        return Slicing.at(this, index);
    }

    /// Keeps a range of one axis and all of the others.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @param start the first position, or null for the end that `step` starts from; a negative one counts from the end
    /// @param stop the position before which to end, or null for the other end; a negative one counts from the end
    /// @param step the distance between positions, not 0
    /// @return the layout of the view
    /// @throws IllegalArgumentException if `step` is 0
    /// @throws IndexOutOfBoundsException if there is no such axis
    public Layout slice(int axis, @Nullable Long start, @Nullable Long stop, long step) {
        return Slicing.slice(this, Shapes.axis(axis, shape.length), start, stop, step);
    }

    /// Reverses the order of the axes.
    ///
    /// @return the layout of the transposed view
    public Layout transpose() {
        int last = shape.length - 1;
        var newShape = new long[shape.length];
        var newStrides = new long[shape.length];
        for (int i = 0; i <= last; i++) {
            newShape[i] = shape[last - i];
            newStrides[i] = byteStrides[last - i];
        }
        return sameElements(newShape, newStrides, byteOffset);
    }

    /// Reorders the axes.
    ///
    /// @param axes which axis of this layout becomes the first, the second and so on; every one once
    /// @return the layout of the transposed view
    /// @throws IllegalArgumentException if an axis is missing or named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    public Layout transpose(int... axes) {
        Shapes.checkPermutation(axes, shape.length);
        var newShape = new long[axes.length];
        var newStrides = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            int axis = Shapes.axis(axes[i], axes.length);
            newShape[i] = shape[axis];
            newStrides[i] = byteStrides[axis];
        }
        return sameElements(newShape, newStrides, byteOffset);
    }

    /// Resolves the lengths of a wanted shape, of which one may be -1: whatever is left.
    ///
    /// @param wanted the new lengths; not kept
    /// @return the shape, holding as many elements as this layout
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements
    public long[] resolveShape(long... wanted) {
        return Shapes.resolve(elementCount, wanted);
    }

    /// Gives the same elements, in C order, another shape, if strides can say so.
    ///
    /// @param wanted the new lengths, of which one may be -1: whatever is left; not kept
    /// @return the layout of the view, or empty where numpy, too, has to copy
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements
    public Optional<Layout> reshape(long... wanted) {
        return reshape(Order.C, wanted);
    }

    /// Gives the same elements, in an order, another shape, if strides can say so.
    ///
    /// @param order the order in which elements are taken from this layout and laid into the new shape; not [Order#K]
    /// @param wanted the new lengths, of which one may be -1: whatever is left; not kept
    /// @return the layout of the view, or empty where numpy, too, has to copy
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements, or the order is [Order#K]
    public Optional<Layout> reshape(Order order, long... wanted) {
        return Optional.ofNullable(AxisViews.reshape(this, order, wanted));
    }

    /// Repeats axes of length 1, and adds axes in front, with strides of 0.
    ///
    /// @param wanted the new lengths; copied
    /// @return the layout of the view
    /// @throws IllegalArgumentException if an axis of another length than 1 would have to change, or the shape is none
    public Layout broadcastTo(long... wanted) {
        if (!Broadcasting.fits(shape, wanted)) {
            throw new IllegalArgumentException(
                    "shape " + Shapes.text(shape) + " cannot be broadcast to " + Shapes.text(wanted));
        }
        int added = wanted.length - shape.length;
        long[] newStrides = new long[wanted.length];
        for (int axis = 0; axis < shape.length; axis++) {
            newStrides[axis + added] = shape[axis] == 1 ? 0 : byteStrides[axis];
        }
        return ofOwn(wanted.clone(), newStrides, byteOffset, itemSize);
    }

    /// Looks at one part of every element, such as a field of a structure.
    ///
    /// @param partByteOffset where the part starts within an element, at least 0
    /// @param partByteSize bytes of the part
    /// @return the layout of the view
    /// @throws IllegalArgumentException if the part is not inside an element
    public Layout part(long partByteOffset, long partByteSize) {
        if (partByteOffset < 0 || partByteSize < 0 || partByteOffset > itemSize - partByteSize) {
            throw new IllegalArgumentException("a part of " + partByteSize + " bytes at byte " + partByteOffset
                    + " is not inside an element of " + itemSize + " bytes");
        }
        long start = elementCount == 0 ? byteOffset : byteOffset + partByteOffset;
        return new Layout(shape, byteStrides, start, partByteSize, elementCount);
    }

    /// Moves the layout to another start.
    ///
    /// @param newByteOffset where the element at position 0 of every axis is to start
    /// @return the moved layout, this one itself if it starts there
    /// @throws IllegalArgumentException if an element would lie at a byte below 0 or beyond what a `long` counts
    public Layout withByteOffset(long newByteOffset) {
        if (newByteOffset == byteOffset) {
            return this;
        }
        var moved = new Layout(shape, byteStrides, newByteOffset, itemSize, elementCount);
        moved.checkExtent();
        return moved;
    }

    /// Looks at the bytes of the elements as elements of another size: the last axis gets longer or shorter.
    ///
    /// @param newItemSize bytes of one element of the view, at least 0
    /// @return the layout of the view; this layout itself where the size is the same
    /// @throws IllegalArgumentException if the size changes and there is no axis, the last axis is not contiguous, or
    ///     the new elements do not fill it
    public Layout withItemSize(long newItemSize) {
        return newItemSize == itemSize ? this : ItemSizes.view(this, newItemSize);
    }

    /// Contiguous elements of the same shape.
    ///
    /// @param order how they lie; with [Order#K] the axes follow each other in memory as here
    /// @param newItemSize bytes of one element, at least 0
    /// @return a layout that starts at byte 0
    /// @throws IllegalArgumentException if the bytes do not fit in a `long`
    public Layout contiguousLike(Order order, long newItemSize) {
        Order fixed = resolveOrder(order);
        if (fixed != Order.K) {
            return contiguous(shape, newItemSize, fixed);
        }
        int[] axes = AxisViews.memoryOrder(this);
        var inMemory = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            inMemory[i] = shape[axes[i]];
        }
        long[] sorted = contiguous(inMemory, newItemSize, Order.C).byteStrides;
        var newStrides = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            newStrides[axes[i]] = sorted[i];
        }
        return of(shape, newStrides, 0, newItemSize);
    }

    /// Elements of this layout under other axes. The arrays are kept, and nothing is checked: each element was one of
    /// this layout's before.
    Layout derived(long[] newShape, long[] newStrides, long newByteOffset) {
        long count = 1;
        for (long length : newShape) {
            count *= length;
        }
        return new Layout(newShape, newStrides, newByteOffset, itemSize, count);
    }

    /// The same elements, each once, under other axes; the arrays are kept, and nothing is checked.
    Layout sameElements(long[] newShape, long[] newStrides, long newByteOffset) {
        return new Layout(newShape, newStrides, newByteOffset, itemSize, elementCount);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Layout that
                && byteOffset == that.byteOffset
                && itemSize == that.itemSize
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(byteStrides, that.byteStrides);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(shape) + Arrays.hashCode(byteStrides)) + Long.hashCode(byteOffset ^ itemSize);
    }

    /// Names shape, strides and offset.
    @Override
    public String toString() {
        return "shape " + Shapes.text(shape) + ", strides " + Shapes.text(byteStrides) + ", byte offset " + byteOffset
                + ", item size " + itemSize;
    }
}
