package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Halves;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes single elements of every dtype; refuses every value that would come back as another one. Rounding to the
/// nearest float is allowed, as everywhere.
final class ElementWriter {
    private ElementWriter() {}

    static void write(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        switch (dtype.kind()) {
            case BOOL -> segment.set(ValueLayout.JAVA_BYTE, byteOffset, (byte) (bool(dtype, value) ? 1 : 0));
            case INT, UINT, DATETIME, TIMEDELTA -> integer(segment, dtype, byteOffset, value);
            case FLOAT -> real(segment, dtype, dtype.itemSize(), byteOffset, number(dtype, value));
            case COMPLEX -> complex(segment, dtype, byteOffset, value);
            case BYTES, TEXT -> string(segment, dtype, byteOffset, value);
            case VOID -> compound(segment, dtype, byteOffset, value);
            case LONG_FLOAT, LONG_COMPLEX, EXTENSION -> carried(segment, dtype, byteOffset, value);
        }
    }

    private static boolean bool(DType dtype, @Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        BigInteger number = wholeNumber(dtype, value);
        if (number.signum() != 0 && !number.equals(BigInteger.ONE)) {
            throw unfit(dtype, value);
        }
        return number.signum() != 0;
    }

    private static BigInteger wholeNumber(DType dtype, @Nullable Object value) {
        if (value instanceof BigInteger number) {
            return number;
        }
        if (value instanceof Boolean bool) {
            return bool ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value instanceof Number number) {
            if (number instanceof Byte
                    || number instanceof Short
                    || number instanceof Integer
                    || number instanceof Long) {
                return BigInteger.valueOf(number.longValue());
            }
            if ((number instanceof Double || number instanceof Float) && number.doubleValue() % 1 == 0) {
                return new BigDecimal(number.doubleValue()).toBigInteger();
            }
        }
        throw unfit(dtype, value);
    }

    private static double number(DType dtype, @Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        if (!(value instanceof Number number) || isTooLarge(number)) {
            throw unfit(dtype, value);
        }
        return number.doubleValue();
    }

    private static boolean isTooLarge(Number number) {
        boolean isFloating = number instanceof Double || number instanceof Float;
        return !isFloating && Double.isInfinite(number.doubleValue());
    }

    private static void integer(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        BigInteger number = wholeNumber(dtype, value);
        int bits = (int) dtype.itemSize() * 8;
        boolean fits = dtype.kind() == Kind.UINT
                ? number.signum() >= 0 && number.bitLength() <= bits
                : number.bitLength() < bits;
        if (!fits) {
            throw unfit(dtype, value);
        }
        Elements.put(segment, dtype.byteOrder(), dtype.itemSize(), byteOffset, number.longValue());
    }

    static void integer(MemorySegment segment, DType dtype, long byteOffset, long value) {
        int unused = 64 - (int) dtype.itemSize() * 8;
        boolean fits = switch (dtype.kind()) {
            case INT -> value << unused >> unused == value;
            case UINT -> value >= 0 && value << unused >>> unused == value;
            case DATETIME, TIMEDELTA -> true;
            default -> false;
        };
        if (fits) {
            Elements.put(segment, dtype.byteOrder(), dtype.itemSize(), byteOffset, value);
        } else {
            write(segment, dtype, byteOffset, Long.valueOf(value));
        }
    }

    static void number(MemorySegment segment, DType dtype, long byteOffset, double value) {
        if (dtype.kind() == Kind.FLOAT) {
            real(segment, dtype, dtype.itemSize(), byteOffset, value);
        } else {
            write(segment, dtype, byteOffset, value);
        }
    }

    private static void real(MemorySegment segment, DType dtype, long byteSize, long byteOffset, double value) {
        long bits = switch ((int) byteSize) {
            case 2 -> Halves.ofDouble(value);
            case 4 -> Float.floatToRawIntBits((float) value);
            default -> Double.doubleToRawLongBits(value);
        };
        boolean overflows = Double.isFinite(value)
                && ((byteSize == 2 && (bits & 0x7fff) == 0x7c00) || (byteSize == 4 && Float.isInfinite((float) value)));
        if (overflows) {
            throw unfit(dtype, value);
        }
        Elements.put(segment, dtype.byteOrder(), byteSize, byteOffset, bits);
    }

    private static void complex(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        long half = dtype.itemSize() / 2;
        Complex number = value instanceof Complex given ? given : new Complex(number(dtype, value), 0);
        real(segment, dtype, half, byteOffset, number.real());
        real(segment, dtype, half, byteOffset + half, number.imag());
    }

    private static void string(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        if (dtype.kind() == Kind.TEXT && value instanceof String text) {
            int[] codePoints = text.codePoints().toArray();
            if (codePoints.length > dtype.itemSize() / Integer.BYTES) {
                throw unfit(dtype, value);
            }
            segment.asSlice(byteOffset, dtype.itemSize()).fill((byte) 0);
            for (int i = 0; i < codePoints.length; i++) {
                Elements.put(
                        segment,
                        dtype.byteOrder(),
                        Integer.BYTES,
                        byteOffset + (long) i * Integer.BYTES,
                        codePoints[i]);
            }
        } else if (dtype.kind() == Kind.BYTES) {
            raw(segment, dtype, byteOffset, value);
        } else {
            throw unfit(dtype, value);
        }
    }

    private static void raw(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        if (!(value instanceof Bytes || value instanceof byte[])) {
            throw unfit(dtype, value);
        }
        byte[] bytes = value instanceof Bytes content ? content.toArray() : (byte[]) value;
        if (bytes.length > dtype.itemSize()) {
            throw unfit(dtype, value);
        }
        MemorySegment element = segment.asSlice(byteOffset, dtype.itemSize()).fill((byte) 0);
        MemorySegment.copy(bytes, 0, element, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }

    /// Takes all bytes of the element: it has no filling that could be left out.
    private static void carried(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        boolean isWhole = (value instanceof Bytes bytes && bytes.size() == dtype.itemSize())
                || (value instanceof byte[] array && array.length == dtype.itemSize());
        if (!isWhole) {
            throw unfit(dtype, value);
        }
        raw(segment, dtype, byteOffset, value);
    }

    private static void compound(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        if (dtype.isSubArray()) {
            subArray(segment, dtype, byteOffset, value);
        } else if (!dtype.isStruct()) {
            raw(segment, dtype, byteOffset, value);
        } else {
            if (!(value instanceof List<?> values)
                    || values.size() != dtype.fields().size()) {
                throw unfit(dtype, value);
            }
            for (int i = 0; i < values.size(); i++) {
                Field field = dtype.fields().get(i);
                write(segment, field.dtype(), byteOffset + field.byteOffset(), values.get(i));
            }
        }
    }

    private static void subArray(MemorySegment segment, DType dtype, long byteOffset, @Nullable Object value) {
        NDArray part = NDArray.wrap(segment, dtype, new long[0], new long[0], byteOffset, true);
        if (!(value instanceof NDArray given)
                || !given.dtype().equals(part.dtype())
                || !Arrays.equals(given.shape(), part.shape())) {
            throw unfit(dtype, value);
        }
        given.copyTo(part.segment());
    }

    private static IllegalArgumentException unfit(DType dtype, @Nullable Object value) {
        String type = value == null ? "" : " (" + value.getClass().getSimpleName() + ")";
        return new IllegalArgumentException("value " + value + type + " does not fit in dtype " + dtype);
    }
}
