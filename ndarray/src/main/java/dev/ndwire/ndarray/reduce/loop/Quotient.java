package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Halves;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Divides results by a count, and draws their roots, in place: elements in native memory and this machine's byte
/// order.
///
/// Numpy's count is an int64, with which every number is divided as a float64 and rounded to its own dtype after that.
final class Quotient {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Quotient() {}

    /// One element of an array.
    private interface Step {
        void at(MemorySegment memory, long byteOffset, double count);
    }

    /// Divides each element by a count of its own less the degrees of freedom, but by nothing below 0.
    ///
    /// @param elements as below
    /// @param counts float64 in native memory, of the same shape
    static void divide(Strided elements, Strided counts, double ddof) {
        Step step = division(elements.dtype());
        MemorySegment memory = elements.segment();
        StridedLoop loop = StridedLoop.of(elements, counts);
        loop.forEachRow(at -> {
            for (long i = 0; i < loop.rowLength(); i++) {
                double count = counts.segment().get(DOUBLE, at[1] + i * loop.rowByteStride(1));
                step.at(memory, at[0] + i * loop.rowByteStride(0), Math.max(count - ddof, 0));
            }
        });
    }

    /// @param elements bools or integers of 64 bits, floats, complex numbers or spans of time
    /// @param count a whole number, but for variances with broken degrees of freedom
    static void divide(Strided elements, double count) {
        each(elements, division(elements.dtype()), count);
    }

    private static Step division(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL -> Quotient::divideBool;
            case FLOAT -> ofFloats(dtype);
            case COMPLEX -> dtype.itemSize() == 2 * Float.BYTES ? Quotient::divideSingles : Quotient::divideDoubles;
            case TIMEDELTA -> (memory, at, count) -> divideSpan(memory, at, (long) count);
            case UINT -> (memory, at, count) -> memory.set(LONG, at, unsigned(unsigned(memory.get(LONG, at)) / count));
            default -> (memory, at, count) -> memory.set(LONG, at, whole(memory.get(LONG, at) / count));
        };
    }

    private static Step ofFloats(DType dtype) {
        return switch ((int) dtype.itemSize()) {
            case Short.BYTES ->
                (memory, at, count) -> memory.set(
                        SHORT, at, (short) Halves.ofDouble(Float.float16ToFloat(memory.get(SHORT, at)) / count));
            case Float.BYTES -> (memory, at, count) -> memory.set(FLOAT, at, (float) (memory.get(FLOAT, at) / count));
            default -> (memory, at, count) -> memory.set(DOUBLE, at, memory.get(DOUBLE, at) / count);
        };
    }

    /// Square roots of floats and complex numbers without an imaginary part, whose first half is all there is to them.
    static void root(Strided elements) {
        boolean isComplex = elements.dtype().kind() == Kind.COMPLEX;
        Step step = switch ((int) elements.dtype().itemSize() / (isComplex ? 2 : 1)) {
            case Short.BYTES ->
                (memory, at, unused) -> memory.set(SHORT, at, Float.floatToFloat16((float)
                        Math.sqrt(Float.float16ToFloat(memory.get(SHORT, at)))));
            case Float.BYTES -> (memory, at, unused) -> memory.set(FLOAT, at, (float) Math.sqrt(memory.get(FLOAT, at)));
            default -> (memory, at, unused) -> memory.set(DOUBLE, at, Math.sqrt(memory.get(DOUBLE, at)));
        };
        each(elements, step, 1);
    }

    private static void each(Strided elements, Step step, double count) {
        StridedLoop loop = StridedLoop.of(elements);
        MemorySegment memory = elements.segment();
        long stride = loop.rowByteStride(0);
        loop.forEachRow(at -> {
            for (long i = 0; i < loop.rowLength(); i++) {
                step.at(memory, at[0] + i * stride, count);
            }
        });
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /// As the processor converts it: what no `long` holds becomes the smallest one.
    private static long whole(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }

    private static long unsigned(double value) {
        return value >= 0x1p63 ? whole(value - 0x1p63) ^ Long.MIN_VALUE : whole(value);
    }

    private static void divideBool(MemorySegment memory, long at, double count) {
        memory.set(ValueLayout.JAVA_BYTE, at, (byte) (memory.get(ValueLayout.JAVA_BYTE, at) / count == 0 ? 0 : 1));
    }

    private static void divideSpan(MemorySegment memory, long at, long count) {
        long span = memory.get(LONG, at);
        memory.set(LONG, at, span == DType.NAT || count == 0 ? DType.NAT : span / count);
    }

    private static void divideSingles(MemorySegment memory, long at, double count) {
        double real = memory.get(FLOAT, at);
        double imaginary = memory.get(FLOAT, at + Float.BYTES);
        memory.set(FLOAT, at, (float) part(real, imaginary, count));
        memory.set(FLOAT, at + Float.BYTES, (float) part(imaginary, -real, count));
    }

    private static void divideDoubles(MemorySegment memory, long at, double count) {
        double real = memory.get(DOUBLE, at);
        double imaginary = memory.get(DOUBLE, at + Double.BYTES);
        memory.set(DOUBLE, at, part(real, imaginary, count));
        memory.set(DOUBLE, at + Double.BYTES, part(imaginary, -real, count));
    }

    /// One part of a complex number, divided by a complex number without imaginary part: numpy multiplies with the
    /// inverse, and infinities of the other part make NaN.
    private static double part(double own, double other, double count) {
        return count == 0 ? own / count : (own + other * 0.0) * (1.0 / count);
    }
}
