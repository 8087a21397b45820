package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import org.jspecify.annotations.Nullable;

/// Reads and sets single elements by their position, each checked.
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
    ///     without trailing zeros for `S`, with them for `V`; [String]; [Long] ticks for times, [DType#NAT] where there
    ///     is none; a [dev.ndwire.core.value.PyTuple] of a structure's values, where a sub-array is an [NDArray]
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws dev.ndwire.core.value.MalformedException if a text element holds what is no code point
    default Object get(long... index) {
        return ElementValues.value(array().memory(), array().dtype(), byteOffset(index));
    }

    /// Reads one bool.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is not bool
    default boolean getBoolean(long... index) {
        DType dtype = array().dtype();
        long byteOffset = byteOffset(index);
        check(dtype, dtype.kind() == Kind.BOOL, "boolean");
        return Elements.integer(array().memory(), dtype, byteOffset) != 0;
    }

    /// Reads one bool, integer, or time in ticks.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another, or a uint64 exceeds a `long`
    default long getLong(long... index) {
        DType dtype = array().dtype();
        long byteOffset = byteOffset(index);
        check(
                dtype,
                switch (dtype.kind()) {
                    case BOOL, INT, UINT, DATETIME, TIMEDELTA -> true;
                    default -> false;
                },
                "long");
        long value = Elements.integer(array().memory(), dtype, byteOffset);
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
    default int getInt(long... index) {
        long value = getLong(index);
        if (value != (int) value) {
            throw new IllegalArgumentException(
                    "element " + value + " of dtype " + array().dtype() + " does not fit in an int");
        }
        return (int) value;
    }

    /// Reads one bool, integer or float, rounded to the nearest double.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another
    default double getDouble(long... index) {
        DType dtype = array().dtype();
        long byteOffset = byteOffset(index);
        check(
                dtype,
                switch (dtype.kind()) {
                    case BOOL, INT, UINT, FLOAT -> true;
                    default -> false;
                },
                "double");
        return Elements.number(array().memory(), dtype, byteOffset);
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

    /// Reads one byte string, or the raw bytes of a `V` or structured element.
    ///
    /// @param index one position an axis; negative ones count from the end
    /// @return the bytes, without trailing zeros for `S`
    /// @throws IndexOutOfBoundsException if a position is outside its axis
    /// @throws IllegalArgumentException if the dtype is another
    default Bytes getBytes(long... index) {
        DType dtype = array().dtype();
        long byteOffset = byteOffset(index);
        check(dtype, dtype.kind() == Kind.BYTES || dtype.kind() == Kind.VOID, "bytes");
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
        check(dtype, dtype.kind() == Kind.TEXT, "text");
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

    private NDArray array() {
        return (NDArray) this;
    }

    private long byteOffset(long... index) {
        return array().layout().byteOffsetOf(index);
    }

    private static void check(DType dtype, boolean isReadable, String type) {
        if (!isReadable) {
            throw new IllegalArgumentException("elements of dtype " + dtype + " cannot be read as " + type);
        }
    }
}
