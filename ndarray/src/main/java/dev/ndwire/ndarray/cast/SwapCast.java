package dev.ndwire.ndarray.cast;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Turns the bytes of elements around, for another byte order.
final class SwapCast {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private SwapCast() {}

    /// @param itemSize 2, 4 or 8
    static RowCast of(long itemSize) {
        return switch ((int) itemSize) {
            case 2 -> SwapCast::shorts;
            case 4 -> SwapCast::ints;
            default -> SwapCast::longs;
        };
    }

    private static void shorts(MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(SHORT, to + i * toStep, Short.reverseBytes(s.get(SHORT, from + i * step)));
        }
    }

    private static void ints(MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        if (step == Integer.BYTES && toStep == Integer.BYTES) {
            for (long i = 0; i < n; i++) {
                t.set(INT, to + i * Integer.BYTES, Integer.reverseBytes(s.get(INT, from + i * Integer.BYTES)));
            }
        } else {
            for (long i = 0; i < n; i++) {
                t.set(INT, to + i * toStep, Integer.reverseBytes(s.get(INT, from + i * step)));
            }
        }
    }

    private static void longs(MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        if (step == Long.BYTES && toStep == Long.BYTES) {
            for (long i = 0; i < n; i++) {
                t.set(LONG, to + i * Long.BYTES, Long.reverseBytes(s.get(LONG, from + i * Long.BYTES)));
            }
        } else {
            for (long i = 0; i < n; i++) {
                t.set(LONG, to + i * toStep, Long.reverseBytes(s.get(LONG, from + i * step)));
            }
        }
    }
}
