package dev.ndwire.ndarray.cast;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies elements as they are.
final class CopyCast {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private CopyCast() {}

    static RowCast of(long itemSize) {
        RowCast strided = strided(itemSize);
        return (source, from, sourceStride, target, to, targetStride, count) -> {
            if (sourceStride == itemSize && targetStride == itemSize) {
                MemorySegment.copy(source, from, target, to, count * itemSize);
            } else {
                strided.run(source, from, sourceStride, target, to, targetStride, count);
            }
        };
    }

    private static RowCast strided(long itemSize) {
        return switch ((int) itemSize) {
            case 1 -> CopyCast::bytes;
            case 2 -> CopyCast::shorts;
            case 4 -> CopyCast::ints;
            case 8 -> CopyCast::longs;
            case 16 -> CopyCast::longPairs;
            default ->
                (source, from, sourceStride, target, to, targetStride, count) -> {
                    for (long i = 0; i < count; i++) {
                        MemorySegment.copy(source, from + i * sourceStride, target, to + i * targetStride, itemSize);
                    }
                };
        };
    }

    private static void bytes(MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(ValueLayout.JAVA_BYTE, to + i * toStep, s.get(ValueLayout.JAVA_BYTE, from + i * step));
        }
    }

    private static void shorts(MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(SHORT, to + i * toStep, s.get(SHORT, from + i * step));
        }
    }

    private static void ints(MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(INT, to + i * toStep, s.get(INT, from + i * step));
        }
    }

    private static void longs(MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            t.set(LONG, to + i * toStep, s.get(LONG, from + i * step));
        }
    }

    private static void longPairs(
            MemorySegment s, long from, long step, MemorySegment t, long to, long toStep, long n) {
        for (long i = 0; i < n; i++) {
            long first = s.get(LONG, from + i * step);
            long second = s.get(LONG, from + i * step + 8);
            t.set(LONG, to + i * toStep, first);
            t.set(LONG, to + i * toStep + 8, second);
        }
    }
}
