package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Halves;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteOrder;

/// Evenly spaced values, element for element those of numpy's `arange` and `linspace`.
///
/// Numpy counts the elements in double precision, sets the first two, and adds multiples of their difference to the
/// first one, all in the precision of the dtype.
final class Ranges {
    /// Up to here doubles hold every integer.
    private static final long EXACT = 1L << 53;

    /// Enough digits for the quotient of two longs to be rounded once.
    private static final MathContext QUOTIENT = new MathContext(60, RoundingMode.HALF_EVEN);

    private Ranges() {}

    static NDArray arange(DType dtype, long start, long stop, long step) {
        checkRange(dtype);
        boolean isTime = dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
        if (step == 0) {
            throw new IllegalArgumentException("arange: step cannot be zero");
        }
        long length = isTime ? timeLength(start, stop, step) : length(start, stop, step);
        checkLength(dtype, length);
        NDArray range = NDArray.empty(dtype, length);
        if (length > 0) {
            switch (dtype.kind()) {
                case FLOAT, COMPLEX -> reals(range, (double) start, (double) start + step);
                case BOOL -> bools(range, start != 0, start + step != 0);
                default -> integers(range, start, start + step);
            }
        }
        return range;
    }

    static NDArray arange(DType dtype, double start, double stop, double step) {
        checkRange(dtype);
        if (dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA) {
            throw new IllegalArgumentException("arange counts times in whole ticks, found " + start + ", " + stop
                    + " and " + step + " for dtype " + dtype);
        }
        if (step == 0) {
            throw new IllegalArgumentException("arange: step cannot be zero");
        }
        double distance = stop - start;
        long length = length(distance, distance / step);
        checkLength(dtype, length);
        NDArray range = NDArray.empty(dtype, length);
        if (length > 0) {
            double second = start + step;
            switch (dtype.kind()) {
                case FLOAT, COMPLEX -> reals(range, start, second);
                case BOOL -> bools(range, start != 0, second != 0);
                default -> integers(range, whole(dtype, start), length > 1 ? whole(dtype, second) : 0);
            }
        }
        return range;
    }

    private static void checkRange(DType dtype) {
        switch (dtype.kind()) {
            case BYTES, TEXT, VOID, LONG_FLOAT, LONG_COMPLEX, EXTENSION ->
                throw new IllegalArgumentException("arange makes numbers and times, found dtype " + dtype);
            default -> {}
        }
    }

    private static void checkLength(DType dtype, long length) {
        if (dtype.kind() == Kind.BOOL && length > 2) {
            throw new IllegalArgumentException("arange gives bools for at most 2 elements, found " + length);
        }
    }

    private static long length(long start, long stop, long step) {
        BigInteger distance = BigInteger.valueOf(stop).subtract(BigInteger.valueOf(start));
        boolean isExact = distance.bitLength() <= 53 && Math.abs(step) <= EXACT && step != Long.MIN_VALUE;
        double quotient = isExact
                ? distance.doubleValue() / step
                : new BigDecimal(distance)
                        .divide(BigDecimal.valueOf(step), QUOTIENT)
                        .doubleValue();
        return length(distance.doubleValue(), quotient);
    }

    private static long length(double distance, double quotient) {
        if (Double.isNaN(quotient)) {
            throw new IllegalArgumentException("arange: cannot compute length");
        }
        if (quotient == 0 && distance != 0) {
            // A quotient too small for a double, or a step of infinity.
            return Double.doubleToRawLongBits(quotient) < 0 ? 0 : 1;
        }
        if (quotient >= Long.MAX_VALUE) {
            throw new IllegalArgumentException("arange: maximum allowed size exceeded by " + quotient + " elements");
        }
        return Math.max(0, (long) Math.ceil(quotient));
    }

    private static long timeLength(long start, long stop, long step) {
        if (start == DType.NAT || stop == DType.NAT || step == DType.NAT) {
            throw new IllegalArgumentException("arange: cannot use NaT (not-a-time) datetime values");
        }
        if (step > 0 == start >= stop || start == stop) {
            return 0;
        }
        BigInteger distance = BigInteger.valueOf(stop).subtract(BigInteger.valueOf(start));
        BigInteger[] length = distance.divideAndRemainder(BigInteger.valueOf(step));
        BigInteger rounded = length[1].signum() == 0 ? length[0] : length[0].add(BigInteger.ONE);
        if (rounded.bitLength() > 63) {
            throw new IllegalArgumentException("arange: maximum allowed size exceeded by " + rounded + " elements");
        }
        return rounded.longValue();
    }

    private static long whole(DType dtype, double value) {
        double truncated = value < 0 ? Math.ceil(value) : Math.floor(value);
        if (!(truncated >= Long.MIN_VALUE && truncated < 0x1p63)) {
            throw new IllegalArgumentException("value " + value + " does not fit in dtype " + dtype);
        }
        return (long) truncated;
    }

    private static void bools(NDArray range, boolean first, boolean second) {
        range.set(first, 0);
        if (range.size() > 1) {
            range.set(second, 1);
        }
    }

    private static void integers(NDArray range, long first, long second) {
        range.setLong(first, 0);
        if (range.size() > 1) {
            range.setLong(second, 1);
        }
        MemorySegment memory = range.memory();
        long itemSize = range.dtype().itemSize();
        ByteOrder order = range.dtype().byteOrder();
        long difference = second - first;
        for (long i = 2; i < range.size(); i++) {
            // Wraps around as numpy's does, in 64 bits or in the low ones that are kept.
            Elements.put(memory, order, itemSize, i * itemSize, first + i * difference);
        }
    }

    private static void reals(NDArray range, double first, double second) {
        NDArray parts = range.real();
        if (range.dtype().kind() == Kind.COMPLEX) {
            range.memory().fill((byte) 0);
        }
        MemorySegment memory = parts.memory();
        long byteSize = parts.dtype().itemSize();
        long stride = range.dtype().itemSize();
        ByteOrder order = range.dtype().byteOrder();
        for (long i = 0; i < range.size(); i++) {
            long bits = switch ((int) byteSize) {
                case 2 -> half(first, second, i);
                case 4 -> Float.floatToRawIntBits(single(first, second, i));
                default -> Double.doubleToRawLongBits(i == 0 ? first : i == 1 ? second : first + i * (second - first));
            };
            Elements.put(memory, order, byteSize, i * stride, bits);
        }
    }

    private static float single(double first, double second, long i) {
        float start = (float) first;
        float next = (float) second;
        return i == 0 ? start : i == 1 ? next : start + i * (next - start);
    }

    private static long half(double first, double second, long i) {
        if (i < 2) {
            return Halves.ofDouble(i == 0 ? first : second);
        }
        float start = Float.float16ToFloat((short) Halves.ofDouble(first));
        float next = Float.float16ToFloat((short) Halves.ofDouble(second));
        return Float.floatToFloat16(start + i * (next - start));
    }

    static NDArray linspace(double start, double stop, long count, boolean hasEndpoint) {
        if (count < 0) {
            throw new IllegalArgumentException("number of samples, " + count + ", must be non-negative");
        }
        NDArray samples = NDArray.empty(DType.FLOAT64, count);
        DoubleView values = samples.doubles();
        long divisor = hasEndpoint ? count - 1 : count;
        double distance = stop - start;
        double step = distance / divisor;
        for (long i = 0; i < count; i++) {
            // A step too small for a double would lose the distance.
            double offset = divisor <= 0 ? i * distance : step == 0 ? (double) i / divisor * distance : i * step;
            values.set(i, offset + start);
        }
        if (hasEndpoint && count > 1) {
            values.set(count - 1, stop);
        }
        return samples;
    }
}
