package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;

/// Comparisons of integers with a Java integer that is no value of their dtype: numpy gives the right answer there,
/// while all other functions refuse.
final class OutOfBounds {
    private OutOfBounds() {}

    /// The operands themselves, or others of the same shape for which any comparison has the same result: zeros, and 1
    /// or
    /// -1.
    static List<?> replaced(List<?> operands) {
        Object left = operands.get(0);
        Object right = operands.get(1);
        if (left instanceof Strided elements && isBeyond(right, elements)) {
            return List.of(zeros(elements), Scalars.integer(right).signum());
        }
        if (right instanceof Strided elements && isBeyond(left, elements)) {
            return List.of(Scalars.integer(left).signum(), zeros(elements));
        }
        return operands;
    }

    private static boolean isBeyond(Object value, Strided elements) {
        Kind kind = elements.dtype().kind();
        if (!Scalars.isInteger(value) || (kind != Kind.INT && kind != Kind.UINT)) {
            return false;
        }
        BigInteger integer = Scalars.integer(value);
        return !Scalars.fits(integer, elements.dtype());
    }

    private static Strided zeros(Strided elements) {
        MemorySegment zero = MemorySegment.ofArray(new long[1]);
        long[] shape = elements.layout().shape();
        return new Strided(zero, DType.INT64, Layout.of(shape, new long[shape.length], 0, Long.BYTES));
    }
}
