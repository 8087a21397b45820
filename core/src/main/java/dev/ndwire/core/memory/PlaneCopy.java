package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Copies plane after plane, each of the two axes that are the fastest: one in the target, one in the source.
///
/// A plane is cut into blocks. A block of heap memory is brought into native memory first, and a block for the heap is
/// written to native memory first; mapped memory has another class than native memory, and passes through as well.
final class PlaneCopy {
    /// Rows of a panel of blocks: as many as there are pages of the target that the processor keeps addresses of, where
    /// rows lie 2ⁿ bytes apart.
    private static final long PANEL_ROWS = 256;

    /// Elements that pass through native memory at once, and positions of the axes if both are long.
    private static final long STAGED_ELEMENTS = 4096;

    private static final long STAGED_BLOCK = 64;

    /// A heap row is staged whole while it is at most this many times longer than its elements.
    private static final long MAX_WASTE = 8;

    /// The class of segments of native memory that is not mapped.
    private static final Class<?> NATIVE = Arena.global().allocate(1).getClass();

    private final CopyAxes axes;
    private final MemorySegment source;
    private final MemorySegment target;
    private final int unit;
    private final long rows;
    private final long columns;
    private final Strides from;
    private final Strides to;

    /// Where blocks from the heap or mapped memory pass through, or empty.
    private final MemorySegment sourceStage;

    /// Where blocks for the heap or mapped memory pass through, or empty.
    private final MemorySegment targetStage;

    /// Where what was only read to have it near goes, lest the compiler leaves the reading out.
    int blackHole;

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
                isNear(source) ? MemorySegment.NULL : arena.allocate(STAGED_ELEMENTS * unit * MAX_WASTE, Long.BYTES);
        this.targetStage = isNear(target) ? MemorySegment.NULL : arena.allocate(STAGED_ELEMENTS * unit, Long.BYTES);
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
        } else if (isNear(source) && isNear(target)) {
            new PlaneCopy(axes, source, target, Arena.global()).planes(sourceOffset, targetOffset);
        } else {
            try (Arena arena = Arena.ofConfined()) {
                new PlaneCopy(axes, source, target, arena).planes(sourceOffset, targetOffset);
            }
        }
    }

    /// Whether the kernels may see a segment. For native memory they take up to three times as long once they have seen
    /// mapped memory too, and with vectors or the heap tens of times: what the compiler makes of them would depend on
    /// what has run before.
    private static boolean isNear(MemorySegment segment) {
        return segment.getClass() == NATIVE;
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
        boolean isTurned = from.row() == unit && to.column() == unit;
        if (isTurned && unit == Long.BYTES) {
            longPanels(planeFrom, planeTo);
            return;
        }
        long blockRows = Math.max(TurnedTile.COLUMN_BYTES / unit, 1);
        long blockColumns = Math.max(blockRows, TurnedTile.COLUMNS);
        for (long panel = 0; panel < rows; panel += PANEL_ROWS) {
            long panelEnd = Math.min(rows, panel + PANEL_ROWS);
            for (long column = 0; column < columns; column += blockColumns) {
                long columnCount = Math.min(blockColumns, columns - column);
                for (long row = panel; row < panelEnd; row += blockRows) {
                    long rowCount = Math.min(blockRows, panelEnd - row);
                    long blockFrom = planeFrom + row * from.row() + column * from.column();
                    long blockTo = planeTo + row * to.row() + column * to.column();
                    if (isTurned && rowCount == blockRows) {
                        turned(blockFrom, blockTo, rowCount, columnCount);
                    } else {
                        LineKernels.copy(unit, source, blockFrom, from, target, blockTo, to, rowCount, columnCount);
                    }
                }
            }
        }
    }

    /// Turns longs, 8 columns of a panel after another, and copies what is left over beside and below.
    private void longPanels(long planeFrom, long planeTo) {
        int touched = 0;
        long turnedRows = rows - rows % TurnedLongs.SIDE;
        long turnedColumns = columns - columns % TurnedLongs.SIDE;
        for (long panel = 0; panel < turnedRows; panel += TurnedLongs.PANEL_ROWS) {
            long tiles = Math.min(TurnedLongs.PANEL_ROWS, turnedRows - panel) / TurnedLongs.SIDE;
            for (long column = 0; column < turnedColumns; column += TurnedLongs.SIDE) {
                long columnFrom = planeFrom + panel * from.row() + column * from.column();
                long columnTo = planeTo + panel * to.row() + column * to.column();
                touched ^= TurnedLongs.turn(source, columnFrom, from.column(), target, columnTo, to.row(), tiles);
            }
        }
        blackHole = touched;
        rest(planeFrom, planeTo, 0, turnedColumns, turnedRows, columns - turnedColumns);
        rest(planeFrom, planeTo, turnedRows, 0, rows - turnedRows, columns);
    }

    private void rest(long planeFrom, long planeTo, long row, long column, long rowCount, long columnCount) {
        long blockFrom = planeFrom + row * from.row() + column * from.column();
        long blockTo = planeTo + row * to.row() + column * to.column();
        LineKernels.copy(unit, source, blockFrom, from, target, blockTo, to, rowCount, columnCount);
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
            boolean isTurned = axes.isBlocked();
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
