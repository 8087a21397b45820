package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;

/// Converts rows of elements from one dtype to another, as numpy does where anything is allowed.
///
/// Immutable; one instance may be used by several threads. Where source and target overlap, every source element has to
/// be read before it is written over: an element may at most be written where it is read.
@FunctionalInterface
public interface RowCast {
    /// Finds the conversion.
    ///
    /// @param from what the elements are
    /// @param to what they become; a size of 0 is meant, not flexible
    /// @return the conversion, for native memory
    /// @throws IllegalArgumentException if there is none
    static RowCast of(DType from, DType to) {
        RowCast cast = CastTable.find(from, to);
        if (cast == null) {
            throw new IllegalArgumentException("Cannot cast array data from " + from.repr() + " to " + to.repr()
                    + " according to the rule 'unsafe'");
        }
        return cast;
    }

    /// Converts one row.
    ///
    /// @param source native or mapped memory of the elements, any alignment
    /// @param sourceOffset the byte at which the first one starts
    /// @param sourceStride bytes from one to the next, of any sign, or 0
    /// @param target native or mapped memory that is written
    /// @param targetOffset the byte at which the first result starts
    /// @param targetStride bytes from one to the next, of any sign
    /// @param count how many elements, at least 0
    /// @throws IllegalArgumentException if an element has no counterpart, such as a text that is no number
    void run(
            MemorySegment source,
            long sourceOffset,
            long sourceStride,
            MemorySegment target,
            long targetOffset,
            long targetStride,
            long count);
}
