package dev.ndwire.ndarray.element;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// Reads and writes the numbers and strings that elements consist of; any memory, any alignment.
///
/// Checks nothing but the bounds of the segment: whoever writes has made sure that the value fits.
public final class Elements {
    private Elements() {}

    /// The bits of a number of 1, 2, 4 or 8 bytes, sign-extended.
    public static long bits(MemorySegment segment, ByteOrder order, long byteSize, long byteOffset) {
        boolean isSwapped = order != ByteOrder.nativeOrder();
        return switch ((int) byteSize) {
            case 1 -> RawMemory.getByte(segment, byteOffset);
            case 2 -> {
                short bits = RawMemory.getShort(segment, byteOffset);
                yield isSwapped ? Short.reverseBytes(bits) : bits;
            }
            case 4 -> {
                int bits = RawMemory.getInt(segment, byteOffset);
                yield isSwapped ? Integer.reverseBytes(bits) : bits;
            }
            default -> {
                long bits = RawMemory.getLong(segment, byteOffset);
                yield isSwapped ? Long.reverseBytes(bits) : bits;
            }
        };
    }

    /// A bool, integer or count of time; an unsigned 64-bit one as its bits.
    public static long integer(MemorySegment segment, DType dtype, long byteOffset) {
        long bits = bits(segment, dtype.byteOrder(), dtype.itemSize(), byteOffset);
        return switch (dtype.kind()) {
            case BOOL -> bits == 0 ? 0 : 1;
            case LONG_FLOAT, LONG_COMPLEX, EXTENSION ->
                throw new IllegalArgumentException("elements of dtype " + dtype + " are carried as bytes");
            case UINT -> dtype.itemSize() == 8 ? bits : bits & ((1L << (8 * dtype.itemSize())) - 1);
            default -> bits;
        };
    }

    /// Half of a complex number, or a whole float.
    public static double real(MemorySegment segment, ByteOrder order, long byteSize, long byteOffset) {
        return real(bits(segment, order, byteSize, byteOffset), byteSize);
    }

    /// What the bits of a float of 2, 4 or 8 bytes are.
    public static double real(long bits, long byteSize) {
        return switch ((int) byteSize) {
            case 2 -> Float.float16ToFloat((short) bits);
            case 4 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    /// A bool, integer or float, rounded to the nearest double.
    public static double number(MemorySegment segment, DType dtype, long byteOffset) {
        if (dtype.kind() == Kind.FLOAT) {
            return real(segment, dtype.byteOrder(), dtype.itemSize(), byteOffset);
        }
        long integer = integer(segment, dtype, byteOffset);
        return integer < 0 && dtype.kind() == Kind.UINT ? unsigned(integer).doubleValue() : integer;
    }

    public static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    public static Complex complex(MemorySegment segment, DType dtype, long byteOffset) {
        if (dtype.kind() != Kind.COMPLEX) {
            return new Complex(number(segment, dtype, byteOffset), 0);
        }
        long half = dtype.itemSize() / 2;
        return new Complex(
                real(segment, dtype.byteOrder(), half, byteOffset),
                real(segment, dtype.byteOrder(), half, byteOffset + half));
    }

    public static Bytes bytes(MemorySegment segment, DType dtype, long byteOffset) {
        long byteSize = dtype.itemSize();
        if (dtype.kind() == Kind.BYTES) {
            while (byteSize > 0 && segment.get(ValueLayout.JAVA_BYTE, byteOffset + byteSize - 1) == 0) {
                byteSize--;
            }
        }
        return Bytes.of(segment.asSlice(byteOffset, byteSize).toArray(ValueLayout.JAVA_BYTE));
    }

    public static String text(MemorySegment segment, DType dtype, long byteOffset) {
        ByteOrder order = dtype.byteOrder();
        long count = dtype.itemSize() / Integer.BYTES;
        while (count > 0 && bits(segment, order, Integer.BYTES, byteOffset + (count - 1) * Integer.BYTES) == 0) {
            count--;
        }
        var text = new StringBuilder();
        for (long i = 0; i < count; i++) {
            int codePoint = (int) bits(segment, order, Integer.BYTES, byteOffset + i * Integer.BYTES);
            if (!Character.isValidCodePoint(codePoint)) {
                throw new MalformedException("text element holds 0x" + Integer.toHexString(codePoint)
                        + ", allowed are code points up to 0x10ffff (code point " + i + " of the element)");
            }
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    /// Writes the low bytes of a number of 1, 2, 4 or 8 bytes.
    public static void put(MemorySegment segment, ByteOrder order, long byteSize, long byteOffset, long bits) {
        boolean isSwapped = order != ByteOrder.nativeOrder();
        switch ((int) byteSize) {
            case 1 -> RawMemory.putByte(segment, byteOffset, (byte) bits);
            case 2 ->
                RawMemory.putShort(segment, byteOffset, isSwapped ? Short.reverseBytes((short) bits) : (short) bits);
            case 4 -> RawMemory.putInt(segment, byteOffset, isSwapped ? Integer.reverseBytes((int) bits) : (int) bits);
            default -> RawMemory.putLong(segment, byteOffset, isSwapped ? Long.reverseBytes(bits) : bits);
        }
    }
}
