package dev.ndwire.ndarray.cast;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Integers to integers of another size, side by side in this machine's byte order.
///
/// One loop a pair, since only loops that see nothing else are turned into vector instructions: tiles that all pairs
/// share take three to ten times as long.
final class IntegerKernels {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private IntegerKernels() {}

    static void byteToShort(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(SHORT, to + (long) i * Short.BYTES, s.get(BYTE, from + (long) i * Byte.BYTES));
        }
    }

    static void byteToInt(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, s.get(BYTE, from + (long) i * Byte.BYTES));
        }
    }

    static void byteToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, s.get(BYTE, from + (long) i * Byte.BYTES));
        }
    }

    static void ubyteToShort(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(SHORT, to + (long) i * Short.BYTES, (short) (s.get(BYTE, from + (long) i * Byte.BYTES) & 0xff));
        }
    }

    static void ubyteToInt(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, s.get(BYTE, from + (long) i * Byte.BYTES) & 0xff);
        }
    }

    static void ubyteToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, s.get(BYTE, from + (long) i * Byte.BYTES) & 0xffL);
        }
    }

    static void shortToByte(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) s.get(SHORT, from + (long) i * Short.BYTES));
        }
    }

    static void shortToInt(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, s.get(SHORT, from + (long) i * Short.BYTES));
        }
    }

    static void shortToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, s.get(SHORT, from + (long) i * Short.BYTES));
        }
    }

    static void ushortToInt(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, s.get(SHORT, from + (long) i * Short.BYTES) & 0xffff);
        }
    }

    static void ushortToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, s.get(SHORT, from + (long) i * Short.BYTES) & 0xffffL);
        }
    }

    static void intToByte(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) s.get(INT, from + (long) i * Integer.BYTES));
        }
    }

    static void intToShort(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(SHORT, to + (long) i * Short.BYTES, (short) s.get(INT, from + (long) i * Integer.BYTES));
        }
    }

    static void intToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, s.get(INT, from + (long) i * Integer.BYTES));
        }
    }

    static void uintToLong(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + (long) i * Long.BYTES, s.get(INT, from + (long) i * Integer.BYTES) & 0xffff_ffffL);
        }
    }

    static void longToByte(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(BYTE, to + (long) i * Byte.BYTES, (byte) s.get(LONG, from + (long) i * Long.BYTES));
        }
    }

    static void longToShort(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(SHORT, to + (long) i * Short.BYTES, (short) s.get(LONG, from + (long) i * Long.BYTES));
        }
    }

    static void longToInt(MemorySegment s, long from, MemorySegment t, long to, int n) {
        for (int i = 0; i < n; i++) {
            t.set(INT, to + (long) i * Integer.BYTES, (int) s.get(LONG, from + (long) i * Long.BYTES));
        }
    }
}
