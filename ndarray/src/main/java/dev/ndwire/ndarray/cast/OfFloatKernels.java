package dev.ndwire.ndarray.cast;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Floats to numbers, side by side in this machine's byte order.
///
/// One loop a pair, since only loops that see nothing else are turned into vector instructions: tiles that all pairs
/// share take three to ten times as long.
final class OfFloatKernels {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private OfFloatKernels() {}

    static void floatToDouble(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(DOUBLE, to + (long) i * Double.BYTES, s.get(FLOAT, from + (long) i * Float.BYTES));
        }
    }

    static void doubleToFloat(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(FLOAT, to + (long) i * Float.BYTES, (float) s.get(DOUBLE, from + (long) i * Double.BYTES));
        }
    }

    static void floatToByte(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) Rounding.toInt(s.get(FLOAT, from + (long) i * Float.BYTES)));
        }
    }

    static void floatToShort(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(SHORT, to + (long) i * Short.BYTES, (short)
                    Rounding.toInt(s.get(FLOAT, from + (long) i * Float.BYTES)));
        }
    }

    static void floatToInt(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, Rounding.toInt(s.get(FLOAT, from + (long) i * Float.BYTES)));
        }
    }

    static void floatToUint(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, (int)
                    Rounding.toLong(s.get(FLOAT, from + (long) i * Float.BYTES)));
        }
    }

    static void floatToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, Rounding.toLong(s.get(FLOAT, from + (long) i * Float.BYTES)));
        }
    }

    static void doubleToByte(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte)
                    Rounding.toInt(s.get(DOUBLE, from + (long) i * Double.BYTES)));
        }
    }

    static void doubleToShort(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(SHORT, to + (long) i * Short.BYTES, (short)
                    Rounding.toInt(s.get(DOUBLE, from + (long) i * Double.BYTES)));
        }
    }

    static void doubleToInt(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, Rounding.toInt(s.get(DOUBLE, from + (long) i * Double.BYTES)));
        }
    }

    static void doubleToUint(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, (int)
                    Rounding.toLong(s.get(DOUBLE, from + (long) i * Double.BYTES)));
        }
    }

    static void doubleToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, Rounding.toLong(s.get(DOUBLE, from + (long) i * Double.BYTES)));
        }
    }
}
