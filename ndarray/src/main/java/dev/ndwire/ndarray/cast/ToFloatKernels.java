package dev.ndwire.ndarray.cast;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Integers to floats, side by side in this machine's byte order.
///
/// One loop a pair, since only loops that see nothing else are turned into vector instructions: tiles that all pairs
/// share take three to ten times as long.
final class ToFloatKernels {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private ToFloatKernels() {}

    static void byteToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float) s.get(BYTE, from + (long) i * Byte.BYTES));
        }
    }

    static void byteToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, (double) s.get(BYTE, from + (long) i * Byte.BYTES));
        }
    }

    static void ubyteToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float) (s.get(BYTE, from + (long) i * Byte.BYTES) & 0xff));
        }
    }

    static void ubyteToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, (double) (s.get(BYTE, from + (long) i * Byte.BYTES) & 0xff));
        }
    }

    static void shortToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float) s.get(SHORT, from + (long) i * Short.BYTES));
        }
    }

    static void shortToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, (double) s.get(SHORT, from + (long) i * Short.BYTES));
        }
    }

    static void ushortToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float) (s.get(SHORT, from + (long) i * Short.BYTES) & 0xffff));
        }
    }

    static void ushortToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, (double)
                    (s.get(SHORT, from + (long) i * Short.BYTES) & 0xffff));
        }
    }

    static void intToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float) s.get(INT, from + (long) i * Integer.BYTES));
        }
    }

    static void intToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, (double) s.get(INT, from + (long) i * Integer.BYTES));
        }
    }

    static void uintToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float)
                    (s.get(INT, from + (long) i * Integer.BYTES) & 0xffff_ffffL));
        }
    }

    static void uintToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, (double)
                    (s.get(INT, from + (long) i * Integer.BYTES) & 0xffff_ffffL));
        }
    }

    static void longToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float) s.get(LONG, from + (long) i * Long.BYTES));
        }
    }

    static void longToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, (double) s.get(LONG, from + (long) i * Long.BYTES));
        }
    }
}
