package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Gathers every second element of 1, 2 or 4 bytes: whole longs are read, gaps included, and folded.
///
/// Takes a third of the time of one element after the other for bytes, and seven tenths for ints, which then wait for
/// memory, in vectors too. `Long.compress` would fold bytes twice as fast where the processor has it as one fast
/// instruction, and many times slower elsewhere. Sees native segments only.
///
/// The line is sliced once and no slice is made in the loops, of this class and all others here: whether the compiler
/// takes in `asSlice` depends on what has run before it, and where it does not, a loop takes three to thirty times as
/// long.
final class EverySecond {
    // The first byte in memory is the lowest, whatever the machine.
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final boolean HAS_VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && SteppedVectors.areFast();
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    private static final long EVEN_SHORTS = 0x0000FFFF0000FFFFL;
    private static final long LOW_INT = 0x00000000FFFFFFFFL;

    private EverySecond() {}

    /// Gathers most of a line: all but those at its end that fill no long, or no vector.
    ///
    /// @param unit bytes of one element: 1, 2 or 4
    /// @param wholes how many elements have the whole gap behind them in the source, which is read as well
    /// @return how many elements were gathered
    static long gather(int unit, MemorySegment source, long from, MemorySegment target, long to, long wholes) {
        if (HAS_VECTORS && unit < Integer.BYTES) {
            return SteppedVectors.gather(unit, source, from, target, to, wholes);
        }
        long longs = wholes * unit / Long.BYTES;
        MemorySegment line = source.asSlice(from, longs * 2 * Long.BYTES);
        MemorySegment halves = target.asSlice(to, longs * Long.BYTES);
        switch (unit) {
            case 1 -> bytes(line, halves, longs);
            case 2 -> shorts(line, halves, longs);
            default -> ints(line, halves, longs);
        }
        return longs * Long.BYTES / unit;
    }

    private static void bytes(MemorySegment source, MemorySegment target, long longs) {
        for (long i = 0; i < longs; i++) {
            target.set(
                    LONG, i * 8, evenBytes(source.get(LONG, i * 16)) | evenBytes(source.get(LONG, i * 16 + 8)) << 32);
        }
    }

    private static long evenBytes(long bytes) {
        long pairs = bytes & EVEN_BYTES;
        return evenShorts(pairs | pairs >>> 8);
    }

    private static void shorts(MemorySegment source, MemorySegment target, long longs) {
        for (long i = 0; i < longs; i++) {
            target.set(
                    LONG, i * 8, evenShorts(source.get(LONG, i * 16)) | evenShorts(source.get(LONG, i * 16 + 8)) << 32);
        }
    }

    private static long evenShorts(long shorts) {
        long pairs = shorts & EVEN_SHORTS;
        return (pairs | pairs >>> 16) & LOW_INT;
    }

    private static void ints(MemorySegment source, MemorySegment target, long longs) {
        for (long i = 0; i < longs; i++) {
            target.set(LONG, i * 8, (source.get(LONG, i * 16) & LOW_INT) | source.get(LONG, i * 16 + 8) << 32);
        }
    }
}
