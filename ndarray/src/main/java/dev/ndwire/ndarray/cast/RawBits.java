package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Reads and writes elements of 1, 2, 4 or 8 bytes as bits, a tile at a time.
final class RawBits {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private RawBits() {}

    static boolean isSwapped(DType dtype) {
        return dtype.byteOrder() != ByteOrder.nativeOrder();
    }

    /// Reads bits, sign-extended.
    static void read(MemorySegment s, long from, long step, int byteSize, boolean isSwapped, long[] tile, int n) {
        switch (byteSize) {
            case 1 -> bytes(s, from, step, tile, n);
            case 2 -> shorts(s, from, step, tile, n);
            case 4 -> ints(s, from, step, tile, n);
            default -> longs(s, from, step, tile, n);
        }
        if (isSwapped) {
            swap(tile, byteSize, n);
        }
    }

    /// Makes the numbers of bools, integers and times that were read as if they had a sign.
    static void toNumbers(DType dtype, long[] tile, int n) {
        if (dtype.kind() == Kind.BOOL) {
            for (int i = 0; i < n; i++) {
                tile[i] = tile[i] != 0 ? 1 : 0;
            }
        } else if (dtype.kind() == Kind.UINT && dtype.itemSize() < Long.BYTES) {
            long mask = (1L << (Byte.SIZE * dtype.itemSize())) - 1;
            for (int i = 0; i < n; i++) {
                tile[i] &= mask;
            }
        }
    }

    private static void bytes(MemorySegment s, long from, long step, long[] tile, int n) {
        if (step == Byte.BYTES) {
            for (int i = 0; i < n; i++) {
                tile[i] = s.get(ValueLayout.JAVA_BYTE, from + (long) i * Byte.BYTES);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            tile[i] = s.get(ValueLayout.JAVA_BYTE, from + i * step);
        }
    }

    private static void shorts(MemorySegment s, long from, long step, long[] tile, int n) {
        if (step == Short.BYTES) {
            for (int i = 0; i < n; i++) {
                tile[i] = s.get(SHORT, from + (long) i * Short.BYTES);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            tile[i] = s.get(SHORT, from + i * step);
        }
    }

    private static void ints(MemorySegment s, long from, long step, long[] tile, int n) {
        if (step == Integer.BYTES) {
            for (int i = 0; i < n; i++) {
                tile[i] = s.get(INT, from + (long) i * Integer.BYTES);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            tile[i] = s.get(INT, from + i * step);
        }
    }

    private static void longs(MemorySegment s, long from, long step, long[] tile, int n) {
        if (step == Long.BYTES) {
            for (int i = 0; i < n; i++) {
                tile[i] = s.get(LONG, from + (long) i * Long.BYTES);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            tile[i] = s.get(LONG, from + i * step);
        }
    }

    private static void swap(long[] tile, int byteSize, int n) {
        int shift = Long.SIZE - Byte.SIZE * byteSize;
        for (int i = 0; i < n; i++) {
            tile[i] = Long.reverseBytes(tile[i]) >> shift;
        }
    }

    /// Writes the low bits; the tile is lost.
    static void write(MemorySegment t, long to, long step, int byteSize, boolean isSwapped, long[] tile, int n) {
        if (isSwapped) {
            swap(tile, byteSize, n);
        }
        switch (byteSize) {
            case 1 -> writeBytes(t, to, step, tile, n);
            case 2 -> writeShorts(t, to, step, tile, n);
            case 4 -> writeInts(t, to, step, tile, n);
            default -> writeLongs(t, to, step, tile, n);
        }
    }

    private static void writeBytes(MemorySegment t, long to, long step, long[] tile, int n) {
        if (step == Byte.BYTES) {
            for (int i = 0; i < n; i++) {
                t.set(ValueLayout.JAVA_BYTE, to + (long) i * Byte.BYTES, (byte) tile[i]);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            t.set(ValueLayout.JAVA_BYTE, to + i * step, (byte) tile[i]);
        }
    }

    private static void writeShorts(MemorySegment t, long to, long step, long[] tile, int n) {
        if (step == Short.BYTES) {
            for (int i = 0; i < n; i++) {
                t.set(SHORT, to + (long) i * Short.BYTES, (short) tile[i]);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            t.set(SHORT, to + i * step, (short) tile[i]);
        }
    }

    private static void writeInts(MemorySegment t, long to, long step, long[] tile, int n) {
        if (step == Integer.BYTES) {
            for (int i = 0; i < n; i++) {
                t.set(INT, to + (long) i * Integer.BYTES, (int) tile[i]);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            t.set(INT, to + i * step, (int) tile[i]);
        }
    }

    private static void writeLongs(MemorySegment t, long to, long step, long[] tile, int n) {
        if (step == Long.BYTES) {
            for (int i = 0; i < n; i++) {
                t.set(LONG, to + (long) i * Long.BYTES, tile[i]);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            t.set(LONG, to + i * step, tile[i]);
        }
    }
}
