package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Compares long doubles, and other numbers with those, exactly; also complex ones. Padding does not count, NaNs are
/// equal as [RealComparer] and [ComplexComparer] have it, and errors are float64 as theirs are.
final class LongDoubleComparer extends ElementComparer {
    private static final DType WORD = DType.INT64.withByteOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long HEAD = 0xffff;

    private final Tolerance tolerance;
    private final DType dtype;
    private final int wordCount;
    private final long[] leftTile;
    private final long[] rightTile;
    private double largest = -1;

    /// @param isComplex whether elements of one side have two parts
    LongDoubleComparer(Tolerance tolerance, boolean isComplex) {
        this.tolerance = tolerance;
        this.dtype = (isComplex ? DType.CLONGDOUBLE : DType.LONGDOUBLE).withByteOrder(ByteOrder.LITTLE_ENDIAN);
        this.wordCount = (int) dtype.itemSize() / Long.BYTES;
        this.leftTile = new long[ArrayComparison.PIECE_SIZE * wordCount];
        this.rightTile = new long[ArrayComparison.PIECE_SIZE * wordCount];
    }

    @Override
    void compare(NDArray left, NDArray right, long start) {
        int size = Tiles.fill(words(left), leftTile);
        Tiles.fill(words(right), rightTile);
        for (int at = 0; at < size; at += wordCount) {
            if (!hasSameBits(at)) {
                compare(at, start + at / wordCount);
            }
        }
    }

    /// Two words for each part: its significand, and its head with the padding.
    private NDArray words(NDArray part) {
        return part.astype(dtype, Order.C, Casting.UNSAFE, false).reshape(-1).view(WORD);
    }

    private boolean hasSameBits(int at) {
        for (int word = at; word < at + wordCount; word += 2) {
            boolean isSame =
                    leftTile[word] == rightTile[word] && (leftTile[word + 1] & HEAD) == (rightTile[word + 1] & HEAD);
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    private void compare(int at, long element) {
        double error = 0;
        double magnitude = 0;
        boolean isLeftNaN = false;
        boolean isRightNaN = false;
        for (int word = at; word < at + wordCount; word += 2) {
            LongDouble left = number(leftTile, word);
            LongDouble right = number(rightTile, word);
            error = Math.hypot(error, left.distance(right));
            magnitude = Math.hypot(magnitude, right.distance(LongDouble.ZERO));
            isLeftNaN |= left.isNaN();
            isRightNaN |= right.isNaN();
        }
        boolean isEqual = error == 0 || (isLeftNaN && isRightNaN);
        if (!isEqual && !tolerance.allows(error, magnitude)) {
            boolean isWorst = !Double.isNaN(largest) && (Double.isNaN(error) || error > largest);
            largest = isWorst ? error : largest;
            note(element, isWorst);
        }
    }

    private static LongDouble number(long[] tile, int word) {
        return new LongDouble((int) (tile[word + 1] & HEAD), tile[word]);
    }

    @Override
    @Nullable
    String error() {
        return count() == 0 ? null : NDArray.of(largest).toString();
    }
}
