package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Gathers elements of 1, 2 or 4 bytes that follow each other backwards: whole longs, turned around.
///
/// Takes a tenth of the time of one element after the other for bytes, a fifth for shorts and half for ints; longs gain
/// nothing. Sees native segments only.
final class Backwards {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;

    private Backwards() {}

    /// Gathers most of a line: all but the elements at its end that fill no long.
    ///
    /// @param unit bytes of one element: 1, 2 or 4
    /// @param from where in the source the first element starts, behind all others
    /// @return how many elements were gathered
    static long gather(int unit, MemorySegment source, long from, MemorySegment target, long to, long count) {
        long longs = count * unit / Long.BYTES;
        long byteSize = longs * Long.BYTES;
        MemorySegment line = source.asSlice(from + unit - byteSize, byteSize);
        MemorySegment turned = target.asSlice(to, byteSize);
        switch (unit) {
            case 1 -> bytes(line, turned, byteSize);
            case 2 -> shorts(line, turned, byteSize);
            default -> ints(line, turned, byteSize);
        }
        return byteSize / unit;
    }

    private static void bytes(MemorySegment line, MemorySegment turned, long byteSize) {
        for (long i = 0; i < byteSize; i += Long.BYTES) {
            turned.set(LONG, i, Long.reverseBytes(line.get(LONG, byteSize - Long.BYTES - i)));
        }
    }

    private static void shorts(MemorySegment line, MemorySegment turned, long byteSize) {
        for (long i = 0; i < byteSize; i += Long.BYTES) {
            long bytes = Long.reverseBytes(line.get(LONG, byteSize - Long.BYTES - i));
            turned.set(LONG, i, (bytes & EVEN_BYTES) << 8 | (bytes >>> 8 & EVEN_BYTES));
        }
    }

    private static void ints(MemorySegment line, MemorySegment turned, long byteSize) {
        for (long i = 0; i < byteSize; i += Long.BYTES) {
            turned.set(LONG, i, Long.rotateLeft(line.get(LONG, byteSize - Long.BYTES - i), Integer.SIZE));
        }
    }
}
