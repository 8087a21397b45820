package dev.ndwire.ndarray.array;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.core.value.ByteSized;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.print.Printing;
import dev.ndwire.ndarray.select.Choosing;
import dev.ndwire.ndarray.select.Joining;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Numbers, strings or structures in up to 64 dimensions over one [MemorySegment]: numpy's `ndarray`.
///
/// An array is a dtype, a shape and byte strides over memory, and nothing more. What makes a *view*, such as `at`,
/// `transpose`, `field`, `broadcastTo`, `asReadOnly` and mostly `reshape`, shares that memory: writing to one is seen
/// in the other. What copies says `copy` or `to`, but for `flatten`, and `reshape` and `ravel` where there is no view.
///
/// **Memory.** An array never closes an arena, a lease or a file: whoever opened it does. Arrays made without naming an
/// allocator lie in native memory that the garbage collector frees once neither the array nor a view of it can be
/// reached. After the memory is closed every access to elements throws an [IllegalStateException]; dtype, shape and
/// strides can still be asked for, and views be made, since neither touches an element. A copy outlives what it was
/// copied from.
///
/// **Threads.** Dtype, shape and strides never change, and any thread may ask for them and make views. Elements may be
/// read and set by the threads that the segment allows: memory of a confined arena by the thread that opened it alone,
/// any other thread gets a [WrongThreadException]; memory of a shared or automatic arena, of a lease, and on the heap
/// by all threads. Nothing is synchronized: writers and readers of the same elements have to agree among themselves.
///
/// **Budget.** Memory that the garbage collector frees counts against the
/// [budget of the process][dev.ndwire.core.memory.MemoryBudget#standard]. Where that does not allow a result, not even
/// after a collection, the method that would make it throws a
/// [MemoryBudgetExceededException][dev.ndwire.core.memory.MemoryBudgetExceededException].
///
/// **Bounds.** Every array has been checked to lie inside its segment, and every access by position is checked. Axes of
/// length 0 or 1 may carry any stride, and an array without elements touches no memory.
public final class NDArray extends ArrayCreation
        implements ByteSized,
                ArrayViews,
                ArrayElements,
                ArrayPositions,
                ArrayConversion,
                ArrayMath,
                ArrayReductions,
                ArrayProducts,
                ArraySelection,
                ArrayArrangement,
                ArraySorting {
    private static final List<Kind> FLOATS = List.of(Kind.FLOAT);
    private static final List<Kind> INTEGERS = List.of(Kind.INT, Kind.UINT);
    private static final List<Kind> INTEGERS_AND_BOOLS = List.of(Kind.INT, Kind.UINT, Kind.BOOL);
    private static final List<Kind> INTEGERS_AND_TIMES = List.of(Kind.INT, Kind.UINT, Kind.DATETIME, Kind.TIMEDELTA);

    /// Where the elements lie; a view's has the memory of what it views, elements of others included.
    private final MemorySegment memory;

    private final DType dtype;

    /// Where the elements lie in `memory`.
    private final Layout layout;

    private final boolean isWriteable;

    /// @param segment memory in which all elements lie; the array keeps just the bytes that they span
    private NDArray(MemorySegment segment, DType dtype, Layout layout, boolean isWriteable) {
        long start = layout.byteStart();
        long end = layout.byteEnd();
        boolean isEmpty = layout.elementCount() == 0;
        if (!isEmpty && end > segment.byteSize()) {
            throw new IllegalArgumentException("elements of shape " + Shapes.text(layout.shape()) + " and strides "
                    + Shapes.text(layout.byteStrides()) + " from byte offset " + layout.byteOffset()
                    + " end at byte " + end + " of a segment of " + segment.byteSize() + " bytes");
        }
        // What is right already is kept.
        long first = isEmpty ? 0 : start;
        long byteSize = isEmpty ? 0 : end - start;
        boolean isWhole = first == 0 && byteSize == segment.byteSize();
        this.memory = isWhole ? segment : segment.asSlice(first, byteSize);
        this.dtype = dtype;
        this.layout = layout.withByteOffset(isEmpty ? 0 : layout.byteOffset() - start);
        this.isWriteable = isWriteable && !segment.isReadOnly();
    }

    /// A view of elements, or of parts of elements, of another array. A matter of nanoseconds: nothing is allocated but
    /// the array.
    ///
    /// @param layout where the elements lie in the array's memory
    private NDArray(NDArray viewed, DType dtype, Layout layout, boolean isWriteable) {
        this.memory = viewed.memory;
        this.dtype = dtype;
        this.layout = layout;
        this.isWriteable = isWriteable;
        if (layout.elementCount() > 0 && layout.byteEnd() > memory.byteSize()) {
            throw new IllegalArgumentException(layout + " ends behind " + memory.byteSize() + " bytes of memory");
        }
    }

    /// Lays an array over fresh memory.
    static NDArray allocate(SegmentAllocator allocator, DType dtype, Layout layout) {
        return expanded(Allocation.allocate(allocator, layout.byteSize()), dtype, layout, true);
    }

    /// Copies Java values into memory that the garbage collector frees.
    ///
    /// @param values an array of primitives other than `char`, of their boxes, of [java.math.BigInteger],
    ///     [dev.ndwire.core.value.Complex], [String] or [dev.ndwire.core.value.Bytes], nested to any depth, or one such
    ///     value
    /// @return a fresh array in C order, of the dtype that holds the values exactly: for [java.math.BigInteger] int64,
    ///     or uint64 where a `long` does not hold all of them
    /// @throws IllegalArgumentException if nested arrays differ in length, the values are of another type, or no dtype
    ///     holds all integers
    public static NDArray of(Object values) {
        return of(values, JavaArrays.dtype(values));
    }

    /// Copies Java values into memory that the garbage collector frees, as elements of a given dtype.
    ///
    /// @param values one value that [#set] takes, or an array of them, nested to any depth
    /// @param dtype what one element is
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if nested arrays differ in length, or a value does not fit in the dtype
    public static NDArray of(Object values, DType dtype) {
        NDArray array = empty(dtype, JavaArrays.shape(values));
        JavaArrays.copy(values, array);
        return array;
    }

    /// Takes elements of one array where a condition is true, and of another elsewhere: numpy's `where`.
    ///
    /// @param condition elements of any dtype but structures; what is true, [ArraySelection#nonzero] says
    /// @param left an array, or one value that [#of] takes; a number of Java has no dtype of its own, as one of Python,
    ///     and is cut where the dtype of the result cannot hold it: 300 is 44 in int8
    /// @param right as `left`
    /// @return a fresh array of the shape that all three have in common and the dtype that two have
    /// @throws IllegalArgumentException if there is no common shape or dtype, or conditions are structures or
    ///     carried as bytes
    /// @throws IllegalStateException if memory of one of them is closed
    public static NDArray where(NDArray condition, Object left, Object right) {
        return ofElements(Choosing.where(
                Allocation.automatic(),
                condition.elements(),
                Operands.array(left).elements(),
                Operands.array(right).elements(),
                Promotion.resultType(List.of(Operands.promoted(left), Operands.promoted(right)))));
    }

    /// Joins arrays along an axis that they have.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @param arrays at least one; they differ in their lengths on this axis only
    /// @return a fresh array of their common dtype
    /// @throws IllegalArgumentException if there are no arrays, shapes do not fit, or dtypes have nothing in common
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if memory of one of them is closed
    public static NDArray concatenate(int axis, NDArray... arrays) {
        return ofElements(Joining.concatenate(Allocation.automatic(), all(arrays), axis));
    }

    /// Joins the elements of arrays of any shapes, each in C order: numpy's `concatenate` with `axis=None`.
    ///
    /// @param arrays at least one
    /// @return a fresh array of one axis and their common dtype
    /// @throws IllegalArgumentException if there are no arrays, or dtypes have nothing in common
    /// @throws IllegalStateException if memory of one of them is closed
    public static NDArray concatenateFlat(NDArray... arrays) {
        return ofElements(Joining.concatenateFlat(Allocation.automatic(), all(arrays)));
    }

    /// Joins arrays along a new axis.
    ///
    /// @param axis which axis of the result is the new one; a negative number counts from the last
    /// @param arrays at least one, of equal shape
    /// @return a fresh array of one axis more and their common dtype
    /// @throws IllegalArgumentException if there are no arrays, shapes differ, or dtypes have nothing in common
    /// @throws IndexOutOfBoundsException if there is no such axis
    /// @throws IllegalStateException if memory of one of them is closed
    public static NDArray stack(int axis, NDArray... arrays) {
        return ofElements(Joining.stack(Allocation.automatic(), all(arrays), axis));
    }

    /// Joins arrays side by side: along the second axis, or the only one. An array without axes counts as a list of one
    /// element.
    ///
    /// @param arrays at least one
    /// @return a fresh array of their common dtype
    /// @throws IllegalArgumentException if there are no arrays, shapes do not fit, or dtypes have nothing in common
    /// @throws IllegalStateException if memory of one of them is closed
    public static NDArray hstack(NDArray... arrays) {
        return ofElements(Joining.hstack(Allocation.automatic(), all(arrays)));
    }

    /// Joins arrays one below another, along the first axis. An array of one axis, or none, counts as a row.
    ///
    /// @param arrays at least one
    /// @return a fresh array of their common dtype
    /// @throws IllegalArgumentException if there are no arrays, shapes do not fit, or dtypes have nothing in common
    /// @throws IllegalStateException if memory of one of them is closed
    public static NDArray vstack(NDArray... arrays) {
        return ofElements(Joining.vstack(Allocation.automatic(), all(arrays)));
    }

    private static List<Strided> all(NDArray... arrays) {
        return Arrays.stream(arrays).map(NDArray::elements).toList();
    }

    /// Lays an array in C order over memory, from its first byte on.
    ///
    /// @param segment the memory: native, mapped or heap, of any alignment; it may be longer than the array
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return an array that shares the memory, read-only if the segment is
    /// @throws IllegalArgumentException if the shape is impossible or the segment too short
    public static NDArray wrap(MemorySegment segment, DType dtype, long... shape) {
        return expanded(segment, dtype, Layout.contiguous(shape, dtype.itemSize(), Order.C), true);
    }

    /// Lays an array in C order over a buffer, from its position on.
    ///
    /// @param buffer the memory, direct or not; position, limit and byte order stay as they are, and the order is not
    ///     used: the dtype has its own
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return an array that shares the memory, read-only if the buffer is
    /// @throws IllegalArgumentException if the shape is impossible or fewer bytes remain
    public static NDArray wrap(ByteBuffer buffer, DType dtype, long... shape) {
        return wrap(MemorySegment.ofBuffer(buffer), dtype, shape);
    }

    /// Lays an array over memory.
    ///
    /// @param segment the memory: native, mapped or heap, of any alignment
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element; copied
    /// @param byteStrides bytes from one position of an axis to the next, one an axis, of any sign; copied
    /// @param byteOffset where in the segment the element at position 0 of every axis starts
    /// @param isWriteable whether the array's elements may be set; a read-only segment's never may
    /// @return an array that shares the memory
    /// @throws IllegalArgumentException if shape and strides differ in number, the shape is impossible, or an element
    ///     would lie outside the segment
    public static NDArray wrap(
            MemorySegment segment,
            DType dtype,
            long[] shape,
            long[] byteStrides,
            long byteOffset,
            boolean isWriteable) {
        return expanded(segment, dtype, Layout.of(shape, byteStrides, byteOffset, dtype.itemSize()), isWriteable);
    }

    /// Makes the axes of a sub-array axes of the array, as numpy does: no array has a sub-array for its dtype.
    private static NDArray expanded(MemorySegment segment, DType dtype, Layout layout, boolean isWriteable) {
        DType base = dtype;
        Layout inner = layout;
        while (base.isSubArray()) {
            long itemSize = base.base().itemSize();
            long[] lengths = base.shape();
            inner = Layout.of(
                    Fresh.joined(inner.shape(), lengths),
                    Fresh.joined(inner.byteStrides(), Shapes.contiguousStrides(lengths, itemSize, Order.C)),
                    inner.byteOffset(),
                    itemSize);
            base = base.base();
        }
        return new NDArray(segment, base, inner, isWriteable);
    }

    /// An array of what a room below has computed.
    static NDArray ofElements(Strided elements) {
        return new NDArray(elements.segment(), elements.dtype(), elements.layout(), true);
    }

    /// The elements for the rooms below, to be read.
    Strided elements() {
        return new Strided(span(), dtype, layout());
    }

    /// The elements for the rooms below, to be set.
    ///
    /// @throws IllegalArgumentException if the array is read-only
    Strided writeableElements() {
        checkWriteable();
        return new Strided(span(), dtype, layout());
    }

    /// The memory as it is, whether this array may write to it or not, for reading: where [#inMemory] lays the
    /// elements.
    MemorySegment memory() {
        return memory;
    }

    /// Shape, strides and offset in [#memory], which may hold more than this array's elements.
    Layout inMemory() {
        return layout;
    }

    /// Some of the elements under other axes, with the same right to write.
    ///
    /// @param newLayout made of [#inMemory]
    NDArray view(Layout newLayout) {
        return new NDArray(this, dtype, newLayout, isWriteable);
    }

    /// Other elements in the same memory, with the same right to write.
    ///
    /// @param newLayout made of [#inMemory]
    NDArray view(DType newDType, Layout newLayout) {
        return newDType.isSubArray()
                ? expanded(memory, newDType, newLayout, isWriteable)
                : new NDArray(this, newDType, newLayout, isWriteable);
    }

    /// Some of the elements under other axes, without the right to write.
    ///
    /// @param newLayout made of [#inMemory]
    NDArray readOnlyView(Layout newLayout) {
        return new NDArray(this, dtype, newLayout, false);
    }

    /// Any layout of the bytes that the elements span, with the same right to write.
    ///
    /// @param newLayout a layout in [#segment]
    NDArray laidAnew(Layout newLayout) {
        return new NDArray(span(), dtype, newLayout, isWriteable);
    }

    /// What one element is.
    ///
    /// @return the dtype, never a sub-array
    public DType dtype() {
        return dtype;
    }

    /// Shape, strides and offset in [#segment].
    ///
    /// @return the layout
    public Layout layout() {
        return layout.withByteOffset(byteOffset());
    }

    /// The lengths of the axes.
    ///
    /// @return a copy
    public long[] shape() {
        return layout.shape();
    }

    /// The length of one axis.
    ///
    /// @param axis which axis; a negative number counts from the last
    /// @return its length
    /// @throws IndexOutOfBoundsException if there is no such axis
    public long shape(int axis) {
        return layout.length(axis);
    }

    /// The bytes from one position of an axis to the next.
    ///
    /// @return a copy, one an axis
    public long[] strides() {
        return layout.byteStrides();
    }

    /// The number of axes.
    ///
    /// @return 0 to 64
    public int ndim() {
        return layout.axisCount();
    }

    /// The number of elements.
    ///
    /// @return the product of all lengths; 1 without axes
    public long size() {
        return layout.elementCount();
    }

    /// The bytes of all elements, numpy's `nbytes`. Elements that share memory count each.
    ///
    /// @return the number of elements times the dtype's item size
    @Override
    public long byteSize() {
        return layout.byteSize();
    }

    /// Whether the elements lie in one run, the last axis the fastest.
    ///
    /// @return numpy's `flags.c_contiguous`
    public boolean isCContiguous() {
        return layout.isContiguous(Order.C);
    }

    /// Whether the elements lie in one run, the first axis the fastest.
    ///
    /// @return numpy's `flags.f_contiguous`
    public boolean isFContiguous() {
        return layout.isContiguous(Order.F);
    }

    /// Whether elements may be set through this array.
    ///
    /// @return numpy's `flags.writeable`
    public boolean isWriteable() {
        return isWriteable;
    }

    /// The memory that the elements span, from the lowest byte of any to the highest; between them may lie bytes of
    /// others.
    ///
    /// @return a segment, empty if there are no elements, read-only if the array is
    public MemorySegment segment() {
        MemorySegment span = span();
        return isWriteable || span.isReadOnly() ? span : span.asReadOnly();
    }

    /// [#segment] as it is, whether this array may write to it or not.
    private MemorySegment span() {
        long start = size() == 0 ? 0 : layout.byteStart();
        long byteSize = size() == 0 ? 0 : layout.byteEnd() - start;
        return byteSize == memory.byteSize() ? memory : memory.asSlice(start, byteSize);
    }

    /// Where in [#segment] the element at position 0 of every axis starts.
    ///
    /// @return the offset in bytes: 0 unless a stride is negative
    public long byteOffset() {
        return size() == 0 ? 0 : layout.byteOffset() - layout.byteStart();
    }

    /// Copies the elements into C order, in memory that the garbage collector frees.
    ///
    /// @return a fresh, writeable array
    /// @throws IllegalStateException if the memory of this array is closed
    public NDArray copy() {
        return copy(Order.C);
    }

    /// Copies the elements, in memory that the garbage collector frees.
    ///
    /// @param order the order of the copy in memory
    /// @return a fresh, writeable array
    /// @throws IllegalStateException if the memory of this array is closed
    public NDArray copy(Order order) {
        return copy(Allocation.automatic(), order);
    }

    /// Copies the elements.
    ///
    /// @param allocator where the memory comes from; it decides how long the copy can be used
    /// @param order the order of the copy in memory
    /// @return a fresh, writeable array
    /// @throws IllegalStateException if the memory of this array is closed
    public NDArray copy(SegmentAllocator allocator, Order order) {
        Layout target = layout.contiguousLike(order, dtype.itemSize());
        MemorySegment copy = Allocation.allocate(allocator, byteSize());
        StridedCopy.copy(
                memory,
                layout.byteOffset(),
                layout.byteStrides(),
                copy,
                0,
                target.byteStrides(),
                layout.shape(),
                dtype.itemSize());
        return new NDArray(copy, dtype, target, true);
    }

    /// Copies the elements in C order to the start of a segment.
    ///
    /// @param target where they go; must not overlap this array's memory
    /// @return the bytes written, [#byteSize]
    /// @throws IndexOutOfBoundsException if the target is too short
    /// @throws IllegalArgumentException if the target is read-only
    /// @throws IllegalStateException if the memory of the array or the target is closed
    public long copyTo(MemorySegment target) {
        return StridedCopy.gather(
                memory, layout.byteOffset(), layout.shape(), layout.byteStrides(), dtype.itemSize(), target);
    }

    /// Looks at the elements one after another, for inner loops; for float64.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public DoubleView doubles() {
        return DoubleView.of(run("doubles", 8, FLOATS), size());
    }

    /// Looks at the elements one after another, for inner loops; for float32.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public FloatView floats() {
        return FloatView.of(run("floats", 4, FLOATS), size());
    }

    /// Looks at the elements one after another, for inner loops; for int64, uint64, datetime64 and timedelta64.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public LongView longs() {
        return LongView.of(run("longs", 8, INTEGERS_AND_TIMES), size());
    }

    /// Looks at the elements one after another, for inner loops; for int32 and uint32.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public IntView ints() {
        return IntView.of(run("ints", 4, INTEGERS), size());
    }

    /// Looks at the elements one after another, for inner loops; for int16 and uint16.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public ShortView shorts() {
        return ShortView.of(run("shorts", 2, INTEGERS), size());
    }

    /// Looks at the elements one after another, for inner loops; for int8, uint8 and bool.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public ByteView bytes() {
        return ByteView.of(run("bytes", 1, INTEGERS_AND_BOOLS), size());
    }

    private MemorySegment run(String method, long itemSize, List<Kind> kinds) {
        boolean isFit = dtype.itemSize() == itemSize && kinds.contains(dtype.kind());
        if (!isFit || !dtype.isNative() || !isCContiguous()) {
            throw new IllegalArgumentException(method + "() needs C-contiguous elements of " + itemSize
                    + " bytes, of kind " + names(kinds) + " and in native byte order, found dtype " + dtype
                    + " of shape "
                    + Shapes.text(shape()) + " and strides " + Shapes.text(strides()));
        }
        return segment();
    }

    private static String names(List<Kind> kinds) {
        return kinds.stream().map(Kind::toString).collect(Collectors.joining(" or "));
    }

    /// Whether another array has the same shape and equal values: numpy's `array_equal`.
    ///
    /// Numbers compare by value whatever their dtypes, long doubles without their padding, times whatever their units,
    /// strings whatever their sizes, and structures field by field. NaN and NaT equal nothing. Values that cannot be
    /// compared, which numpy partly refuses, are not equal.
    ///
    /// @param other the other array
    /// @return whether all elements are equal; false if shapes differ, whatever the dtypes are
    /// @throws IllegalArgumentException if shapes are equal and elements are, or hold, numbers of another package, such
    ///     as bfloat16, which are carried as bytes
    /// @throws IllegalStateException if the memory of one of the arrays is closed
    public boolean arrayEqual(NDArray other) {
        return arrayEqual(other, false);
    }

    /// Whether another array has the same shape and equal values, perhaps with NaN for a value: numpy's `array_equal`
    /// with `equal_nan`.
    ///
    /// @param other the other array
    /// @param equalNaN whether NaN equals NaN, and NaT equals NaT, within structures, too, where numpy refuses; a
    ///     complex number is NaN if either part is
    /// @return whether all elements are equal, as for [#arrayEqual(NDArray)]
    /// @throws IllegalArgumentException if shapes are equal and elements are, or hold, numbers of another package, such
    ///     as bfloat16, which are carried as bytes
    /// @throws IllegalStateException if the memory of one of the arrays is closed
    public boolean arrayEqual(NDArray other, boolean equalNaN) {
        return Equality.byValue(this, other, equalNaN);
    }

    /// Whether the other is an array of equal dtype and shape whose elements, in C order, have the same bytes. So NaN
    /// may equal NaN here, 0.0 is not -0.0, and the padding of structures counts. Strides, the memory and the right to
    /// write do not count; [#arrayEqual(NDArray)] compares as numpy does.
    ///
    /// @param other anything
    /// @return whether it is equal
    /// @throws IllegalStateException if the memory of one of the arrays is closed
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NDArray that && (this == that || Equality.byBytes(this, that));
    }

    /// A hash of what [#equals] compares; it reads all elements, and changes when one is set.
    ///
    /// @return the hash
    /// @throws IllegalStateException if the memory is closed
    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + Arrays.hashCode(layout.shape())) + Equality.hash(this);
    }

    /// Writes the elements as numpy's `str` does at its default print options; arrays of over 1000 elements are cut.
    ///
    /// @return the text, perhaps of several lines
    /// @throws dev.ndwire.core.value.MalformedException if a text element holds what is no code point
    /// @throws IllegalStateException if the memory is closed
    @Override
    public String toString() {
        return new Printing(memory, dtype, layout).str();
    }

    /// Writes the array as numpy's `repr` does at its default print options: `array([1, 2], dtype=int32)`.
    ///
    /// @return the text, perhaps of several lines
    /// @throws dev.ndwire.core.value.MalformedException if a text element holds what is no code point
    /// @throws IllegalStateException if the memory is closed
    public String repr() {
        return new Printing(memory, dtype, layout).repr();
    }

    /// The memory to set elements in, where [#inMemory] lays them.
    ///
    /// @throws IllegalArgumentException if the array is read-only
    MemorySegment writeable() {
        checkWriteable();
        return memory;
    }

    private void checkWriteable() {
        if (!isWriteable) {
            throw new IllegalArgumentException("assignment destination is read-only");
        }
    }
}
