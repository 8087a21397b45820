package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
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

    /// Elements that are carried as bytes: each half of a complex number, or the whole, however many bytes it has.
    static RowCast ofCarried(DType dtype) {
        int parts = dtype.kind() == Kind.LONG_COMPLEX ? 2 : 1;
        long size = dtype.itemSize() / parts;
        return VoidCast.perElement((source, at, target, put) -> {
            for (int part = 0; part < parts; part++) {
                reverse(source, at + part * size, target, put + part * size, size);
            }
        });
    }

    /// Reads both bytes of a pair before either is written, since elements may be turned around where they are.
    private static void reverse(MemorySegment source, long at, MemorySegment target, long put, long size) {
        for (long first = 0; first < (size + 1) / 2; first++) {
            long last = size - 1 - first;
            byte low = source.get(ValueLayout.JAVA_BYTE, at + first);
            byte high = source.get(ValueLayout.JAVA_BYTE, at + last);
            target.set(ValueLayout.JAVA_BYTE, put + first, high);
            target.set(ValueLayout.JAVA_BYTE, put + last, low);
        }
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
