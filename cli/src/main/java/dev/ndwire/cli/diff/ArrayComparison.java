package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.shape.Index;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Where and by how much two arrays of one shape differ.
///
/// @param count how many elements differ
/// @param size how many there are
/// @param first the first of them in C order; null if none differs
/// @param worst the one with the largest error; null if none differs, or differences have no size
/// @param error the largest error, as numpy prints it; null where `worst` is
public record ArrayComparison(
        long count,
        long size,
        @Nullable Place first,
        @Nullable Place worst,
        @Nullable String error) {
    /// Small enough that both sides' tiles stay in the processor's cache.
    static final int PIECE_SIZE = 1 << 13;

    /// One element of both arrays.
    ///
    /// @param index its position on each axis
    /// @param left the one array's, as numpy prints it
    /// @param right the other's
    public record Place(List<Long> index, String left, String right) {
        static Place of(long element, NDArray left, NDArray right) {
            long[] shape = left.shape();
            long[] index = new long[shape.length];
            long rest = element;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            Index[] position = Arrays.stream(index).mapToObj(Index::at).toArray(Index[]::new);
            return new Place(
                    Arrays.stream(index).boxed().toList(),
                    left.at(position).toString(),
                    right.at(position).toString());
        }
    }

    /// Whether all elements are equal.
    ///
    /// @return whether none differs
    public boolean isSame() {
        return count == 0;
    }

    /// Compares two arrays as numpy's `==` does, but that a NaN equals a NaN and a NaT a NaT. Of structures, each field
    /// is compared in the same way; what lies between fields does not count.
    ///
    /// @param left an array
    /// @param right an array of the same shape
    /// @param tolerance what numbers may be apart, those in structures, too
    /// @param isByValue whether times of different units, and structures whose fields have the same names but lie
    ///     elsewhere or have other dtypes, are compared as well
    /// @param progress is told how many elements have been compared, each time some have
    /// @return the comparison, or nothing where elements of these dtypes cannot be compared
    /// @throws ClosedByInterruptException if the thread is interrupted
    /// @throws IllegalArgumentException if the shapes differ
    public static Optional<ArrayComparison> of(
            NDArray left, NDArray right, Tolerance tolerance, boolean isByValue, LongConsumer progress)
            throws ClosedByInterruptException {
        if (!Arrays.equals(left.shape(), right.shape())) {
            throw new IllegalArgumentException(
                    "shapes differ: " + Arrays.toString(left.shape()) + " and " + Arrays.toString(right.shape()));
        }
        ElementComparer comparer = new ComparerChoice(tolerance, isByValue).of(left.dtype(), right.dtype());
        if (comparer == null) {
            return Optional.empty();
        }
        walk(comparer, left, right, 0, progress);
        return Optional.of(new ArrayComparison(
                comparer.count(),
                left.size(),
                comparer.first() < 0 ? null : Place.of(comparer.first(), left, right),
                comparer.worst() < 0 ? null : Place.of(comparer.worst(), left, right),
                comparer.error()));
    }

    /// Compares pieces in C order, cut along the first axis that can be cut.
    static void walk(ElementComparer comparer, NDArray left, NDArray right, long start, LongConsumer progress)
            throws ClosedByInterruptException {
        if (left.size() <= PIECE_SIZE) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            if (left.size() > 0) {
                comparer.compare(left, right, start);
                progress.accept(left.size());
            }
            return;
        }
        long length = left.shape(0);
        long rowSize = left.size() / length;
        long rows = Math.max(PIECE_SIZE / rowSize, 1);
        for (long row = 0; row < length; row += rows) {
            long end = Math.min(length, row + rows);
            boolean isOneRow = rows == 1;
            walk(
                    comparer,
                    isOneRow ? left.at(Index.at(row)) : left.slice(0, row, end, 1),
                    isOneRow ? right.at(Index.at(row)) : right.slice(0, row, end, 1),
                    start + row * rowSize,
                    progress);
        }
    }
}
