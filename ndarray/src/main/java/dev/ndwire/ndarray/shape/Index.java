package dev.ndwire.ndarray.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One part of a basic index expression, as numpy writes them between brackets.
///
/// Values of this type are immutable and safe to share between threads.
public sealed interface Index {
    /// Picks one position of an axis and drops that axis.
    ///
    /// @param position the position; a negative one counts from the end
    record At(long position) implements Index {}

    /// Picks a range of an axis, clipped to the axis as Python clips its slices.
    ///
    /// @param start the first position, or null for the end that `step` starts from; a negative one counts from the end
    /// @param stop the position before which to end, or null for the other end; a negative one counts from the end
    /// @param step the distance between positions; 0 is refused where the slice is applied, as in Python
    record Slice(@Nullable Long start, @Nullable Long stop, long step) implements Index {}

    /// Inserts an axis of length 1: numpy's `None` or `newaxis`.
    record NewAxis() implements Index {}

    /// Stands for all axes that the other parts do not name: numpy's `...`.
    record Ellipsis() implements Index {}

    /// Picks one position of an axis.
    ///
    /// @param position the position; a negative one counts from the end
    /// @return the index part
    static Index at(long position) {
        return new At(position);
    }

    /// Keeps a whole axis: numpy's `:`.
    ///
    /// @return the index part
    static Index all() {
        return new Slice(null, null, 1);
    }

    /// Picks the positions from `start` up to, but without, `stop`.
    ///
    /// @param start the first position; a negative one counts from the end
    /// @param stop the position before which to end; a negative one counts from the end
    /// @return the index part
    static Index slice(long start, long stop) {
        return new Slice(start, stop, 1);
    }

    /// Picks every `step`-th position from `start` up to, but without, `stop`.
    ///
    /// @param start the first position, or null for the end that `step` starts from; a negative one counts from the end
    /// @param stop the position before which to end, or null for the other end; a negative one counts from the end
    /// @param step the distance between positions, not 0
    /// @return the index part
    /// @throws IllegalArgumentException if `step` is 0
    static Index slice(@Nullable Long start, @Nullable Long stop, long step) {
        Slicing.checkStep(step);
        return new Slice(start, stop, step);
    }

    /// Inserts an axis of length 1.
    ///
    /// @return the index part
    static Index newAxis() {
        return new NewAxis();
    }

    /// Stands for all axes that the other parts do not name.
    ///
    /// @return the index part
    static Index ellipsis() {
        return new Ellipsis();
    }

    /// Reads an index expression as numpy takes it between brackets, such as `1:7, ::-2, ..., None, -1`.
    ///
    /// `None`, `newaxis` and `np.newaxis` insert an axis. Empty text is the empty index, which keeps everything.
    ///
    /// @param text the expression, without the brackets
    /// @return its parts, immutable
    /// @throws IllegalArgumentException if the text is no basic index; it names the part and where it starts
    static List<Index> parse(String text) {
        return new IndexParser(text).parse();
    }
}
