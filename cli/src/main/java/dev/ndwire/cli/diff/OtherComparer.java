package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import org.jspecify.annotations.Nullable;

/// Compares elements that have no distance: texts, bytes, structures. Equal are those that numpy finds equal, and those
/// of the same bytes, such as structures with a NaN in them. What is carried as bytes is compared byte by byte.
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
            note(start, false);
            return;
        }
        long middle = size / 2;
        search(left.slice(0, null, middle, 1), right.slice(0, null, middle, 1), start);
        search(left.slice(0, middle, null, 1), right.slice(0, middle, null, 1), start + middle);
    }

    @Override
    @Nullable
    String error() {
        return null;
    }
}
