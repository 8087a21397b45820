package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.RawMemory;
import java.nio.ByteOrder;

/// Reads single elements as Java's primitive types, where the dtype allows it.
final class ElementAccess {
    private ElementAccess() {}

    static boolean bool(NDArray array, long byteOffset) {
        checkBool(array.dtype());
        return Elements.integer(array.memory(), array.dtype(), byteOffset) != 0;
    }

    static long integer(NDArray array, long byteOffset) {
        DType dtype = array.dtype();
        if (dtype.kind() == Kind.INT
                && dtype.itemSize() == Long.BYTES
                && dtype.byteOrder() == ByteOrder.nativeOrder()) {
            return RawMemory.getLong(array.memory(), byteOffset);
        }
        checkInteger(dtype);
        long value = Elements.integer(array.memory(), dtype, byteOffset);
        if (value < 0 && dtype.kind() == Kind.UINT) {
            throw new IllegalArgumentException(
                    "element " + Long.toUnsignedString(value) + " of dtype uint64 does not fit in a long");
        }
        return value;
    }

    static int narrow(NDArray array, long byteOffset) {
        long value = integer(array, byteOffset);
        if (value != (int) value) {
            throw new IllegalArgumentException(
                    "element " + value + " of dtype " + array.dtype() + " does not fit in an int");
        }
        return (int) value;
    }

    static double number(NDArray array, long byteOffset) {
        DType dtype = array.dtype();
        // Most arrays are of float64, and by the long way an element costs 2 ns more.
        if (dtype.kind() == Kind.FLOAT
                && dtype.itemSize() == Double.BYTES
                && dtype.byteOrder() == ByteOrder.nativeOrder()) {
            return RawMemory.getDouble(array.memory(), byteOffset);
        }
        checkNumber(dtype);
        return Elements.number(array.memory(), dtype, byteOffset);
    }

    static void checkBool(DType dtype) {
        check(dtype, dtype.kind() == Kind.BOOL, "boolean");
    }

    static void checkInteger(DType dtype) {
        check(
                dtype,
                switch (dtype.kind()) {
                    case BOOL, INT, UINT, DATETIME, TIMEDELTA -> true;
                    default -> false;
                },
                "long");
    }

    static void checkNumber(DType dtype) {
        check(
                dtype,
                switch (dtype.kind()) {
                    case BOOL, INT, UINT, FLOAT -> true;
                    default -> false;
                },
                "double");
    }

    static void check(DType dtype, boolean isReadable, String type) {
        if (!isReadable) {
            throw new IllegalArgumentException("elements of dtype " + dtype + " cannot be read as " + type);
        }
    }
}
