package dev.ndwire.cli.rig;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Float64 numbers in [1, 2) that depend on a seed and their index: no two seeds have a long run in common.
///
/// Written and checked at the speed of memory, and never kept: both sides know what must be there.
public final class Pattern {
    private static final ValueLayout.OfLong BITS = ValueLayout.JAVA_LONG;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long EXPONENT_OF_ONE = 0x3FF0000000000000L;

    // An inner loop over int indexes has its bounds checked once.
    private static final int STEP = 1 << 16;

    private Pattern() {}

    private static long bits(long seed, long elementIndex) {
        return EXPONENT_OF_ONE | (((seed + elementIndex) * MULTIPLIER) >>> 12);
    }

    /// Fills memory.
    ///
    /// @param memory whole numbers of 8 bytes, native
    /// @param seed which numbers
    public static void fill(MemorySegment memory, long seed) {
        long count = memory.byteSize() / Long.BYTES;
        for (long start = 0; start < count; start += STEP) {
            int size = (int) Math.min(STEP, count - start);
            MemorySegment part = memory.asSlice(start * Long.BYTES, (long) size * Long.BYTES);
            for (int i = 0; i < size; i++) {
                part.setAtIndex(BITS, i, bits(seed, start + i));
            }
        }
    }

    /// Compares every byte.
    ///
    /// @param memory whole numbers of 8 bytes, native
    /// @param seed which numbers must be there
    /// @return the byte offset of the first number that is another, or -1
    public static long firstDifference(MemorySegment memory, long seed) {
        long count = memory.byteSize() / Long.BYTES;
        for (long start = 0; start < count; start += STEP) {
            int size = (int) Math.min(STEP, count - start);
            MemorySegment part = memory.asSlice(start * Long.BYTES, (long) size * Long.BYTES);
            long differences = 0;
            for (int i = 0; i < size; i++) {
                differences |= part.getAtIndex(BITS, i) ^ bits(seed, start + i);
            }
            if (differences != 0) {
                return firstDifferenceIn(part, seed, start);
            }
        }
        return -1;
    }

    private static long firstDifferenceIn(MemorySegment part, long seed, long start) {
        int i = 0;
        while (part.getAtIndex(BITS, i) == bits(seed, start + i)) {
            i++;
        }
        return (start + i) * Long.BYTES;
    }
}
