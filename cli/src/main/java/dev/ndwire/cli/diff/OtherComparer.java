package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import org.jspecify.annotations.Nullable;

/// Compares elements that have no distance: texts, bytes, times of different units. Equal are those that numpy finds
/// equal, and two NaTs. What is carried as bytes is compared byte by byte.
final class OtherComparer extends ElementComparer {
    @Override
    void compare(NDArray left, NDArray right, long start) {
        search(left.reshape(-1), right.reshape(-1), start);
    }

    /// Halves what is not equal, so that few differences in many elements are found soon.
    private void search(NDArray left, NDArray right, long start) {
        boolean isEqual = left.equals(right) || (!left.dtype().isCarried() && left.arrayEqual(right));
        if (isEqual) {
            return;
        }
        long size = left.size();
        if (size == 1) {
            if (!isNaT(left) || !isNaT(right)) {
                note(start, false);
            }
            return;
        }
        long middle = size / 2;
        search(left.slice(0, null, middle, 1), right.slice(0, null, middle, 1), start);
        search(left.slice(0, middle, null, 1), right.slice(0, middle, null, 1), start + middle);
    }

    private static boolean isNaT(NDArray one) {
        boolean isTime = one.dtype().kind() == Kind.DATETIME || one.dtype().kind() == Kind.TIMEDELTA;
        return isTime && one.getLong(0) == DType.NAT;
    }

    @Override
    @Nullable
    String error() {
        return null;
    }
}
