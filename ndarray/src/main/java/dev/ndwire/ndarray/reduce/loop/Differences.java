package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Differences of results, in place; for the few elements that reductions give.
final class Differences {
    private Differences() {}

    /// Takes one array of elements from another of the same shape and dtype: `left = left - right`.
    ///
    /// @throws IllegalArgumentException if they are bools, of which numpy takes no differences
    static void subtract(Strided left, Strided right) {
        DType dtype = left.dtype();
        if (dtype.kind() == Kind.BOOL) {
            throw new IllegalArgumentException("boolean subtract, the `-` operator, is not supported");
        }
        boolean isComplex = dtype.kind() == Kind.COMPLEX;
        long size = isComplex ? dtype.itemSize() / 2 : dtype.itemSize();
        StridedLoop loop = StridedLoop.of(left, right);
        loop.forEachRow(at -> {
            for (long i = 0; i < loop.rowLength(); i++) {
                long to = at[0] + i * loop.rowByteStride(0);
                long from = at[1] + i * loop.rowByteStride(1);
                one(dtype, left.segment(), to, right.segment(), from, size);
                if (isComplex) {
                    one(dtype, left.segment(), to + size, right.segment(), from + size, size);
                }
            }
        });
    }

    /// Points in time as spans of the same unit: what their differences are.
    static Strided asSpan(Strided times) {
        DType dtype = times.dtype();
        return new Strided(times.segment(), DType.timedelta64(dtype.unit(), dtype.multiple()), times.layout());
    }

    private static void one(DType dtype, MemorySegment to, long at, MemorySegment from, long fromAt, long size) {
        ByteOrder order = ByteOrder.nativeOrder();
        long left = Elements.bits(to, order, size, at);
        long right = Elements.bits(from, order, size, fromAt);
        if (ReduceTypes.isInexact(dtype)) {
            double difference = Elements.real(to, order, size, at) - Elements.real(from, order, size, fromAt);
            Elements.put(to, order, size, at, bits(difference, size));
        } else {
            boolean isNat = ReduceTypes.isTime(dtype) && (left == DType.NAT || right == DType.NAT);
            Elements.put(to, order, size, at, isNat ? DType.NAT : left - right);
        }
    }

    /// Differences of smaller floats are rounded twice by way of float64, which changes none of them.
    private static long bits(double value, long size) {
        return switch ((int) size) {
            case Short.BYTES -> Float.floatToFloat16((float) value);
            case Float.BYTES -> Float.floatToRawIntBits((float) value);
            default -> Double.doubleToRawLongBits(value);
        };
    }
}
