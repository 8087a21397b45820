package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies plane after plane, each of the two axes that are the fastest: one in the target, one in the source.
///
/// A plane is cut into blocks. A block of heap memory is brought into native memory first, and a block for the heap is
/// written to native memory first.
final class PlaneCopy {
    /// Rows of a panel of blocks: as many as there are pages of the target that the processor keeps addresses of, where
    /// rows lie 2ⁿ bytes apart. Turning 4096 × 4096 doubles took 20 ms with 256, 25 with 128, 45 with 512.
    private static final long PANEL_ROWS = 256;

    /// How many rows ahead lines of the target are brought into the cache: 21 ms with 128, 31 without; fewer are as
    /// good
    /// for 4096 × 4096 doubles, but take 43 ms instead of 28 for 4000 × 4000, where the lines share fewer sets. Only
    /// longs gain by it.
    private static final long ROWS_AHEAD = 128;

    /// Smaller planes are in the cache anyway.
    private static final long TOUCHED_ELEMENTS = 1 << 15;

    /// Elements that pass through native memory at once, and positions of the axes if both are long.
    private static final long STAGED_ELEMENTS = 4096;

    private static final long STAGED_BLOCK = 64;

    /// A heap row is staged whole while it is at most this many times longer than its elements.
    private static final long MAX_WASTE = 8;

    private final CopyAxes axes;
    private final MemorySegment source;
    private final MemorySegment target;
    private final int unit;
    private final long rows;
    private final long columns;
    private final Strides from;
    private final Strides to;

    /// Where blocks from the heap pass through, or empty.
    private final MemorySegment sourceStage;

    /// Where blocks for the heap pass through, or empty.
    private final MemorySegment targetStage;

    /// Where what was only read to have it near goes, lest the compiler leaves the reading out.
    long blackHole;

    private PlaneCopy(CopyAxes axes, MemorySegment source, MemorySegment target, Arena arena) {
        int last = axes.count - 1;
        int other = axes.other;
        this.axes = axes;
        this.source = source;
        this.target = target;
        this.unit = (int) axes.unit;
        this.columns = axes.length[last];
        this.rows = other < 0 ? 1 : axes.length[other];
        this.from = new Strides(other < 0 ? 0 : axes.sourceStride[other], axes.sourceStride[last]);
        this.to = new Strides(other < 0 ? 0 : axes.targetStride[other], axes.targetStride[last]);
        this.sourceStage =
                source.isNative() ? MemorySegment.NULL : arena.allocate(STAGED_ELEMENTS * unit * MAX_WASTE, Long.BYTES);
        this.targetStage = target.isNative() ? MemorySegment.NULL : arena.allocate(STAGED_ELEMENTS * unit, Long.BYTES);
    }

    /// Copies all elements.
    ///
    /// @param sourceOffset where in `source` the element at position 0 of every axis starts
    /// @param targetOffset where in `target` it starts
    static void run(CopyAxes axes, MemorySegment source, long sourceOffset, MemorySegment target, long targetOffset) {
        if (!axes.isForKernels()) {
            var odometer = axes.odometer(false);
            do {
                MemorySegment.copy(
                        source,
                        sourceOffset + odometer.sourceOffset,
                        target,
                        targetOffset + odometer.targetOffset,
                        axes.unit);
            } while (odometer.next());
        } else if (source.isNative() && target.isNative()) {
            new PlaneCopy(axes, source, target, Arena.global()).planes(sourceOffset, targetOffset);
        } else {
            try (Arena arena = Arena.ofConfined()) {
                new PlaneCopy(axes, source, target, arena).planes(sourceOffset, targetOffset);
            }
        }
    }

    private void planes(long sourceOffset, long targetOffset) {
        boolean isStaged = sourceStage.byteSize() > 0 || targetStage.byteSize() > 0;
        var odometer = axes.odometer(true);
        do {
            long planeFrom = sourceOffset + odometer.sourceOffset;
            long planeTo = targetOffset + odometer.targetOffset;
            if (isStaged) {
                stagedBlocks(planeFrom, planeTo);
            } else if (axes.isBlocked()) {
                panels(planeFrom, planeTo);
            } else {
                LineKernels.copy(unit, source, planeFrom, from, target, planeTo, to, rows, columns);
            }
        } while (odometer.next());
    }

    /// Copies a plane whose rows are faster than its columns in the source, in blocks of one line of the cache on
    /// either side, which the sets of the first-level cache hold even where lines lie 2ⁿ bytes apart.
    private void panels(long planeFrom, long planeTo) {
        long blockRows = Math.max(TurnedTile.COLUMN_BYTES / unit, 1);
        long blockColumns = Math.max(blockRows, TurnedTile.COLUMNS);
        boolean isTurned = from.row() == unit && to.column() == unit;
        long ahead = unit == Long.BYTES && rows * columns >= TOUCHED_ELEMENTS ? ROWS_AHEAD : Long.MAX_VALUE;
        long touched = 0;
        for (long panel = 0; panel < rows; panel += PANEL_ROWS) {
            long panelEnd = Math.min(rows, panel + PANEL_ROWS);
            for (long column = 0; column < columns; column += blockColumns) {
                long columnCount = Math.min(blockColumns, columns - column);
                for (long row = panel; row < panelEnd; row += blockRows) {
                    long rowCount = Math.min(blockRows, panelEnd - row);
                    long blockFrom = planeFrom + row * from.row() + column * from.column();
                    long blockTo = planeTo + row * to.row() + column * to.column();
                    if (ahead < panelEnd - row - rowCount) {
                        touched ^= touch(blockTo + ahead * to.row(), rowCount);
                    }
                    if (isTurned && rowCount == blockRows) {
                        turned(blockFrom, blockTo, rowCount, columnCount);
                    } else {
                        LineKernels.copy(unit, source, blockFrom, from, target, blockTo, to, rowCount, columnCount);
                    }
                }
            }
        }
        blackHole = touched;
    }

    private void turned(long blockFrom, long blockTo, long rowCount, long columnCount) {
        long column = 0;
        for (; column <= columnCount - TurnedTile.COLUMNS; column += TurnedTile.COLUMNS) {
            TurnedTile.turn(
                    unit,
                    source,
                    blockFrom + column * from.column(),
                    from.column(),
                    target,
                    blockTo + column * unit,
                    to.row());
        }
        if (column < columnCount) {
            LineKernels.copy(
                    unit,
                    source,
                    blockFrom + column * from.column(),
                    from,
                    target,
                    blockTo + column * unit,
                    to,
                    rowCount,
                    columnCount - column);
        }
    }

    /// Reads a byte of each row, so that its line is on the way when it is written.
    private int touch(long blockTo, long rowCount) {
        int touched = 0;
        for (long row = 0; row < rowCount; row++) {
            touched ^= target.get(ValueLayout.JAVA_BYTE, blockTo + row * to.row());
        }
        return touched;
    }

    private void stagedBlocks(long planeFrom, long planeTo) {
        long rowBlock = Math.min(rows, STAGED_BLOCK);
        long columnBlock = Math.min(columns, STAGED_ELEMENTS / rowBlock);
        for (long column = 0; column < columns; column += columnBlock) {
            long columnCount = Math.min(columnBlock, columns - column);
            for (long row = 0; row < rows; row += rowBlock) {
                staged(
                        planeFrom + row * from.row() + column * from.column(),
                        planeTo + row * to.row() + column * to.column(),
                        Math.min(rowBlock, rows - row),
                        columnCount);
            }
        }
    }

    private void staged(long blockFrom, long blockTo, long rowCount, long columnCount) {
        MemorySegment nearSource = source;
        Strides nearFrom = from;
        long first = blockFrom;
        if (sourceStage.byteSize() > 0) {
            boolean isTurned = Math.abs(from.row()) < Math.abs(from.column());
            long stride = isTurned ? from.row() : from.column();
            long count = isTurned ? rowCount : columnCount;
            long runs = isTurned ? columnCount : rowCount;
            long stagedStride = Math.abs(stride) <= MAX_WASTE * unit ? stride : unit;
            long span = (count - 1) * Math.abs(stagedStride) + unit;
            first = Math.max(0, -stagedStride) * (count - 1);
            bringRuns(blockFrom, isTurned ? from.column() : from.row(), stride, runs, count, stagedStride, span);
            nearSource = sourceStage;
            nearFrom = isTurned ? new Strides(stagedStride, span) : new Strides(span, stagedStride);
        }
        if (targetStage.byteSize() > 0) {
            var packed = new Strides(columnCount * unit, unit);
            LineKernels.copy(unit, nearSource, first, nearFrom, targetStage, 0, packed, rowCount, columnCount);
            takeAway(blockTo, rowCount, columnCount);
        } else {
            LineKernels.copy(unit, nearSource, first, nearFrom, target, blockTo, to, rowCount, columnCount);
        }
    }

    /// Copies runs along the faster axis from the heap, whole where their elements stand close together.
    private void bringRuns(
            long blockFrom, long runStride, long stride, long runs, long count, long stagedStride, long span) {
        long first = Math.max(0, -stagedStride) * (count - 1);
        for (long run = 0; run < runs; run++) {
            long runFrom = blockFrom + run * runStride;
            if (stride == stagedStride) {
                MemorySegment.copy(source, runFrom - first, sourceStage, run * span, span);
            } else {
                for (long i = 0; i < count; i++) {
                    MemorySegment.copy(source, runFrom + i * stride, sourceStage, run * span + i * unit, unit);
                }
            }
        }
    }

    /// Copies rows to the heap: element by element if there are bytes of others between them.
    private void takeAway(long blockTo, long rowCount, long columnCount) {
        for (long row = 0; row < rowCount; row++) {
            long packed = row * columnCount * unit;
            if (to.column() == unit) {
                MemorySegment.copy(targetStage, packed, target, blockTo + row * to.row(), columnCount * unit);
            } else {
                for (long i = 0; i < columnCount; i++) {
                    MemorySegment.copy(
                            targetStage, packed + i * unit, target, blockTo + row * to.row() + i * to.column(), unit);
                }
            }
        }
    }
}
