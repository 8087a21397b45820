package dev.ndwire.ndarray.array;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.core.value.ByteSized;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.print.Printing;
import dev.ndwire.ndarray.shape.Index;
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
/// An array is a dtype, a shape and byte strides over memory, and nothing more. What makes a *view* (`at`, `slice`,
/// `transpose`, `field`, `broadcastTo`, `asReadOnly`, mostly `reshape`) shares that memory: writing to one is seen in
/// the
/// other. What copies says `copy` or `to`.
///
/// **Memory.** An array never closes an arena, a lease or a file: whoever opened it does. Arrays made without naming an
/// allocator lie in memory that the garbage collector frees. After the memory is closed every access to elements throws
/// an [IllegalStateException]; shape, strides and dtype can still be asked for.
///
/// **Threads.** Dtype, shape and strides never change. Elements may be read from every thread that the segment allows,
/// so
/// a confined arena's by its owner alone: any other thread gets a [WrongThreadException]. Nothing is synchronized:
/// writers and readers of the same elements have to agree among themselves.
///
/// **Bounds.** Every array has been checked to lie inside its segment. Axes of length 0 or 1 may carry any stride, and
/// an array without elements touches no memory.
public final class NDArray
        implements ByteSized, ArrayViews, ArrayConversion, ArrayMath, ArrayReductions, ArraySelection {
    private final MemorySegment segment;
    private final DType dtype;
    private final Layout layout;
    private final boolean isWriteable;

    /// @param segment memory in which all elements lie; the array keeps just the bytes that they span
    private NDArray(MemorySegment segment, DType dtype, Layout layout, boolean isWriteable) {
        long start = layout.byteStart();
        boolean isEmpty = layout.elementCount() == 0;
        if (!isEmpty && layout.byteEnd() > segment.byteSize()) {
            throw new IllegalArgumentException("elements of shape " + Shapes.text(layout.shape()) + " and strides "
                    + Shapes.text(layout.byteStrides()) + " from byte offset " + layout.byteOffset()
                    + " end at byte " + layout.byteEnd() + " of a segment of " + segment.byteSize() + " bytes");
        }
        this.segment = isEmpty ? segment.asSlice(0, 0) : segment.asSlice(start, layout.byteEnd() - start);
        this.dtype = dtype;
        this.layout = layout.withByteOffset(isEmpty ? 0 : layout.byteOffset() - start);
        this.isWriteable = isWriteable && !segment.isReadOnly();
    }

    /// Makes an array of zeros in memory that the garbage collector frees.
    ///
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    /// in
    ///     a `long`
    public static NDArray zeros(DType dtype, long... shape) {
        return zeros(Allocation.automatic(), dtype, shape);
    }

    /// Makes an array of zeros.
    ///
    /// @param allocator where the memory comes from; it decides how long the array can be used
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    /// in
    ///     a `long`
    public static NDArray zeros(SegmentAllocator allocator, DType dtype, long... shape) {
        NDArray array = empty(allocator, dtype, shape);
        array.segment.fill((byte) 0);
        return array;
    }

    /// Makes an array of undefined content in memory that the garbage collector frees.
    ///
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    /// in
    ///     a `long`
    public static NDArray empty(DType dtype, long... shape) {
        return empty(Allocation.automatic(), dtype, shape);
    }

    /// Makes an array whose content is what the allocator gives.
    ///
    /// @param allocator where the memory comes from; it decides how long the array can be used
    /// @param dtype what one element is; the axes of a sub-array are added to the shape
    /// @param shape the lengths of the axes; none for a single element
    /// @return a fresh array in C order
    /// @throws IllegalArgumentException if a length is negative, there are more than 64 axes, or the bytes do not fit
    /// in
    ///     a `long`
    public static NDArray empty(SegmentAllocator allocator, DType dtype, long... shape) {
        Layout layout = Layout.contiguous(shape, dtype.itemSize(), Order.C);
        return expanded(Allocation.allocate(allocator, layout.byteSize()), dtype, layout, true);
    }

    /// Copies Java values into memory that the garbage collector frees.
    ///
    /// @param values an array of primitives other than `char`, of their boxes, of [Complex], [String] or [Bytes],
    /// nested
    ///     to any depth, or one such value
    /// @return a fresh array in C order, of the dtype that holds the values exactly
    /// @throws IllegalArgumentException if nested arrays differ in length, or the values are of another type
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
                    joined(inner.shape(), lengths),
                    joined(inner.byteStrides(), Shapes.contiguousStrides(lengths, itemSize, Order.C)),
                    inner.byteOffset(),
                    itemSize);
            base = base.base();
        }
        return new NDArray(segment, base, inner, isWriteable);
    }

    private static long[] joined(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /// An array of what a room below has computed.
    static NDArray ofElements(Strided elements) {
        return new NDArray(elements.segment(), elements.dtype(), elements.layout(), true);
    }

    /// The elements for the rooms below, to be read.
    Strided elements() {
        return new Strided(segment, dtype, layout);
    }

    /// The elements for the rooms below, to be set.
    ///
    /// @throws IllegalArgumentException if the array is read-only
    Strided writeableElements() {
        return new Strided(writeable(), dtype, layout);
    }

    /// Another layout of the same memory, with the same right to write.
    NDArray view(Layout newLayout) {
        return new NDArray(segment, dtype, newLayout, isWriteable);
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
        return layout;
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
        return isWriteable || segment.isReadOnly() ? segment : segment.asReadOnly();
    }

    /// Where in [#segment] the element at position 0 of every axis starts.
    ///
    /// @return the offset in bytes: 0 unless a stride is negative
    public long byteOffset() {
        return layout.byteOffset();
    }

    /// Looks at the same elements without the right to set them.
    ///
    /// @return a read-only view
    public NDArray asReadOnly() {
        return isWriteable ? new NDArray(segment, dtype, layout, false) : this;
    }

    /// Picks a view by numpy's index text: `a.at("1:7, ::-2, ..., None, -1")`.
    ///
    /// An integer drops its axis; with one for every axis the view has no axes and one element, which [#get] reads.
    ///
    /// @param index integers, slices, `...` and `None`, separated by commas
    /// @return a view
    /// @throws IllegalArgumentException if the text is no basic index
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more positions than axes
    public NDArray at(String index) {
        return view(layout.at(Index.parse(index)));
    }

    /// Picks a view by index parts.
    ///
    /// @param index one part for each axis from the first on; axes that none names are kept whole
    /// @return a view
    /// @throws IllegalArgumentException if there are several ellipses
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or there are more positions than axes
    public NDArray at(Index... index) {
        return view(layout.at(List.of(index)));
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
    public NDArray slice(int axis, @Nullable Long start, @Nullable Long stop, long step) {
        layout.length(axis);
        var parts = new Index[axis < 0 ? axis + ndim() + 1 : axis + 1];
        Arrays.fill(parts, Index.all());
        parts[parts.length - 1] = Index.slice(start, stop, step);
        return at(parts);
    }

    /// Reverses the order of the axes.
    ///
    /// @return a view
    public NDArray transpose() {
        return view(layout.transpose());
    }

    /// Reorders the axes.
    ///
    /// @param axes which axis of this array becomes the first, the second and so on; every one once
    /// @return a view
    /// @throws IllegalArgumentException if an axis is missing or named twice
    /// @throws IndexOutOfBoundsException if there is no such axis
    public NDArray transpose(int... axes) {
        return view(layout.transpose(axes));
    }

    /// Gives the elements, in C order, another shape: a view where numpy gives one, else a copy.
    ///
    /// @param shape the new lengths, of which one may be -1: whatever is left
    /// @return a view, or a fresh array in C order in memory that the garbage collector frees
    /// @throws IllegalArgumentException if the shape cannot hold exactly these elements
    public NDArray reshape(long... shape) {
        return layout.reshape(shape)
                .map(this::view)
                .orElseGet(() -> copy(Order.C).reshape(shape));
    }

    /// Looks at one field of a structured array.
    ///
    /// @param name the field's name or title
    /// @return a view; the axes of a sub-array come last
    /// @throws IllegalArgumentException if there is no such field
    public NDArray field(String name) {
        Field field = dtype.field(name)
                .orElseThrow(() -> new IllegalArgumentException("no field of name " + name + " in dtype " + dtype));
        Layout part = layout.part(field.byteOffset(), field.dtype().itemSize());
        return expanded(segment, field.dtype(), part, isWriteable);
    }

    /// Repeats axes of length 1, and adds axes in front, without copying.
    ///
    /// @param shape the new lengths
    /// @return a read-only view, since one element stands at many positions
    /// @throws IllegalArgumentException if an axis of another length than 1 would have to change
    public NDArray broadcastTo(long... shape) {
        return new NDArray(segment, dtype, layout.broadcastTo(shape), false);
    }

    /// Copies the elements into C order, in memory that the garbage collector frees.
    ///
    /// @return a fresh, writeable array
    public NDArray copy() {
        return copy(Order.C);
    }

    /// Copies the elements, in memory that the garbage collector frees.
    ///
    /// @param order the order of the copy in memory
    /// @return a fresh, writeable array
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
        NDArray source = order == Order.C ? this : transpose();
        MemorySegment target = Allocation.allocate(allocator, byteSize());
        source.copyTo(target);
        return new NDArray(target, dtype, Layout.contiguous(layout.shape(), dtype.itemSize(), order), true);
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
                segment, layout.byteOffset(), layout.shape(), layout.byteStrides(), dtype.itemSize(), target);
    }

    /// Reads one element of any dtype, as numpy's `item()` does.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return [Boolean]; [Long] (or [java.math.BigInteger] beyond it) for integers; [Double]; [Complex]; [Bytes]
    ///     without trailing zeros for `S`, with them for `V`; [String]; [Long] ticks for times, [DType#NAT] where there
    ///     is none; a [dev.ndwire.core.value.PyTuple] of a structure's values, where a sub-array is an [NDArray]
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws dev.ndwire.core.value.MalformedException if a text element holds what is no code point
    public Object get(long... index) {
        return ElementValues.value(segment, dtype, layout.byteOffsetOf(index));
    }

    /// Reads one bool.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is not bool
    public boolean getBoolean(long... index) {
        long byteOffset = layout.byteOffsetOf(index);
        check(dtype.kind() == Kind.BOOL, "boolean");
        return Elements.integer(segment, dtype, byteOffset) != 0;
    }

    /// Reads one bool, integer, or time in ticks.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another, or a uint64 exceeds a `long`
    public long getLong(long... index) {
        long byteOffset = layout.byteOffsetOf(index);
        check(
                switch (dtype.kind()) {
                    case BOOL, INT, UINT, DATETIME, TIMEDELTA -> true;
                    default -> false;
                },
                "long");
        long value = Elements.integer(segment, dtype, byteOffset);
        if (value < 0 && dtype.kind() == Kind.UINT) {
            throw new IllegalArgumentException(
                    "element " + Long.toUnsignedString(value) + " of dtype uint64 does not fit in a long");
        }
        return value;
    }

    /// Reads one bool or integer.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another, or the element exceeds an `int`
    public int getInt(long... index) {
        long value = getLong(index);
        if (value != (int) value) {
            throw new IllegalArgumentException("element " + value + " of dtype " + dtype + " does not fit in an int");
        }
        return (int) value;
    }

    /// Reads one bool, integer or float, rounded to the nearest double.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another
    public double getDouble(long... index) {
        long byteOffset = layout.byteOffsetOf(index);
        check(
                switch (dtype.kind()) {
                    case BOOL, INT, UINT, FLOAT -> true;
                    default -> false;
                },
                "double");
        return Elements.number(segment, dtype, byteOffset);
    }

    /// Reads one number of any kind.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element; its imaginary part is 0 unless the dtype is complex
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is no number
    public Complex getComplex(long... index) {
        return dtype.kind() == Kind.COMPLEX
                ? Elements.complex(segment, dtype, layout.byteOffsetOf(index))
                : new Complex(getDouble(index), 0);
    }

    /// Reads one byte string, or the raw bytes of a `V` or structured element.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the bytes, without trailing zeros for `S`
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another
    public Bytes getBytes(long... index) {
        long byteOffset = layout.byteOffsetOf(index);
        check(dtype.kind() == Kind.BYTES || dtype.kind() == Kind.VOID, "bytes");
        return Elements.bytes(segment, dtype, byteOffset);
    }

    /// Reads one text.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the text, without trailing zeros
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is not `U`
    /// @throws dev.ndwire.core.value.MalformedException if the element holds what is no code point
    public String getString(long... index) {
        long byteOffset = layout.byteOffsetOf(index);
        check(dtype.kind() == Kind.TEXT, "text");
        return Elements.text(segment, dtype, byteOffset);
    }

    /// Sets one element of any dtype. Rounding to the nearest float is allowed; nothing else that would come back as
    /// another value is.
    ///
    /// @param value what [#get] gives for this dtype; any [Number] or [Boolean] of fitting value for numbers; `byte[]`
    ///     for byte strings and raw bytes; any list for a structure
    /// @param index one position an axis; negative ones count from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    public void set(@Nullable Object value, long... index) {
        ElementWriter.write(writeable(), dtype, layout.byteOffsetOf(index), value);
    }

    /// Sets one integer, bool, float or time without boxing the value.
    ///
    /// @param value the value
    /// @param index one position an axis; negative ones count from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    public void setLong(long value, long... index) {
        ElementWriter.integer(writeable(), dtype, layout.byteOffsetOf(index), value);
    }

    /// Sets one float, or another number if the value is one of its values, without boxing the value.
    ///
    /// @param value the value
    /// @param index one position an axis; negative ones count from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    public void setDouble(double value, long... index) {
        ElementWriter.number(writeable(), dtype, layout.byteOffsetOf(index), value);
    }

    /// Looks at the elements one after another, for inner loops; for float64.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public DoubleView doubles() {
        return new DoubleView(run("doubles", 8, Kind.FLOAT), size());
    }

    /// Looks at the elements one after another, for inner loops; for float32.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public FloatView floats() {
        return new FloatView(run("floats", 4, Kind.FLOAT), size());
    }

    /// Looks at the elements one after another, for inner loops; for int64, uint64, datetime64 and timedelta64.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public LongView longs() {
        return new LongView(run("longs", 8, Kind.INT, Kind.UINT, Kind.DATETIME, Kind.TIMEDELTA), size());
    }

    /// Looks at the elements one after another, for inner loops; for int32 and uint32.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public IntView ints() {
        return new IntView(run("ints", 4, Kind.INT, Kind.UINT), size());
    }

    /// Looks at the elements one after another, for inner loops; for int16 and uint16.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public ShortView shorts() {
        return new ShortView(run("shorts", 2, Kind.INT, Kind.UINT), size());
    }

    /// Looks at the elements one after another, for inner loops; for int8, uint8 and bool.
    ///
    /// @return a view that shares the memory
    /// @throws IllegalArgumentException if the dtype is another, not in this machine's byte order, or the array is not
    ///     C-contiguous: then [#copy] first
    public ByteView bytes() {
        return new ByteView(run("bytes", 1, Kind.INT, Kind.UINT, Kind.BOOL), size());
    }

    private MemorySegment run(String method, long itemSize, Kind... kinds) {
        boolean isFit = dtype.itemSize() == itemSize && List.of(kinds).contains(dtype.kind());
        if (!isFit || !dtype.isNative() || !isCContiguous()) {
            throw new IllegalArgumentException(method + "() needs C-contiguous elements of " + itemSize
                    + " bytes, of kind " + names(kinds) + " and in native byte order, found dtype " + dtype
                    + " of shape "
                    + Shapes.text(shape()) + " and strides " + Shapes.text(strides()));
        }
        return segment();
    }

    private static String names(Kind... kinds) {
        return Arrays.stream(kinds).map(Kind::toString).collect(Collectors.joining(" or "));
    }

    /// Whether another array has the same shape and equal values: numpy's `array_equal`.
    ///
    /// Numbers compare by value whatever their dtypes, times whatever their units, strings whatever their sizes, and
    /// structures field by field. NaN and NaT equal nothing. Values that cannot be compared, which numpy partly
    /// refuses,
    /// are not equal.
    ///
    /// @param other the other array
    /// @return whether all elements are equal
    /// @throws IllegalStateException if the memory of one of the arrays is closed
    public boolean arrayEqual(NDArray other) {
        return Equality.byValue(this, other);
    }

    /// Whether the other is an array of equal dtype and shape whose elements, in C order, have the same bytes. So NaN
    /// may equal NaN here, 0.0 is not -0.0, and the padding of structures counts. Strides, the memory and the right to
    /// write do not count; [#arrayEqual] compares as numpy does.
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
    /// @throws IllegalStateException if the memory is closed
    @Override
    public String toString() {
        return new Printing(segment, dtype, layout).str();
    }

    /// Writes the array as numpy's `repr` does at its default print options: `array([1, 2], dtype=int32)`.
    ///
    /// @return the text, perhaps of several lines
    /// @throws IllegalStateException if the memory is closed
    public String repr() {
        return new Printing(segment, dtype, layout).repr();
    }

    private MemorySegment writeable() {
        if (!isWriteable) {
            throw new IllegalArgumentException("assignment destination is read-only");
        }
        return segment;
    }

    private void check(boolean isReadable, String type) {
        if (!isReadable) {
            throw new IllegalArgumentException("elements of dtype " + dtype + " cannot be read as " + type);
        }
    }
}
