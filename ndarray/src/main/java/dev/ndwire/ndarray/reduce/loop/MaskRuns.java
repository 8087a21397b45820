package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.element.RawMemory;
import java.lang.foreign.MemorySegment;

/// Finds the elements that a mask lets through as runs, since numpy adds up each run by itself.
///
/// @param memory bools, in any memory
/// @param at where the first one starts
/// @param stride bytes from one to the next
/// @param count how many there are
record MaskRuns(MemorySegment memory, long at, long stride, long count) {
    /// What is done with a run.
    @FunctionalInterface
    interface Run {
        /// Handles a run.
        ///
        /// @param start its first position
        /// @param length at least 1
        void of(long start, long length);
    }

    void forEach(Run run) {
        if (stride == 0) {
            if (count > 0 && isLetThrough(0)) {
                run.of(0, count);
            }
            return;
        }
        long end = 0;
        while (end < count) {
            long start = end;
            while (start < count && !isLetThrough(start)) {
                start++;
            }
            end = start;
            while (end < count && isLetThrough(end)) {
                end++;
            }
            if (end > start) {
                run.of(start, end - start);
            }
        }
    }

    private boolean isLetThrough(long position) {
        return RawMemory.getByte(memory, at + position * stride) != 0;
    }
}
