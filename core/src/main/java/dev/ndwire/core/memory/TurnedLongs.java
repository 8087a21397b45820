package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Turns 8 columns of longs, which are contiguous in the source, into rows of 8 in the target: tile below tile, each of
/// one line of the cache on either side.
///
/// The columns are sliced once for all their tiles, so that the compiler checks the bounds of no element of them. Where
/// lines of the target lie 2ⁿ bytes apart they share a few sets of the cache, and so do those of the source, of which
/// 8 are as many as a set of the first level holds: tiles of 16 columns take twice the time.
final class TurnedLongs {
    /// Columns of a tile, and rows.
    static final int SIDE = 8;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final boolean HAS_VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && TurnedVectors.areFast();

    /// Rows that are worth walking down before the next columns. More let the processor see the columns come, as long
    /// as it keeps the addresses of so many pages, and the lines of the target that the next columns lie in. Turning
    /// 4096 × 4096 with vectors took 15.5 ms with 256, 12.6 with 512, 13.4 with 2048, or 23.4 in pages of 4 KiB; one
    /// long after the other took 18.6, 19.7, and 26 at 4000 × 4000.
    static final int PANEL_ROWS = HAS_VECTORS ? 512 : 256;

    /// How many tiles ahead lines of the target are brought into the cache, where they are not written whole: 18.6 ms
    /// with 16, 18.9 without, and 25.9 instead of 29.3 for 4000 × 4000. Vectors take longer with it.
    private static final int TILES_AHEAD = 16;

    private static final int COLUMN_BYTES = 64;

    private TurnedLongs() {}

    /// Turns 8 columns.
    ///
    /// @param from where the first column starts
    /// @param stride bytes from one column to the next
    /// @param to where the first row goes
    /// @param step bytes from one row to the next
    /// @param tiles how many times 8 elements the columns have
    /// @return something of what was read, lest the compiler leaves out reading what is only to be near
    static int turn(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long tiles) {
        if (HAS_VECTORS) {
            TurnedVectors.turn(source, from, stride, target, to, step, tiles);
            return 0;
        }
        return scalars(source, from, stride, target, to, step, tiles);
    }

    private static int scalars(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long tiles) {
        long byteSize = tiles * COLUMN_BYTES;
        MemorySegment c0 = source.asSlice(from, byteSize);
        MemorySegment c1 = source.asSlice(from + stride, byteSize);
        MemorySegment c2 = source.asSlice(from + 2 * stride, byteSize);
        MemorySegment c3 = source.asSlice(from + 3 * stride, byteSize);
        MemorySegment c4 = source.asSlice(from + 4 * stride, byteSize);
        MemorySegment c5 = source.asSlice(from + 5 * stride, byteSize);
        MemorySegment c6 = source.asSlice(from + 6 * stride, byteSize);
        MemorySegment c7 = source.asSlice(from + 7 * stride, byteSize);
        int touched = 0;
        for (long tile = 0; tile < tiles; tile++) {
            if (TILES_AHEAD < tiles - tile) {
                touched ^= touch(target, to + (tile + TILES_AHEAD) * SIDE * step, step);
            }
            for (long i = tile * SIDE; i < (tile + 1) * SIDE; i++) {
                long row = to + i * step;
                target.set(LONG, row, c0.get(LONG, i * 8));
                target.set(LONG, row + 8, c1.get(LONG, i * 8));
                target.set(LONG, row + 16, c2.get(LONG, i * 8));
                target.set(LONG, row + 24, c3.get(LONG, i * 8));
                target.set(LONG, row + 32, c4.get(LONG, i * 8));
                target.set(LONG, row + 40, c5.get(LONG, i * 8));
                target.set(LONG, row + 48, c6.get(LONG, i * 8));
                target.set(LONG, row + 56, c7.get(LONG, i * 8));
            }
        }
        return touched;
    }

    /// Reads a byte of each row of a tile, so that its line is on the way when it is written.
    private static int touch(MemorySegment target, long to, long step) {
        int touched = 0;
        for (long row = 0; row < SIDE; row++) {
            touched ^= target.get(ValueLayout.JAVA_BYTE, to + row * step);
        }
        return touched;
    }
}
