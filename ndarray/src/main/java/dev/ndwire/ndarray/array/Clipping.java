package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Numpy's `clip`.
final class Clipping {
    private Clipping() {}

    static NDArray clip(NDArray array, @Nullable Object min, @Nullable Object max) {
        Object low = min != null && isBeyond(array.dtype(), min, -1) ? null : min;
        Object high = max != null && isBeyond(array.dtype(), max, 1) ? null : max;
        if (low == null && high == null) {
            return array.apply(Ufunc.POSITIVE);
        }
        NDArray above = low == null ? array : array.maximum(low);
        return high == null ? above : above.minimum(high);
    }

    /// Whether no element can be on the far side of an integer of Java, which may then be too large for the dtype.
    ///
    /// @param sign -1 for a lower limit, 1 for an upper one
    private static boolean isBeyond(DType dtype, Object limit, int sign) {
        boolean isSigned = dtype.kind() == Kind.INT;
        if (!WeakScalar.isInteger(limit) || (!isSigned && dtype.kind() != Kind.UINT)) {
            return false;
        }
        int bits = Byte.SIZE * (int) dtype.itemSize() - (isSigned ? 1 : 0);
        BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        BigInteger least = isSigned ? most.not() : BigInteger.ZERO;
        BigInteger integer = WeakScalar.integer(limit);
        return sign < 0 ? integer.compareTo(least) <= 0 : integer.compareTo(most) >= 0;
    }
}
