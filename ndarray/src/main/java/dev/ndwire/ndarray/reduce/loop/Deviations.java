package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Squares of distances, in place.
final class Deviations {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Deviations() {}

    /// One row: `x = (x - mean)²`.
    private interface Row {
        void run(MemorySegment x, long at, long stride, MemorySegment mean, long meanAt, long meanStride, long count);
    }

    /// Puts the squared distance into each element; of a complex number into its real part.
    ///
    /// @param x int64, floats or complex numbers in native memory
    /// @param mean the same shape and dtype
    static void square(Strided x, Strided mean) {
        boolean isSingle = x.dtype().itemSize() == 2 * Float.BYTES;
        Row row = switch (x.dtype().kind()) {
            case FLOAT ->
                switch ((int) x.dtype().itemSize()) {
                    case Short.BYTES -> Deviations::halves;
                    case Float.BYTES -> Deviations::floats;
                    default -> Deviations::doubles;
                };
            case COMPLEX -> isSingle ? Deviations::complexFloats : Deviations::complexDoubles;
            default -> Deviations::longs;
        };
        StridedLoop loop = StridedLoop.of(x, mean);
        loop.forEachRow(at -> row.run(
                x.segment(),
                at[0],
                loop.rowByteStride(0),
                mean.segment(),
                at[1],
                loop.rowByteStride(1),
                loop.rowLength()));
    }

    private static void halves(
            MemorySegment x, long at, long stride, MemorySegment mean, long meanAt, long meanStride, long count) {
        for (long i = 0; i < count; i++) {
            float value = Float.float16ToFloat(x.get(SHORT, at + i * stride));
            float middle = Float.float16ToFloat(mean.get(SHORT, meanAt + i * meanStride));
            float distance = Float.float16ToFloat(Float.floatToFloat16(value - middle));
            x.set(SHORT, at + i * stride, Float.floatToFloat16(distance * distance));
        }
    }

    private static void floats(
            MemorySegment x, long at, long stride, MemorySegment mean, long meanAt, long meanStride, long count) {
        for (long i = 0; i < count; i++) {
            float distance = x.get(FLOAT, at + i * stride) - mean.get(FLOAT, meanAt + i * meanStride);
            x.set(FLOAT, at + i * stride, distance * distance);
        }
    }

    private static void doubles(
            MemorySegment x, long at, long stride, MemorySegment mean, long meanAt, long meanStride, long count) {
        for (long i = 0; i < count; i++) {
            double distance = x.get(DOUBLE, at + i * stride) - mean.get(DOUBLE, meanAt + i * meanStride);
            x.set(DOUBLE, at + i * stride, distance * distance);
        }
    }

    private static void longs(
            MemorySegment x, long at, long stride, MemorySegment mean, long meanAt, long meanStride, long count) {
        for (long i = 0; i < count; i++) {
            long distance = x.get(LONG, at + i * stride) - mean.get(LONG, meanAt + i * meanStride);
            x.set(LONG, at + i * stride, distance * distance);
        }
    }

    private static void complexFloats(
            MemorySegment x, long at, long stride, MemorySegment mean, long meanAt, long meanStride, long count) {
        for (long i = 0; i < count; i++) {
            long from = at + i * stride;
            long middle = meanAt + i * meanStride;
            float real = x.get(FLOAT, from) - mean.get(FLOAT, middle);
            float imaginary = x.get(FLOAT, from + Float.BYTES) - mean.get(FLOAT, middle + Float.BYTES);
            x.set(FLOAT, from, real * real + imaginary * imaginary);
        }
    }

    private static void complexDoubles(
            MemorySegment x, long at, long stride, MemorySegment mean, long meanAt, long meanStride, long count) {
        for (long i = 0; i < count; i++) {
            long from = at + i * stride;
            long middle = meanAt + i * meanStride;
            double real = x.get(DOUBLE, from) - mean.get(DOUBLE, middle);
            double imaginary = x.get(DOUBLE, from + Double.BYTES) - mean.get(DOUBLE, middle + Double.BYTES);
            x.set(DOUBLE, from, real * real + imaginary * imaginary);
        }
    }
}
