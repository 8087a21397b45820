package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.RawMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads single elements as Java's primitive types, where the dtype allows it.
///
/// The most common dtypes in native memory are read at once. The JDK's own methods are always compiled into their
/// callers, while a method of ours is a call of 4 ns wherever other dtypes have made its branch look rare.
final class ElementAccess {
    private ElementAccess() {}

    static boolean bool(NDArray array, long byteOffset) {
        checkBool(array.dtype());
        return Elements.integer(array.memory(), array.dtype(), byteOffset) != 0;
    }

    static long integer(NDArray array, long byteOffset) {
        MemorySegment memory = array.memory();
        if (is(array.dtype(), Kind.INT, Long.BYTES) && memory.getClass() == RawMemory.NATIVE) {
            return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, byteOffset);
        }
        return anyInteger(memory, array.dtype(), byteOffset, Long.SIZE);
    }

    static int narrow(NDArray array, long byteOffset) {
        MemorySegment memory = array.memory();
        if (is(array.dtype(), Kind.INT, Integer.BYTES) && memory.getClass() == RawMemory.NATIVE) {
            return memory.get(ValueLayout.JAVA_INT_UNALIGNED, byteOffset);
        }
        return (int) anyInteger(memory, array.dtype(), byteOffset, Integer.SIZE);
    }

    /// As long as it is on purpose, and [#anyNumber] too: the compiler takes code of over 325 bytes into no caller, so
    /// that the callers stay small, and are taken into loops themselves.
    private static long anyInteger(MemorySegment memory, DType dtype, long byteOffset, int bitCount) {
        boolean isSwapped = dtype.byteOrder() != ByteOrder.nativeOrder();
        boolean isUnsigned = dtype.kind() == Kind.UINT;
        long value = switch (dtype.kind()) {
            case BOOL -> RawMemory.getByte(memory, byteOffset) == 0 ? 0 : 1;
            case INT, UINT, DATETIME, TIMEDELTA ->
                switch ((int) dtype.itemSize()) {
                    case 1 -> {
                        byte bits = RawMemory.getByte(memory, byteOffset);
                        yield isUnsigned ? Byte.toUnsignedLong(bits) : bits;
                    }
                    case 2 -> {
                        short bits = RawMemory.getShort(memory, byteOffset);
                        short ordered = isSwapped ? Short.reverseBytes(bits) : bits;
                        yield isUnsigned ? Short.toUnsignedLong(ordered) : ordered;
                    }
                    case 4 -> {
                        int bits = RawMemory.getInt(memory, byteOffset);
                        int ordered = isSwapped ? Integer.reverseBytes(bits) : bits;
                        yield isUnsigned ? Integer.toUnsignedLong(ordered) : ordered;
                    }
                    default -> {
                        long bits = RawMemory.getLong(memory, byteOffset);
                        yield isSwapped ? Long.reverseBytes(bits) : bits;
                    }
                };
            default -> throw unreadable(dtype, "long");
        };
        if (isUnsigned && value < 0) {
            throw new IllegalArgumentException(
                    "element " + Long.toUnsignedString(value) + " of dtype uint64 does not fit in a long");
        }
        if (bitCount == Integer.SIZE && value != (int) value) {
            throw new IllegalArgumentException("element " + value + " of dtype " + dtype + " does not fit in an int");
        }
        return value;
    }

    static double number(NDArray array, long byteOffset) {
        MemorySegment memory = array.memory();
        if (is(array.dtype(), Kind.FLOAT, Double.BYTES) && memory.getClass() == RawMemory.NATIVE) {
            return memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset);
        }
        return anyNumber(memory, array.dtype(), byteOffset);
    }

    private static double anyNumber(MemorySegment memory, DType dtype, long byteOffset) {
        boolean isSwapped = dtype.byteOrder() != ByteOrder.nativeOrder();
        boolean isUnsigned = dtype.kind() == Kind.UINT;
        boolean isFloat = dtype.kind() == Kind.FLOAT;
        return switch (dtype.kind()) {
            case BOOL -> RawMemory.getByte(memory, byteOffset) == 0 ? 0 : 1;
            case INT, UINT, FLOAT ->
                switch ((int) dtype.itemSize()) {
                    case 1 -> {
                        byte bits = RawMemory.getByte(memory, byteOffset);
                        yield isUnsigned ? Byte.toUnsignedInt(bits) : bits;
                    }
                    case 2 -> {
                        short bits = RawMemory.getShort(memory, byteOffset);
                        short ordered = isSwapped ? Short.reverseBytes(bits) : bits;
                        yield isFloat
                                ? Float.float16ToFloat(ordered)
                                : isUnsigned ? Short.toUnsignedInt(ordered) : ordered;
                    }
                    case 4 -> {
                        int bits = RawMemory.getInt(memory, byteOffset);
                        int ordered = isSwapped ? Integer.reverseBytes(bits) : bits;
                        if (isFloat) {
                            yield Float.intBitsToFloat(ordered);
                        }
                        yield isUnsigned ? Integer.toUnsignedLong(ordered) : ordered;
                    }
                    default -> {
                        long bits = RawMemory.getLong(memory, byteOffset);
                        long ordered = isSwapped ? Long.reverseBytes(bits) : bits;
                        if (isFloat) {
                            yield Double.longBitsToDouble(ordered);
                        }
                        yield isUnsigned && ordered < 0
                                ? Elements.unsigned(ordered).doubleValue()
                                : ordered;
                    }
                };
            default -> throw unreadable(dtype, "double");
        };
    }

    /// Whether elements are of a kind and size, in native byte order.
    private static boolean is(DType dtype, Kind kind, long itemSize) {
        return dtype.kind() == kind && dtype.itemSize() == itemSize && dtype.byteOrder() == ByteOrder.nativeOrder();
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
            throw unreadable(dtype, type);
        }
    }

    private static IllegalArgumentException unreadable(DType dtype, String type) {
        return new IllegalArgumentException("elements of dtype " + dtype + " cannot be read as " + type);
    }
}
