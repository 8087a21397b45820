package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.NDArray;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Counts where two arrays differ; one way of comparing each.
abstract class ElementComparer {
    private long count;
    private long first = -1;
    private long worst = -1;
    private LongConsumer listener = element -> {};

    /// Compares parts of the two arrays.
    ///
    /// @param left a part, at most [ArrayComparison#PIECE_SIZE] elements
    /// @param right the same part of the other array
    /// @param start the number of the parts' first element, in C order
    /// @throws ClosedByInterruptException if the thread is interrupted, as far as parts are cut further
    abstract void compare(NDArray left, NDArray right, long start) throws ClosedByInterruptException;

    /// The largest error as text, or null where differences have no size, or there are none.
    abstract @Nullable String error();

    /// Has somebody told the number of each element that differs, as soon as it is found.
    final void tell(LongConsumer newListener) {
        listener = newListener;
    }

    /// Notes a difference.
    ///
    /// @param element its number, in C order
    /// @param isWorst whether none before it is as large
    final void note(long element, boolean isWorst) {
        count++;
        listener.accept(element);
        if (first < 0) {
            first = element;
        }
        if (isWorst) {
            worst = element;
        }
    }

    final long count() {
        return count;
    }

    /// The number of the first element that differs, or -1.
    final long first() {
        return first;
    }

    /// The number of the element with the largest error, or -1.
    final long worst() {
        return worst;
    }
}
