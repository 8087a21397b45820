package dev.ndwire.conformance.differential;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// When the elements of two arrays count as equal: all bytes are, but for those between the fields of structures, of
/// which numpy's own copies make anything.
///
/// Where elements were computed, a NaN equals every NaN, whatever its sign and payload, which IEEE 754 leaves to the
/// processor; and floats may be a few steps of the last place apart, where numpy's own loops differ from machine to
/// machine. The step is that of the larger part of a complex number.
///
/// @param isComputed whether NaNs are equal and floats may differ
/// @param ulps by how many steps; 0 for none, -1 for none but the sign of zeros
record Tolerance(boolean isComputed, long ulps) {
    private static final int LONG_BYTES = 16;
    private static final int LONG_BITS = 80;
    private static final int SIGN = 0x8000;

    boolean areEqual(byte[] expected, byte[] found, DType dtype) {
        int itemSize = (int) dtype.itemSize();
        for (int at = 0; at < expected.length; at += itemSize) {
            if (!isEqual(expected, found, at, dtype)) {
                return false;
            }
        }
        return expected.length == found.length;
    }

    private boolean isEqual(byte[] expected, byte[] found, int at, DType dtype) {
        if (dtype.isStruct()) {
            for (Field field : dtype.fields()) {
                if (!isEqual(expected, found, at + (int) field.byteOffset(), field.dtype())) {
                    return false;
                }
            }
            return true;
        }
        int byteEnd = at + (int) dtype.itemSize();
        if (dtype.isSubArray()) {
            int itemSize = (int) dtype.base().itemSize();
            for (int item = at; item < byteEnd; item += itemSize) {
                if (!isEqual(expected, found, item, dtype.base())) {
                    return false;
                }
            }
            return true;
        }
        return Arrays.equals(expected, at, byteEnd, found, at, byteEnd)
                || (isComputed && isClose(expected, found, at, dtype));
    }

    /// Whether long doubles are equal but for what lies in their padding, or both NaN.
    private static boolean areEqualLong(byte[] expected, byte[] found, int at, DType dtype) {
        int parts = dtype.kind() == Kind.LONG_COMPLEX ? 2 : 1;
        for (int part = at; part < at + parts * LONG_BYTES; part += LONG_BYTES) {
            BigInteger one = longBits(expected, part, dtype);
            BigInteger other = longBits(found, part, dtype);
            if (!one.equals(other) && !(isNaN(one) && isNaN(other))) {
                return false;
            }
        }
        return true;
    }

    /// The 80 bits that count.
    private static BigInteger longBits(byte[] bytes, int at, DType dtype) {
        var bits = Arrays.copyOfRange(bytes, at, at + LONG_BYTES);
        if (dtype.byteOrder() == ByteOrder.LITTLE_ENDIAN) {
            for (int i = 0; i < LONG_BYTES / 2; i++) {
                byte first = bits[i];
                bits[i] = bits[LONG_BYTES - 1 - i];
                bits[LONG_BYTES - 1 - i] = first;
            }
        }
        return new BigInteger(1, bits).mod(BigInteger.ONE.shiftLeft(LONG_BITS));
    }

    private static boolean isNaN(BigInteger bits) {
        boolean isLast = bits.shiftRight(Long.SIZE).intValue() % SIGN == SIGN - 1;
        return isLast && bits.longValue() != Long.MIN_VALUE;
    }

    private boolean isClose(byte[] expected, byte[] found, int at, DType dtype) {
        if (dtype.kind() == Kind.LONG_FLOAT || dtype.kind() == Kind.LONG_COMPLEX) {
            return areEqualLong(expected, found, at, dtype);
        }
        if (dtype.kind() != Kind.FLOAT && dtype.kind() != Kind.COMPLEX) {
            return false;
        }
        int parts = dtype.kind() == Kind.COMPLEX ? 2 : 1;
        int byteSize = (int) dtype.itemSize() / parts;
        ByteBuffer left = ByteBuffer.wrap(expected).order(dtype.byteOrder());
        ByteBuffer right = ByteBuffer.wrap(found).order(dtype.byteOrder());
        double scale = 0;
        if (parts == 2 && ulps > 0 && isInfinite(left, at, byteSize) && isInfinite(right, at, byteSize)) {
            return true;
        }
        for (int part = 0; part < parts; part++) {
            double size = Math.abs(number(left, at + part * byteSize, byteSize));
            scale = Math.max(scale, Double.isFinite(size) ? size : 0);
        }
        double most = ulps <= 0 ? 0 : ulps * ulp(scale, byteSize);
        for (int part = 0; part < parts; part++) {
            double one = number(left, at + part * byteSize, byteSize);
            double other = number(right, at + part * byteSize, byteSize);
            // Tells 0.0 from -0.0 unless steps are allowed, and lets a NaN be any NaN.
            boolean isSame = Double.compare(one, other) == 0
                    || (most > 0 && Math.abs(one - other) <= most)
                    || (ulps != 0 && one == other);
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    /// Whether a part of a complex number is infinite: which one, and of what sign, depends on how products that
    /// overflow were fused.
    private static boolean isInfinite(ByteBuffer from, int at, int byteSize) {
        return Double.isInfinite(number(from, at, byteSize))
                || Double.isInfinite(number(from, at + byteSize, byteSize));
    }

    private static double number(ByteBuffer from, int at, int byteSize) {
        return switch (byteSize) {
            case 2 -> Float.float16ToFloat(from.getShort(at));
            case 4 -> from.getFloat(at);
            default -> from.getDouble(at);
        };
    }

    private static double ulp(double number, int byteSize) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return 0;
        }
        return switch (byteSize) {
            case 2 -> Math.max(Math.ulp((float) number) * 0x1p13, 0x1p-24);
            case 4 -> Math.ulp((float) number);
            default -> Math.ulp(number);
        };
    }
}
