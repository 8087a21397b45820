package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Turns tiles of 8 columns, each one line of the cache in the source, into rows of 8 elements in the target; those of
/// longs are in [TurnedLongs].
///
/// ```text
///   source: 8 columns of 64 bytes       target: 64 / unit rows of 8 elements
///   ┌─────────────────────────┐         ┌─────────┐
///   │ a0 b0 c0 d0 …           │         │ a0 a1 … │
///   │ a1 b1 c1 d1 …           │   →     │ b0 b1 … │
///   │ …                       │         │ …       │
/// ```
///
/// Elements of less than 8 bytes are turned within longs, by halves. Sees native segments only.
final class TurnedTile {
    /// Columns of a tile.
    static final int COLUMNS = 8;

    /// Bytes of a tile's column.
    static final int COLUMN_BYTES = 64;

    // The first byte in memory is the lowest, whatever the machine.
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    private static final long EVEN_SHORTS = 0x0000FFFF0000FFFFL;
    private static final long LOW_INT = 0x00000000FFFFFFFFL;

    private TurnedTile() {}

    /// Turns one tile.
    ///
    /// @param unit bytes of one element: 1, 2, 4 or 16
    /// @param from where the first column starts
    /// @param stride bytes from one column to the next
    /// @param to where the first row goes
    /// @param step bytes from one row to the next
    static void turn(int unit, MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        switch (unit) {
            case 1 -> bytes(source, from, stride, target, to, step);
            case 2 -> shorts(source, from, stride, target, to, step);
            case 4 -> ints(source, from, stride, target, to, step);
            default -> pairs(source, from, stride, target, to, step);
        }
    }

    private static void pairs(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        for (int at = 0; at < COLUMN_BYTES; at += 16) {
            long row = to + (at >> 4) * step;
            target.set(LONG, row, source.get(LONG, from + at));
            target.set(LONG, row + 8, source.get(LONG, from + at + 8));
            target.set(LONG, row + 16, source.get(LONG, from + stride + at));
            target.set(LONG, row + 24, source.get(LONG, from + stride + at + 8));
            target.set(LONG, row + 32, source.get(LONG, from + 2 * stride + at));
            target.set(LONG, row + 40, source.get(LONG, from + 2 * stride + at + 8));
            target.set(LONG, row + 48, source.get(LONG, from + 3 * stride + at));
            target.set(LONG, row + 56, source.get(LONG, from + 3 * stride + at + 8));
            target.set(LONG, row + 64, source.get(LONG, from + 4 * stride + at));
            target.set(LONG, row + 72, source.get(LONG, from + 4 * stride + at + 8));
            target.set(LONG, row + 80, source.get(LONG, from + 5 * stride + at));
            target.set(LONG, row + 88, source.get(LONG, from + 5 * stride + at + 8));
            target.set(LONG, row + 96, source.get(LONG, from + 6 * stride + at));
            target.set(LONG, row + 104, source.get(LONG, from + 6 * stride + at + 8));
            target.set(LONG, row + 112, source.get(LONG, from + 7 * stride + at));
            target.set(LONG, row + 120, source.get(LONG, from + 7 * stride + at + 8));
        }
    }

    private static void ints(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        for (int at = 0; at < COLUMN_BYTES; at += 8) {
            long row = to + (at >> 2) * step;
            long next = row + step;
            long a = source.get(LONG, from + at);
            long b = source.get(LONG, from + stride + at);
            long c = source.get(LONG, from + 2 * stride + at);
            long d = source.get(LONG, from + 3 * stride + at);
            long e = source.get(LONG, from + 4 * stride + at);
            long f = source.get(LONG, from + 5 * stride + at);
            long g = source.get(LONG, from + 6 * stride + at);
            long h = source.get(LONG, from + 7 * stride + at);
            target.set(LONG, row, evens(a, b, 32, LOW_INT));
            target.set(LONG, row + 8, evens(c, d, 32, LOW_INT));
            target.set(LONG, row + 16, evens(e, f, 32, LOW_INT));
            target.set(LONG, row + 24, evens(g, h, 32, LOW_INT));
            target.set(LONG, next, odds(a, b, 32, LOW_INT));
            target.set(LONG, next + 8, odds(c, d, 32, LOW_INT));
            target.set(LONG, next + 16, odds(e, f, 32, LOW_INT));
            target.set(LONG, next + 24, odds(g, h, 32, LOW_INT));
        }
    }

    private static void shorts(MemorySegment source, long from, long stride, MemorySegment target, long to, long step) {
        for (int at = 0; at < COLUMN_BYTES; at += 8) {
            long first = to + (at >> 1) * step;
            turnShorts(
                    target,
                    first,
                    step,
                    source.get(LONG, from + at),
                    source.get(LONG, from + stride + at),
                    source.get(LONG, from + 2 * stride + at),
                    source.get(LONG, from + 3 * stride + at));
            turnShorts(
                    target,
                    first + 8,
                    step,
                    source.get(LONG, from + 4 * stride + at),
                    source.get(LONG, from + 5 * stride + at),
                    source.get(LONG, from + 6 * stride + at),
                    source.get(LONG, from + 7 * stride + at));
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
        for (int at = 0; at < COLUMN_BYTES; at += 8) {
            long a = source.get(LONG, from + at);
            long b = source.get(LONG, from + stride + at);
            long c = source.get(LONG, from + 2 * stride + at);
            long d = source.get(LONG, from + 3 * stride + at);
            long e = source.get(LONG, from + 4 * stride + at);
            long f = source.get(LONG, from + 5 * stride + at);
            long g = source.get(LONG, from + 6 * stride + at);
            long h = source.get(LONG, from + 7 * stride + at);
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
