package dev.ndwire.ndarray.ufunc.loop;

import java.lang.foreign.MemorySegment;

/// Computes one tile: a few hundred elements in Java arrays, which is what the compiler makes its fastest loops of.
///
/// The arrays are of the types that [Lane] says; a unary function finds its operand on both sides. An array may be
/// operand and result at once.
interface Loop {
    /// Computes the first elements of a tile.
    ///
    /// @param left the first operands
    /// @param right the second operands
    /// @param result where the results go
    /// @param count how many
    void run(Object left, Object right, Object result, int count);

    /// Computes contiguous elements where they lie, which saves the way through arrays.
    ///
    /// @param left native memory of the first operands
    /// @param leftOffset where the first one starts
    /// @param right native memory of the second operands; of a unary function, of the first ones
    /// @param rightOffset where the first one starts
    /// @param result native memory for the results
    /// @param resultOffset where the first one goes
    /// @param count how many
    default void runInMemory(
            MemorySegment left,
            long leftOffset,
            MemorySegment right,
            long rightOffset,
            MemorySegment result,
            long resultOffset,
            long count) {
        throw new UnsupportedOperationException("computed in arrays only");
    }

    /// Whether lanes of this loop are as wide as elements of 8 bytes, or of 4, so that [#runInMemory] is there.
    ///
    /// @return bytes of one operand and one result; 0 if there is none
    default int memoryWidth() {
        return 0;
    }
}
