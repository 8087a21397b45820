package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numpy's `clip`.
final class Clipping {
    private Clipping() {}

    static NDArray clip(NDArray array, @Nullable Object min, @Nullable Object max) {
        Object low = min != null && isBeyond(array.dtype(), min, -1) ? null : min;
        Object high = max != null && isBeyond(array.dtype(), max, 1) ? null : max;
        if (low == null) {
            return high == null ? array.apply(Ufunc.POSITIVE) : array.minimum(high);
        }
        if (high == null) {
            return array.maximum(low);
        }
        // One after the other, the lower limit would have to fit in a dtype that the upper one changes.
        DType common = Promotion.resultType(List.of(array.dtype(), Operands.promoted(low), Operands.promoted(high)));
        return converted(array, common).maximum(low).minimum(high);
    }

    private static NDArray converted(NDArray array, DType common) {
        boolean isThere = array.dtype().withByteOrder(ByteOrder.nativeOrder()).equals(common);
        return isThere ? array : array.astype(common);
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
