package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Turns tiles of 8 columns, each one line of the cache in the source, into rows of 8 elements in the target.
///
/// ```text
///   source: 8 columns of 64 bytes       target: 64 / unit rows of 8 elements
///   ┌─────────────────────────┐         ┌─────────┐
///   │ a0 b0 c0 d0 …           │         │ a0 a1 … │
///   │ a1 b1 c1 d1 …           │   →     │ b0 b1 … │
///   │ …                       │         │ …       │
/// ```
///
/// A slice of known length for each line has its bounds checked once, and its elements none: a third of the time that
/// checked elements take. The slices are locals of the method that uses them, since the compiler makes objects of those
/// that it sees passed on, which costs tenfold. Elements of less than 8 bytes are turned within longs, by halves. Sees
/// native and mapped segments only.
final class TurnedTile {
    /// Columns of a tile.
    static final int COLUMNS = 8;

    /// Bytes of a tile's column.
    static final int COLUMN_BYTES = 64;

    // The first byte in memory is the lowest, whatever the machine.
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final boolean HAS_VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && TurnedVectors.areFast();
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    private static final long EVEN_SHORTS = 0x0000FFFF0000FFFFL;
    private static final long LOW_INT = 0x00000000FFFFFFFFL;

    private TurnedTile() {}

    /// Turns one tile.
    ///
    /// @param unit bytes of one element: 1, 2, 4, 8 or 16
    /// @param from where the first column starts
    /// @param stride bytes from one column to the next
    /// @param to where the first row goes
    /// @param step bytes from one row to the next
    static void turn(int unit, MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        switch (unit) {
            case 1 -> bytes(source, from, stride, target, to, step);
            case 2 -> shorts(source, from, stride, target, to, step);
            case 4 -> ints(source, from, stride, target, to, step);
            case 8 -> {
                if (HAS_VECTORS) {
                    TurnedVectors.longs(source, from, stride, target, to, step);
                } else {
                    longs(source, from, stride, target, to, step);
                }
            }
            default -> pairs(source, from, stride, target, to, step);
        }
    }

    private static void pairs(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        MemorySegment c0 = source.asSlice(from, COLUMN_BYTES);
        MemorySegment c1 = source.asSlice(from + stride, COLUMN_BYTES);
        MemorySegment c2 = source.asSlice(from + 2 * stride, COLUMN_BYTES);
        MemorySegment c3 = source.asSlice(from + 3 * stride, COLUMN_BYTES);
        MemorySegment c4 = source.asSlice(from + 4 * stride, COLUMN_BYTES);
        MemorySegment c5 = source.asSlice(from + 5 * stride, COLUMN_BYTES);
        MemorySegment c6 = source.asSlice(from + 6 * stride, COLUMN_BYTES);
        MemorySegment c7 = source.asSlice(from + 7 * stride, COLUMN_BYTES);
        for (int at = 0; at < COLUMN_BYTES; at += 16) {
            MemorySegment row = target.asSlice(to + (at >> 4) * step, 128);
            row.set(LONG, 0, c0.get(LONG, at));
            row.set(LONG, 8, c0.get(LONG, at + 8));
            row.set(LONG, 16, c1.get(LONG, at));
            row.set(LONG, 24, c1.get(LONG, at + 8));
            row.set(LONG, 32, c2.get(LONG, at));
            row.set(LONG, 40, c2.get(LONG, at + 8));
            row.set(LONG, 48, c3.get(LONG, at));
            row.set(LONG, 56, c3.get(LONG, at + 8));
            row.set(LONG, 64, c4.get(LONG, at));
            row.set(LONG, 72, c4.get(LONG, at + 8));
            row.set(LONG, 80, c5.get(LONG, at));
            row.set(LONG, 88, c5.get(LONG, at + 8));
            row.set(LONG, 96, c6.get(LONG, at));
            row.set(LONG, 104, c6.get(LONG, at + 8));
            row.set(LONG, 112, c7.get(LONG, at));
            row.set(LONG, 120, c7.get(LONG, at + 8));
        }
    }

    private static void longs(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        MemorySegment c0 = source.asSlice(from, COLUMN_BYTES);
        MemorySegment c1 = source.asSlice(from + stride, COLUMN_BYTES);
        MemorySegment c2 = source.asSlice(from + 2 * stride, COLUMN_BYTES);
        MemorySegment c3 = source.asSlice(from + 3 * stride, COLUMN_BYTES);
        MemorySegment c4 = source.asSlice(from + 4 * stride, COLUMN_BYTES);
        MemorySegment c5 = source.asSlice(from + 5 * stride, COLUMN_BYTES);
        MemorySegment c6 = source.asSlice(from + 6 * stride, COLUMN_BYTES);
        MemorySegment c7 = source.asSlice(from + 7 * stride, COLUMN_BYTES);
        for (int at = 0; at < COLUMN_BYTES; at += 8) {
            MemorySegment row = target.asSlice(to + (at >> 3) * step, 64);
            row.set(LONG, 0, c0.get(LONG, at));
            row.set(LONG, 8, c1.get(LONG, at));
            row.set(LONG, 16, c2.get(LONG, at));
            row.set(LONG, 24, c3.get(LONG, at));
            row.set(LONG, 32, c4.get(LONG, at));
            row.set(LONG, 40, c5.get(LONG, at));
            row.set(LONG, 48, c6.get(LONG, at));
            row.set(LONG, 56, c7.get(LONG, at));
        }
    }

    private static void ints(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        MemorySegment c0 = source.asSlice(from, COLUMN_BYTES);
        MemorySegment c1 = source.asSlice(from + stride, COLUMN_BYTES);
        MemorySegment c2 = source.asSlice(from + 2 * stride, COLUMN_BYTES);
        MemorySegment c3 = source.asSlice(from + 3 * stride, COLUMN_BYTES);
        MemorySegment c4 = source.asSlice(from + 4 * stride, COLUMN_BYTES);
        MemorySegment c5 = source.asSlice(from + 5 * stride, COLUMN_BYTES);
        MemorySegment c6 = source.asSlice(from + 6 * stride, COLUMN_BYTES);
        MemorySegment c7 = source.asSlice(from + 7 * stride, COLUMN_BYTES);
        for (int at = 0; at < COLUMN_BYTES; at += 8) {
            MemorySegment row = target.asSlice(to + (at >> 2) * step, 32);
            MemorySegment next = target.asSlice(to + (at >> 2) * step + step, 32);
            long a = c0.get(LONG, at);
            long b = c1.get(LONG, at);
            long c = c2.get(LONG, at);
            long d = c3.get(LONG, at);
            long e = c4.get(LONG, at);
            long f = c5.get(LONG, at);
            long g = c6.get(LONG, at);
            long h = c7.get(LONG, at);
            row.set(LONG, 0, evens(a, b, 32, LOW_INT));
            row.set(LONG, 8, evens(c, d, 32, LOW_INT));
            row.set(LONG, 16, evens(e, f, 32, LOW_INT));
            row.set(LONG, 24, evens(g, h, 32, LOW_INT));
            next.set(LONG, 0, odds(a, b, 32, LOW_INT));
            next.set(LONG, 8, odds(c, d, 32, LOW_INT));
            next.set(LONG, 16, odds(e, f, 32, LOW_INT));
            next.set(LONG, 24, odds(g, h, 32, LOW_INT));
        }
    }

    private static void shorts(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        MemorySegment c0 = source.asSlice(from, COLUMN_BYTES);
        MemorySegment c1 = source.asSlice(from + stride, COLUMN_BYTES);
        MemorySegment c2 = source.asSlice(from + 2 * stride, COLUMN_BYTES);
        MemorySegment c3 = source.asSlice(from + 3 * stride, COLUMN_BYTES);
        MemorySegment c4 = source.asSlice(from + 4 * stride, COLUMN_BYTES);
        MemorySegment c5 = source.asSlice(from + 5 * stride, COLUMN_BYTES);
        MemorySegment c6 = source.asSlice(from + 6 * stride, COLUMN_BYTES);
        MemorySegment c7 = source.asSlice(from + 7 * stride, COLUMN_BYTES);
        for (int at = 0; at < COLUMN_BYTES; at += 8) {
            long first = to + (at >> 1) * step;
            turnShorts(target, first, step, c0.get(LONG, at), c1.get(LONG, at), c2.get(LONG, at), c3.get(LONG, at));
            turnShorts(target, first + 8, step, c4.get(LONG, at), c5.get(LONG, at), c6.get(LONG, at), c7.get(LONG, at));
        }
    }

    private static void turnShorts(MemorySegment target, long to, long step, long a, long b, long c, long d) {
        long even = evens(a, b, 16, EVEN_SHORTS);
        long odd = odds(a, b, 16, EVEN_SHORTS);
        long evenBelow = evens(c, d, 16, EVEN_SHORTS);
        long oddBelow = odds(c, d, 16, EVEN_SHORTS);
        target.set(LONG, to, evens(even, evenBelow, 32, LOW_INT));
        target.set(LONG, to + step, evens(odd, oddBelow, 32, LOW_INT));
        target.set(LONG, to + 2 * step, odds(even, evenBelow, 32, LOW_INT));
        target.set(LONG, to + 3 * step, odds(odd, oddBelow, 32, LOW_INT));
    }

    private static void bytes(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        MemorySegment c0 = source.asSlice(from, COLUMN_BYTES);
        MemorySegment c1 = source.asSlice(from + stride, COLUMN_BYTES);
        MemorySegment c2 = source.asSlice(from + 2 * stride, COLUMN_BYTES);
        MemorySegment c3 = source.asSlice(from + 3 * stride, COLUMN_BYTES);
        MemorySegment c4 = source.asSlice(from + 4 * stride, COLUMN_BYTES);
        MemorySegment c5 = source.asSlice(from + 5 * stride, COLUMN_BYTES);
        MemorySegment c6 = source.asSlice(from + 6 * stride, COLUMN_BYTES);
        MemorySegment c7 = source.asSlice(from + 7 * stride, COLUMN_BYTES);
        for (int at = 0; at < COLUMN_BYTES; at += 8) {
            long a = c0.get(LONG, at);
            long b = c1.get(LONG, at);
            long c = c2.get(LONG, at);
            long d = c3.get(LONG, at);
            long e = c4.get(LONG, at);
            long f = c5.get(LONG, at);
            long g = c6.get(LONG, at);
            long h = c7.get(LONG, at);
            long ab0 = evens(a, b, 8, EVEN_BYTES);
            long ab1 = odds(a, b, 8, EVEN_BYTES);
            long cd0 = evens(c, d, 8, EVEN_BYTES);
            long cd1 = odds(c, d, 8, EVEN_BYTES);
            long ef0 = evens(e, f, 8, EVEN_BYTES);
            long ef1 = odds(e, f, 8, EVEN_BYTES);
            long gh0 = evens(g, h, 8, EVEN_BYTES);
            long gh1 = odds(g, h, 8, EVEN_BYTES);
            turnPairs(target, to + at * step, step, ab0, cd0, ef0, gh0);
            turnPairs(target, to + at * step + step, step, ab1, cd1, ef1, gh1);
        }
    }

    /// The second and third of three halvings, for every second row.
    private static void turnPairs(MemorySegment target, long to, long step, long ab, long cd, long ef, long gh) {
        long low = evens(ab, cd, 16, EVEN_SHORTS);
        long high = odds(ab, cd, 16, EVEN_SHORTS);
        long lowBelow = evens(ef, gh, 16, EVEN_SHORTS);
        long highBelow = odds(ef, gh, 16, EVEN_SHORTS);
        target.set(LONG, to, evens(low, lowBelow, 32, LOW_INT));
        target.set(LONG, to + 2 * step, evens(high, highBelow, 32, LOW_INT));
        target.set(LONG, to + 4 * step, odds(low, lowBelow, 32, LOW_INT));
        target.set(LONG, to + 6 * step, odds(high, highBelow, 32, LOW_INT));
    }

    /// Elements 0, 2, … of both, by turns.
    private static long evens(long a, long b, int bits, long mask) {
        return (a & mask) | (b & mask) << bits;
    }

    /// Elements 1, 3, … of both, by turns.
    private static long odds(long a, long b, int bits, long mask) {
        return (a >>> bits & mask) | (b & ~mask);
    }
}
