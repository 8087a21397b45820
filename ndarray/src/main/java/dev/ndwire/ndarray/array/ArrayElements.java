package dev.ndwire.ndarray.array;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.MemorySegment;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads and sets elements by their position, each checked, and copies and streams all of them.
///
/// Every method may be called by the threads that may access the array's memory, and throws an
/// [IllegalStateException] once that is closed.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayElements permits NDArray {
    /// Reads one element of any dtype, as numpy's `item()` does.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return [Boolean]; [Long] (or [java.math.BigInteger] beyond it) for integers; [Double]; [Complex]; [Bytes]
    ///     without trailing zeros for `S`, with them for `V`, for long doubles and for dtypes of extension packages;
    ///     [String]; [Long] ticks for times, [DType#NAT] where there is none; a [dev.ndwire.core.value.PyTuple] of a
    ///     structure's values, where a sub-array is an [NDArray] that views this one's memory, read-only if this is
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws dev.ndwire.core.value.MalformedException if a text element holds what is no code point
    default Object get(long... index) {
        return ElementValues.value(array(), byteOffset(index));
    }

    /// Reads one bool.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is not bool
    default boolean getBoolean(long... index) {
        return ElementAccess.bool(array(), byteOffset(index));
    }

    /// Reads one bool, integer, or time in ticks.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another, or a uint64 exceeds a `long`
    default long getLong(long... index) {
        return ElementAccess.integer(array(), byteOffset(index));
    }

    /// Reads one bool or integer.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another, or the element exceeds an `int`
    default int getInt(long... index) {
        return ElementAccess.narrow(array(), byteOffset(index));
    }

    /// Reads one bool, integer or float, rounded to the nearest double.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another
    default double getDouble(long... index) {
        return ElementAccess.number(array(), byteOffset(index));
    }

    /// Reads one number of any kind.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element; its imaginary part is 0 unless the dtype is complex
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is no number
    default Complex getComplex(long... index) {
        DType dtype = array().dtype();
        return dtype.kind() == Kind.COMPLEX
                ? Elements.complex(array().memory(), dtype, byteOffset(index))
                : new Complex(getDouble(index), 0);
    }

    /// Reads one byte string, or the raw bytes of a `V`, structured or carried element.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the bytes, without trailing zeros for `S`
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another
    default Bytes getBytes(long... index) {
        DType dtype = array().dtype();
        long byteOffset = byteOffset(index);
        boolean isBytes = dtype.kind() == Kind.BYTES
                || dtype.kind() == Kind.VOID
                || dtype.kind().isCarried();
        ElementAccess.check(dtype, isBytes, "bytes");
        return Elements.bytes(array().memory(), dtype, byteOffset);
    }

    /// Reads one text.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the text, without trailing zeros
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is not `U`
    /// @throws dev.ndwire.core.value.MalformedException if the element holds what is no code point
    default String getString(long... index) {
        DType dtype = array().dtype();
        long byteOffset = byteOffset(index);
        ElementAccess.check(dtype, dtype.kind() == Kind.TEXT, "text");
        return Elements.text(array().memory(), dtype, byteOffset);
    }

    /// Sets one element of any dtype. Rounding to the nearest float is allowed; nothing else that would come back as
    /// another value is.
    ///
    /// @param value what [#get] gives for this dtype; any [Number] or [Boolean] of fitting value for numbers; `byte[]`
    ///     for byte strings and raw bytes; any list for a structure
    /// @param index one position an axis; negative ones count from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void set(@Nullable Object value, long... index) {
        ElementWriter.write(array().writeable(), array().dtype(), byteOffset(index), value);
    }

    /// Sets one integer, bool, float or time without boxing the value.
    ///
    /// @param value the value
    /// @param index one position an axis; negative ones count from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setLong(long value, long... index) {
        ElementWriter.integer(array().writeable(), array().dtype(), byteOffset(index), value);
    }

    /// Sets one float, or another number if the value is one of its values, without boxing the value.
    ///
    /// @param value the value
    /// @param index one position an axis; negative ones count from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setDouble(double value, long... index) {
        ElementWriter.number(array().writeable(), array().dtype(), byteOffset(index), value);
    }

    /// Copies elements in C order from the start of a segment into this array: the reverse of [NDArray#copyTo].
    ///
    /// @param source bytes of this array's dtype and byte order, at least [NDArray#byteSize]; not this array's memory
    /// @return the bytes read, [NDArray#byteSize]
    /// @throws IndexOutOfBoundsException if the source is too short
    /// @throws IllegalArgumentException if the array is read-only
    default long copyFrom(MemorySegment source) {
        Layout layout = array().inMemory();
        return StridedCopy.scatter(
                source,
                array().writeable(),
                layout.byteOffset(),
                layout.shape(),
                layout.byteStrides(),
                layout.itemSize());
    }

    /// Streams the elements in C order; for bools, integers and floats. For the order in memory, stream what
    /// [NDArray#inMemoryOrder] gives.
    ///
    /// @return a sequential stream of as many elements; what it reads is what the array holds then
    /// @throws IllegalArgumentException if the dtype is another
    default DoubleStream doubleStream() {
        ElementAccess.checkNumber(array().dtype());
        return StreamSupport.doubleStream(new ElementStreams.Doubles(array()), false);
    }

    /// Streams the elements in C order; for bools, integers, and times in ticks.
    ///
    /// @return a sequential stream of as many elements, which refuses a uint64 that exceeds a `long`
    /// @throws IllegalArgumentException if the dtype is another
    default LongStream longStream() {
        ElementAccess.checkInteger(array().dtype());
        return StreamSupport.longStream(new ElementStreams.Longs(array()), false);
    }

    /// Streams the elements in C order; for bools and integers.
    ///
    /// @return a sequential stream of as many elements, which refuses one that exceeds an `int`
    /// @throws IllegalArgumentException if the dtype is another
    default IntStream intStream() {
        ElementAccess.checkInteger(array().dtype());
        return StreamSupport.intStream(new ElementStreams.Ints(array()), false);
    }

    /// Streams the elements in C order, as [#get] gives them; for every dtype.
    ///
    /// @return a sequential stream of as many elements, which throws what [#get] throws
    default Stream<Object> stream() {
        return StreamSupport.stream(new ElementStreams.Objects(array()), false);
    }

    private NDArray array() {
        return (NDArray) this;
    }

    private long byteOffset(long... index) {
        return array().inMemory().byteOffsetOf(index);
    }
}
