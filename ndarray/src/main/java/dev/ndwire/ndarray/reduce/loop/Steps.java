package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The kernels of [StepKernel].
final class Steps {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Steps() {}

    static void or(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(BYTE, at + i * stride, (byte)
                    (memory.get(BYTE, before + i * stride) | memory.get(BYTE, at + i * stride)));
        }
    }

    static void and(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(BYTE, at + i * stride, (byte)
                    (memory.get(BYTE, before + i * stride) & memory.get(BYTE, at + i * stride)));
        }
    }

    static void addLongs(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    LONG, at + i * stride, memory.get(LONG, before + i * stride) + memory.get(LONG, at + i * stride));
        }
    }

    static void multiplyLongs(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    LONG, at + i * stride, memory.get(LONG, before + i * stride) * memory.get(LONG, at + i * stride));
        }
    }

    static void addFloats(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    FLOAT,
                    at + i * stride,
                    memory.get(FLOAT, before + i * stride) + memory.get(FLOAT, at + i * stride));
        }
    }

    static void multiplyFloats(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    FLOAT,
                    at + i * stride,
                    memory.get(FLOAT, before + i * stride) * memory.get(FLOAT, at + i * stride));
        }
    }

    static void addDoubles(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    DOUBLE,
                    at + i * stride,
                    memory.get(DOUBLE, before + i * stride) + memory.get(DOUBLE, at + i * stride));
        }
    }

    static void multiplyDoubles(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    DOUBLE,
                    at + i * stride,
                    memory.get(DOUBLE, before + i * stride) * memory.get(DOUBLE, at + i * stride));
        }
    }

    static void addHalves(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    SHORT,
                    at + i * stride,
                    Float.floatToFloat16(Float.float16ToFloat(memory.get(SHORT, before + i * stride))
                            + Float.float16ToFloat(memory.get(SHORT, at + i * stride))));
        }
    }

    static void multiplyHalves(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    SHORT,
                    at + i * stride,
                    Float.floatToFloat16(Float.float16ToFloat(memory.get(SHORT, before + i * stride))
                            * Float.float16ToFloat(memory.get(SHORT, at + i * stride))));
        }
    }

    static void addSpans(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            memory.set(
                    LONG,
                    at + i * stride,
                    span(memory.get(LONG, before + i * stride), memory.get(LONG, at + i * stride)));
        }
    }

    private static long span(long left, long right) {
        return left == DType.NAT || right == DType.NAT ? DType.NAT : left + right;
    }

    /// Complex numbers.
    static void complex(boolean isSum, MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            long left = before + i * stride;
            long right = at + i * stride;
            double real = memory.get(DOUBLE, left);
            double imaginary = memory.get(DOUBLE, left + Double.BYTES);
            double otherReal = memory.get(DOUBLE, right);
            double otherImaginary = memory.get(DOUBLE, right + Double.BYTES);
            memory.set(DOUBLE, right, isSum ? real + otherReal : real * otherReal - imaginary * otherImaginary);
            memory.set(
                    DOUBLE,
                    right + Double.BYTES,
                    isSum ? imaginary + otherImaginary : real * otherImaginary + imaginary * otherReal);
        }
    }

    /// As [#complex], of single precision.
    static void complexFloats(boolean isSum, MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            long left = before + i * stride;
            long right = at + i * stride;
            float real = memory.get(FLOAT, left);
            float imaginary = memory.get(FLOAT, left + Float.BYTES);
            float otherReal = memory.get(FLOAT, right);
            float otherImaginary = memory.get(FLOAT, right + Float.BYTES);
            memory.set(FLOAT, right, isSum ? real + otherReal : real * otherReal - imaginary * otherImaginary);
            memory.set(
                    FLOAT,
                    right + Float.BYTES,
                    isSum ? imaginary + otherImaginary : real * otherImaginary + imaginary * otherReal);
        }
    }

    /// Complex products, in which one of two products that are put together is not rounded.
    static void fuseDoubles(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            long left = before + i * stride;
            long right = at + i * stride;
            double real = memory.get(DOUBLE, left);
            double imaginary = memory.get(DOUBLE, left + Double.BYTES);
            double otherReal = memory.get(DOUBLE, right);
            double otherImaginary = memory.get(DOUBLE, right + Double.BYTES);
            memory.set(DOUBLE, right, Math.fma(real, otherReal, -(imaginary * otherImaginary)));
            memory.set(DOUBLE, right + Double.BYTES, Math.fma(real, otherImaginary, imaginary * otherReal));
        }
    }

    /// Complex products, in which one of two products that are put together is not rounded.
    static void fuseFloats(MemorySegment memory, long before, long at, long stride, long count) {
        for (long i = 0; i < count; i++) {
            long left = before + i * stride;
            long right = at + i * stride;
            float real = memory.get(FLOAT, left);
            float imaginary = memory.get(FLOAT, left + Float.BYTES);
            float otherReal = memory.get(FLOAT, right);
            float otherImaginary = memory.get(FLOAT, right + Float.BYTES);
            memory.set(FLOAT, right, Math.fma(real, otherReal, -(imaginary * otherImaginary)));
            memory.set(FLOAT, right + Float.BYTES, Math.fma(real, otherImaginary, imaginary * otherReal));
        }
    }
}
