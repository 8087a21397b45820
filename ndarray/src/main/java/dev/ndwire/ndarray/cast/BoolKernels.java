package dev.ndwire.ndarray.cast;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Numbers to bools, side by side in this machine's byte order.
///
/// One loop a pair, since only loops that see nothing else are turned into vector instructions: tiles that all pairs
/// share take three to ten times as long.
final class BoolKernels {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private BoolKernels() {}

    static void byteToBool(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) (s.get(BYTE, from + (long) i * Byte.BYTES) != 0 ? 1 : 0));
        }
    }

    static void shortToBool(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) (s.get(SHORT, from + (long) i * Short.BYTES) != 0 ? 1 : 0));
        }
    }

    static void intToBool(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) (s.get(INT, from + (long) i * Integer.BYTES) != 0 ? 1 : 0));
        }
    }

    static void longToBool(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) (s.get(LONG, from + (long) i * Long.BYTES) != 0 ? 1 : 0));
        }
    }

    static void floatToBool(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) (s.get(FLOAT, from + (long) i * Float.BYTES) != 0 ? 1 : 0));
        }
    }

    static void doubleToBool(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte)
                    (s.get(DOUBLE, from + (long) i * Double.BYTES) != 0 ? 1 : 0));
        }
    }
}
