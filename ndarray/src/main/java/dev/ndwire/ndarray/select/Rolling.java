package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.SegmentAllocator;

/// Moves elements along axes, round and round: numpy's `roll`.
public final class Rolling {
    private Rolling() {}

    /// Rolls all elements in C order.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param shift by how many positions, of any sign and size
    /// @return a fresh array of the same shape
    public static Strided roll(SegmentAllocator memory, Strided source, long shift) {
        try (var scratch = Scratch.beside(memory)) {
            Strided rolled = roll(memory, Blocks.flat(scratch, source), new long[] {shift}, 0);
            return rolled.with(rolled.layout().reshape(source.layout().shape()).orElseThrow());
        }
    }

    /// Rolls along axes.
    ///
    /// @param memory where the result comes from
    /// @param source the elements
    /// @param shifts by how many positions: one an axis, or one for all
    /// @param axes which axes, or one for all shifts; a negative number counts from the last; an axis that is named
    ///     again is rolled again
    /// @return a fresh array of the same shape
    /// @throws IllegalArgumentException if the numbers of shifts and axes differ, and neither is 1
    /// @throws IndexOutOfBoundsException if there is no such axis
    public static Strided roll(SegmentAllocator memory, Strided source, long[] shifts, int... axes) {
        if (shifts.length != axes.length && shifts.length != 1 && axes.length != 1) {
            throw new IllegalArgumentException("shape mismatch: objects cannot be broadcast to a single shape.  "
                    + "Mismatch is between arg 0 with shape " + Shapes.text(shifts.length) + " and arg 1 with shape "
                    + Shapes.text(axes.length) + ".");
        }
        long[] shape = source.layout().shape();
        var moves = new long[shape.length];
        int count = shifts.length == 1 ? axes.length : shifts.length;
        for (int i = 0; i < count; i++) {
            int axis = Shapes.axis(axes[axes.length == 1 ? 0 : i], shape.length);
            if (shape[axis] > 0) {
                long move = Math.floorMod(shifts[shifts.length == 1 ? 0 : i], shape[axis]);
                // Both are below the length: this is their sum, without going beyond a long.
                moves[axis] =
                        move < shape[axis] - moves[axis] ? moves[axis] + move : move - (shape[axis] - moves[axis]);
            }
        }
        Strided result = Blocks.fresh(memory, source.dtype(), shape);
        copy(source, result, moves, 0);
        return result;
    }

    private static void copy(Strided source, Strided target, long[] moves, int axis) {
        if (axis == moves.length) {
            Blocks.copy(source, target);
            return;
        }
        if (moves[axis] == 0) {
            copy(source, target, moves, axis + 1);
            return;
        }
        long length = target.layout().length(axis);
        long cut = length - moves[axis];
        copy(Blocks.range(source, axis, 0, cut), Blocks.range(target, axis, moves[axis], length), moves, axis + 1);
        copy(Blocks.range(source, axis, cut, length), Blocks.range(target, axis, 0, moves[axis]), moves, axis + 1);
    }
}
