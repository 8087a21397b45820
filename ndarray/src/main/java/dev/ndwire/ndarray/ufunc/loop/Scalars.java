package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Halves;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Values of Java among operands: weak, as Python's are.
final class Scalars {
    private static final int LARGEST_NUMBER = 16;

    private Scalars() {}

    /// The dtypes that operands stand for: a weak number takes the one that it has beside the others.
    ///
    /// @param operands [Strided] elements and values
    static List<DType> dtypes(List<?> operands) {
        List<Object> numbers = new ArrayList<>();
        for (Object operand : operands) {
            if (operand instanceof Strided elements) {
                if (Resolution.isNumber(elements.dtype())) {
                    numbers.add(elements.dtype());
                }
            } else if (!isText(operand)) {
                numbers.add(operand);
            }
        }
        return operands.stream().map(operand -> dtype(operand, numbers)).toList();
    }

    private static DType dtype(Object operand, List<Object> numbers) {
        if (operand instanceof Strided elements) {
            return elements.dtype();
        }
        boolean isStrong = isText(operand) || operand instanceof Boolean;
        return Promotion.resultType(isStrong ? List.of(operand) : numbers);
    }

    private static boolean isText(Object operand) {
        return operand instanceof String || operand instanceof Bytes;
    }

    static boolean isInteger(Object operand) {
        return operand instanceof BigInteger
                || operand instanceof Long
                || operand instanceof Integer
                || operand instanceof Short
                || operand instanceof Byte;
    }

    /// What logic sees of an operand: integers are true or false whether the other dtype holds them or not.
    static Object truth(Object operand) {
        if (!isInteger(operand)) {
            return operand;
        }
        BigInteger integer = integer(operand);
        if (!fits(integer, DType.INT64)) {
            throw outOfBounds(integer, DType.INT64);
        }
        return integer.signum() != 0;
    }

    private static IllegalArgumentException outOfBounds(BigInteger integer, DType dtype) {
        return new IllegalArgumentException("integer " + integer + " is out of bounds for dtype " + dtype);
    }

    static BigInteger integer(Object number) {
        return number instanceof BigInteger big ? big : BigInteger.valueOf(((Number) number).longValue());
    }

    /// Whether an integer is a value of an integer dtype.
    static boolean fits(BigInteger value, DType dtype) {
        int bits = (int) dtype.itemSize() * Byte.SIZE;
        return dtype.kind() == Kind.UINT ? value.signum() >= 0 && value.bitLength() <= bits : value.bitLength() < bits;
    }

    /// One element that holds a value.
    ///
    /// @param value a value of Java
    /// @param dtype what the loop takes, in this machine's byte order
    /// @throws IllegalArgumentException if an integer does not fit
    static Strided element(Object value, DType dtype) {
        long size = Math.max(LARGEST_NUMBER, dtype.itemSize());
        MemorySegment memory = MemorySegment.ofArray(new byte[Math.toIntExact(size)]);
        if (value instanceof String text) {
            int[] codePoints = text.codePoints().toArray();
            MemorySegment.copy(MemorySegment.ofArray(codePoints), 0, memory, 0, 4L * codePoints.length);
        } else if (value instanceof Bytes bytes) {
            MemorySegment.copy(MemorySegment.ofArray(bytes.toArray()), 0, memory, 0, bytes.size());
        } else {
            write(value, dtype, memory);
        }
        return Strided.contiguous(memory, dtype, new long[0], Order.C);
    }

    private static void write(Object value, DType dtype, MemorySegment memory) {
        switch (dtype.kind()) {
            case FLOAT -> real(real(value), dtype.itemSize(), memory, 0);
            case COMPLEX -> {
                long half = dtype.itemSize() / 2;
                real(real(value), half, memory, 0);
                real(value instanceof Complex complex ? complex.imag() : 0, half, memory, half);
            }
            default -> {
                BigInteger integer =
                        value instanceof Boolean truth ? BigInteger.valueOf(truth ? 1 : 0) : integer(value);
                if (!fits(integer, dtype)) {
                    throw outOfBounds(integer, dtype);
                }
                Elements.put(memory, ByteOrder.nativeOrder(), dtype.itemSize(), 0, integer.longValue());
            }
        }
    }

    private static double real(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        return value instanceof Complex complex ? complex.real() : ((Number) value).doubleValue();
    }

    private static void real(double value, long byteSize, MemorySegment memory, long byteOffset) {
        long bits = switch ((int) byteSize) {
            case Short.BYTES -> Halves.ofDouble(value);
            case Float.BYTES -> Float.floatToRawIntBits((float) value);
            default -> Double.doubleToRawLongBits(value);
        };
        Elements.put(memory, ByteOrder.nativeOrder(), byteSize, byteOffset, bits);
    }
}
