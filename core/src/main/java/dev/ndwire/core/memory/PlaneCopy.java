package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Copies plane after plane, each of the two axes that are the fastest: one in the target, one in the source.
///
/// A plane is cut into blocks. A block of heap memory is brought into native memory first, and a block for the heap is
/// written to native memory first.
final class PlaneCopy {
    /// Positions of both axes of a block. A block of longs is 8 whole cache lines on either side, which the sets of the
    /// first-level cache hold even where lines lie 2ⁿ bytes apart. Transposing 4096 × 4096 doubles took 2.8 times as
    /// long as copying them with 8, 3.4 with 16, 4.1 with 32; other sizes did best with 16, 2.7 times for 16 bytes.
    private static final long LONGS_BLOCK = 8;

    private static final long BLOCK = 16;

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

    /// How rows and columns of a plane lie: bytes from one to the next.
    record Strides(long row, long column) {}

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
        long rowBlock = Math.min(rows, isStaged ? STAGED_BLOCK : nativeBlock());
        long columnBlock = Math.min(columns, isStaged ? STAGED_ELEMENTS / rowBlock : nativeBlock());
        var odometer = axes.odometer(true);
        do {
            long planeFrom = sourceOffset + odometer.sourceOffset;
            long planeTo = targetOffset + odometer.targetOffset;
            for (long column = 0; column < columns; column += Math.min(columnBlock, columns - column)) {
                long columnCount = Math.min(columnBlock, columns - column);
                for (long row = 0; row < rows; row += Math.min(rowBlock, rows - row)) {
                    long blockFrom = planeFrom + row * from.row + column * from.column;
                    long blockTo = planeTo + row * to.row + column * to.column;
                    long rowCount = Math.min(rowBlock, rows - row);
                    if (isStaged) {
                        staged(blockFrom, blockTo, rowCount, columnCount);
                    } else {
                        StridedKernels.copy(unit, source, blockFrom, from, target, blockTo, to, rowCount, columnCount);
                    }
                }
            }
        } while (odometer.next());
    }

    private long nativeBlock() {
        if (!axes.isBlocked()) {
            return Long.MAX_VALUE;
        }
        return unit == Long.BYTES ? LONGS_BLOCK : BLOCK;
    }

    private void staged(long blockFrom, long blockTo, long rowCount, long columnCount) {
        MemorySegment nearSource = source;
        Strides nearFrom = from;
        long first = blockFrom;
        if (sourceStage.byteSize() > 0) {
            boolean isTurned = Math.abs(from.row) < Math.abs(from.column);
            long stride = isTurned ? from.row : from.column;
            long count = isTurned ? rowCount : columnCount;
            long runs = isTurned ? columnCount : rowCount;
            long stagedStride = Math.abs(stride) <= MAX_WASTE * unit ? stride : unit;
            long span = (count - 1) * Math.abs(stagedStride) + unit;
            first = Math.max(0, -stagedStride) * (count - 1);
            bringRuns(blockFrom, isTurned ? from.column : from.row, stride, runs, count, stagedStride, span);
            nearSource = sourceStage;
            nearFrom = isTurned ? new Strides(stagedStride, span) : new Strides(span, stagedStride);
        }
        if (targetStage.byteSize() > 0) {
            var packed = new Strides(columnCount * unit, unit);
            StridedKernels.copy(unit, nearSource, first, nearFrom, targetStage, 0, packed, rowCount, columnCount);
            takeAway(blockTo, rowCount, columnCount);
        } else {
            StridedKernels.copy(unit, nearSource, first, nearFrom, target, blockTo, to, rowCount, columnCount);
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
            if (to.column == unit) {
                MemorySegment.copy(targetStage, packed, target, blockTo + row * to.row, columnCount * unit);
            } else {
                for (long i = 0; i < columnCount; i++) {
                    MemorySegment.copy(
                            targetStage, packed + i * unit, target, blockTo + row * to.row + i * to.column, unit);
                }
            }
        }
    }
}
