package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Compares integers, bools and times exactly; their difference may need 65 bits. A NaT equals a NaT, and differs from
/// a time by NaT, the largest error of all.
final class IntegerComparer extends ElementComparer {
    private final long[] leftTile = new long[ArrayComparison.PIECE_SIZE];
    private final long[] rightTile = new long[ArrayComparison.PIECE_SIZE];
    private final DType dtype;
    private final boolean isTime;
    private final boolean isLeftUnsigned;
    private final boolean isRightUnsigned;
    private long largest;
    private boolean isCarried;
    private boolean isNaT;

    /// @param left what the elements are: both sides' are integers or bools, or both are times of one unit
    IntegerComparer(DType left, DType right) {
        this.dtype = left;
        this.isTime = left.kind() == Kind.DATETIME || left.kind() == Kind.TIMEDELTA;
        this.isLeftUnsigned = left.kind() == Kind.UINT;
        this.isRightUnsigned = right.kind() == Kind.UINT;
    }

    @Override
    void compare(NDArray left, NDArray right, long start) {
        int size = Tiles.fill(left, leftTile);
        Tiles.fill(right, rightTile);
        for (int i = 0; i < size; i++) {
            // Equal bits are different numbers where one is negative and the other is large.
            if (leftTile[i] != rightTile[i] || (leftTile[i] < 0 && isLeftUnsigned != isRightUnsigned)) {
                compare(leftTile[i], rightTile[i], start + i);
            }
        }
    }

    private void compare(long left, long right, long element) {
        if (isTime && (left == DType.NAT || right == DType.NAT)) {
            note(element, !isNaT);
            isNaT = true;
            return;
        }
        boolean isLeftNegative = left < 0 && !isLeftUnsigned;
        boolean isRightNegative = right < 0 && !isRightUnsigned;
        boolean isLess = isLeftNegative == isRightNegative ? Long.compareUnsigned(left, right) < 0 : isLeftNegative;
        long error = isLess ? right - left : left - right;
        // Of numbers with two signs, the distance is a sum: it is carried where it is less than a part of it.
        boolean carries = isLeftNegative != isRightNegative && Long.compareUnsigned(error, isLess ? right : left) < 0;
        boolean isLarger = carries == isCarried ? Long.compareUnsigned(error, largest) > 0 : carries;
        boolean isWorst = isLarger && !isNaT;
        if (isWorst) {
            largest = error;
            isCarried = carries;
        }
        note(element, isWorst);
    }

    @Override
    @Nullable
    String error() {
        if (count() == 0) {
            return null;
        }
        if (isNaT) {
            return "NaT";
        }
        if (isTime && largest > 0) {
            NDArray distance = NDArray.zeros(DType.timedelta64(dtype.unit(), dtype.multiple()));
            distance.setLong(largest);
            return distance.toString();
        }
        BigInteger carry = isCarried ? BigInteger.ONE.shiftLeft(Long.SIZE) : BigInteger.ZERO;
        return new BigInteger(Long.toUnsignedString(largest)).add(carry).toString();
    }
}
