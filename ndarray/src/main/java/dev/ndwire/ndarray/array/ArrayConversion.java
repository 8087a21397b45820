package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Changes the dtype of elements, copies them in and out: numpy's `astype`, assignment, and Java's arrays.
///
/// Every method may be called by the threads that may access the array's memory, and throws an
/// [IllegalStateException] once that is closed.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayConversion permits NDArray {
    /// Converts the elements to another dtype, whatever is lost, in memory that the garbage collector frees.
    ///
    /// A float that has no integer becomes what numpy makes of it on x86-64: mostly the smallest integer. Axes follow
    /// each other in memory as here.
    ///
    /// @param dtype what an element becomes; `S`, `U` and `V` without a size take what is needed, times without a unit
    ///     the unit that is there, and the axes of a sub-array are added to the shape
    /// @return a fresh array
    /// @throws IllegalArgumentException if there is no such conversion, or an element has no counterpart, such as a
    ///     text that is no number
    default NDArray astype(DType dtype) {
        return astype(dtype, Casting.UNSAFE);
    }

    /// Converts the elements to another dtype, in memory that the garbage collector frees. Axes follow each other in
    /// memory as here.
    ///
    /// @param dtype what an element becomes, as for [#astype(DType)]
    /// @param casting how much may be lost; with [Casting#SAME_VALUE] numbers are looked at one by one before any is
    ///     converted, so that no fresh array is made where one is refused
    /// @return a fresh array
    /// @throws IllegalArgumentException if `casting` does not allow it, there is no such conversion, or an element has
    ///     no counterpart
    default NDArray astype(DType dtype, Casting casting) {
        return Assignment.converted(array(), dtype, Order.K, casting);
    }

    /// Converts the elements to another dtype, in memory that the garbage collector frees, or gives this array itself
    /// where nothing would change.
    ///
    /// @param dtype what an element becomes, as for [#astype(DType)]
    /// @param order the order of the result in memory, any
    /// @param casting how much may be lost, as for [#astype(DType, Casting)]; where the array itself is given, nothing
    ///     is
    /// @param copy whether the result shall be a fresh array even if dtype and order are already right
    /// @return the result
    /// @throws IllegalArgumentException if `casting` does not allow it, there is no such conversion, or an element has
    ///     no counterpart
    default NDArray astype(DType dtype, Order order, Casting casting, boolean copy) {
        Layout layout = array().layout();
        Order resolved = layout.resolveOrder(order);
        boolean isInOrder = order == Order.K || layout.isContiguous(resolved);
        boolean isRight = isInOrder && !copy && Assignment.isAlready(array(), dtype);
        return isRight ? array() : Assignment.converted(array(), dtype, order, casting);
    }

    /// Sets all elements: numpy's `a[...] = value`. Anything may be lost, as in numpy; where the memory of both
    /// overlaps, the result is as if the value had been copied first.
    ///
    /// @param value an array whose shape broadcasts to this one's; or an array of Java values, nested to any depth,
    ///     which counts as the array that [NDArray#of(Object)] makes of it; or one value, which is weak: an integer
    ///     has to fit in an integer dtype, a float is cut to one, a text is read as a number
    /// @throws IllegalArgumentException if the array is read-only, the shape does not broadcast, there is no such
    ///     conversion, or an element has no counterpart
    default void assign(Object value) {
        Assignment.set(array().writeableElements(), value);
    }

    /// Sets all elements, if a level of casting allows the conversion: numpy's `copyto`.
    ///
    /// @param value as for [#assign(Object)], but for single values: only an integer is weak, and is allowed wherever
    ///     it fits; a float counts as float64 and a [dev.ndwire.core.value.Complex] as complex128
    /// @param casting how much may be lost; not [Casting#SAME_VALUE], which numpy has for `astype` alone
    /// @throws IllegalArgumentException if the array is read-only, `casting` does not allow the conversion, the shape
    ///     does not broadcast, there is no such conversion, or an element has no counterpart
    default void assign(Object value, Casting casting) {
        Assignment.assign(array().writeableElements(), value, casting);
    }

    /// Sets all elements to one value: numpy's `fill`.
    ///
    /// @param value one value, as for [#assign(Object)]
    /// @throws IllegalArgumentException if the array is read-only, the value is an array with axes, or does not fit in
    ///     the dtype
    default void fill(Object value) {
        boolean hasAxes = value instanceof NDArray given && given.ndim() > 0;
        if (hasAxes || value.getClass().isArray()) {
            throw new IllegalArgumentException("fill takes one value, found several");
        }
        assign(value);
    }

    /// Copies the elements to Java's arrays, one level an axis.
    ///
    /// @return for no axes what [ArrayElements#get] gives; else arrays of `boolean`, `byte` (int8), `short` (int16,
    ///     uint8), `int` (int32, uint16), `long` (int64, uint32, times), [java.math.BigInteger] (uint64), `float`
    ///     (float16 and float32), `double`, or of what [ArrayElements#get] gives; axes of length 0 are arrays of
    ///     length 0
    /// @throws IllegalArgumentException if an axis is longer than an `int` counts
    default Object toArray() {
        return array().ndim() == 0 ? array().get() : NestedArrays.of(array());
    }

    /// Copies bools, in C order.
    ///
    /// @return one value an element
    /// @throws IllegalArgumentException if the dtype is not bool, or there are more elements than an array holds
    default boolean[] toBooleanArray() {
        return FlatArrays.booleans(array());
    }

    /// Copies the bytes of elements of any dtype, in C order: numpy's `tobytes`.
    ///
    /// @return [NDArray#byteSize] bytes
    /// @throws IllegalArgumentException if there are more bytes than an array holds
    default byte[] toByteArray() {
        return FlatArrays.bytes(array());
    }

    /// Copies bools and integers, in C order.
    ///
    /// @return one value an element
    /// @throws IllegalArgumentException if the dtype is another, an element exceeds a `short`, or there are more
    ///     elements than an array holds
    default short[] toShortArray() {
        return FlatArrays.shorts(array());
    }

    /// Copies bools and integers, in C order.
    ///
    /// @return one value an element
    /// @throws IllegalArgumentException if the dtype is another, an element exceeds an `int`, or there are more
    ///     elements than an array holds
    default int[] toIntArray() {
        return FlatArrays.ints(array());
    }

    /// Copies bools, integers and times in ticks, in C order.
    ///
    /// @return one value an element
    /// @throws IllegalArgumentException if the dtype is another, an element exceeds a `long`, or there are more
    ///     elements than an array holds
    default long[] toLongArray() {
        return FlatArrays.longs(array());
    }

    /// Copies bools, integers and floats, rounded to the nearest float, in C order.
    ///
    /// @return one value an element
    /// @throws IllegalArgumentException if the dtype is another, or there are more elements than an array holds
    default float[] toFloatArray() {
        return FlatArrays.floats(array());
    }

    /// Copies bools, integers and floats, rounded to the nearest double, in C order.
    ///
    /// @return one value an element
    /// @throws IllegalArgumentException if the dtype is another, or there are more elements than an array holds
    default double[] toDoubleArray() {
        return FlatArrays.doubles(array());
    }

    /// Copies texts, in C order.
    ///
    /// @return one text an element, without trailing zeros
    /// @throws IllegalArgumentException if the dtype is not `U`, or there are more elements than an array holds
    /// @throws dev.ndwire.core.value.MalformedException if an element holds what is no code point
    default String[] toStringArray() {
        return FlatArrays.strings(array());
    }

    /// Copies the elements in C order to a buffer, from its position on, and moves that behind them.
    ///
    /// @param target where they go; must not overlap this array's memory, and its byte order is not used
    /// @return the bytes written, [NDArray#byteSize]
    /// @throws IndexOutOfBoundsException if fewer bytes remain
    /// @throws IllegalArgumentException if the target is read-only
    default long copyTo(ByteBuffer target) {
        long written = array().copyTo(MemorySegment.ofBuffer(target));
        target.position(target.position() + (int) written);
        return written;
    }

    /// Sets all elements to the bytes of others of the same dtype, which lie in C order in a buffer from its position
    /// on, and moves that behind them.
    ///
    /// @param source where they come from; must not overlap this array's memory, and its byte order is not used
    /// @return the bytes read, [NDArray#byteSize]
    /// @throws IndexOutOfBoundsException if fewer bytes remain
    /// @throws IllegalArgumentException if the array is read-only
    default long copyFrom(ByteBuffer source) {
        long read = array().copyFrom(MemorySegment.ofBuffer(source));
        source.position(source.position() + (int) read);
        return read;
    }

    private NDArray array() {
        return (NDArray) this;
    }
}
