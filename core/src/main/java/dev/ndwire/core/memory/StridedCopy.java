package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Gathers strided elements into one contiguous run.
///
/// Axes that lie evenly behind each other are first merged. Runs of bytes are then copied in bulk; elements that stand
/// apart go through kernels, one per size with constant layouts; and where another axis than the last one is the
/// fastest in the source, as in a transposed matrix, the kernels work in blocks that stay in the cache.
///
/// The kernels see native and mapped memory only: a call site that has seen heap segments as well costs tens of times
/// as much an element. Heap sources and targets pass through small native blocks.
///
/// Nothing is kept or closed. The threads that may call are those that may access both segments.
public final class StridedCopy {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /// Runs up to this size are copied by a kernel; above it one bulk copy a run is faster.
    private static final long SHORT_RUN_BYTES = 64;

    /// Positions of both axes of a block. A block of longs is 8 whole cache lines on either side, which the sets of the
    /// first-level cache hold even where lines lie 2ⁿ bytes apart. Transposing 4096 × 4096 doubles took 2.8 times as
    /// long as copying them with 8, 3.4 with 16, 4.1 with 32; other sizes did best with 16, 2.7 times for 16 bytes.
    private static final long LONGS_BLOCK = 8;

    private static final long BLOCK = 16;
    private static final long HEAP_BLOCK = 64;
    private static final long CHUNK_BYTES = 1 << 18;

    /// A heap row is staged whole while it is at most this many times longer than its elements.
    private static final long MAX_WASTE = 8;

    private final MemorySegment source;
    private final MemorySegment target;
    /// Where blocks of a heap source pass through, or empty.
    private final MemorySegment stage;

    private StridedCopy(MemorySegment source, MemorySegment target, MemorySegment stage) {
        this.source = source;
        this.target = target;
        this.stage = stage;
    }

    /// Copies strided elements into C order: the last axis is the fastest in the target.
    ///
    /// @param source the memory of the elements, of any kind and alignment
    /// @param byteOffset where in `source` the element at position 0 of every axis starts
    /// @param shape the lengths of the axes; not kept
    /// @param byteStrides bytes from one position of an axis to the next, one an axis, of any sign; not kept
    /// @param itemSize bytes of one element, at least 0
    /// @param target where the elements go, from its first byte on; must not overlap the elements in `source`
    /// @return the bytes written: the number of elements times `itemSize`
    /// @throws IllegalArgumentException if lengths or item size are negative, shape and strides differ in number, or
    ///     `target` is read-only
    /// @throws IndexOutOfBoundsException if an element lies outside `source`, or `target` is too small
    /// @throws IllegalStateException if the arena of a segment is closed
    /// @throws WrongThreadException if a segment belongs to another thread
    public static long gather(
            MemorySegment source,
            long byteOffset,
            long[] shape,
            long[] byteStrides,
            long itemSize,
            MemorySegment target) {
        long byteSize = byteSize(shape, byteStrides, itemSize);
        if (byteSize > target.byteSize()) {
            throw new IndexOutOfBoundsException(
                    "the elements take " + byteSize + " bytes, the target has " + target.byteSize());
        }
        if (byteSize > 0) {
            checkReach(source, byteOffset, shape, byteStrides, itemSize);
            var axes = Axes.merged(shape, byteStrides, itemSize);
            if (axes.count == 0 || !axes.isForKernels() || (source.isNative() && target.isNative())) {
                new StridedCopy(source, target, MemorySegment.NULL).run(axes, byteOffset, 0);
            } else {
                try (Arena arena = Arena.ofConfined()) {
                    throughNativeBlocks(source, byteOffset, axes, target, arena);
                }
            }
        }
        return byteSize;
    }

    private static long byteSize(long[] shape, long[] byteStrides, long itemSize) {
        if (byteStrides.length != shape.length) {
            throw new IllegalArgumentException(
                    shape.length + " axes have " + byteStrides.length + " strides: one each is wanted");
        }
        if (itemSize < 0) {
            throw new IllegalArgumentException("item size " + itemSize + " is negative");
        }
        long byteSize = itemSize;
        boolean isEmpty = false;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] < 0) {
                throw new IllegalArgumentException("length " + shape[axis] + " of axis " + axis + " is negative");
            }
            isEmpty |= shape[axis] == 0;
            if (Math.multiplyHigh(byteSize, Math.max(1, shape[axis])) != 0 || byteSize * shape[axis] < 0) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " of " + itemSize
                        + "-byte elements exceeds " + Long.MAX_VALUE + " bytes");
            }
            byteSize *= Math.max(1, shape[axis]);
        }
        return isEmpty ? 0 : byteSize;
    }

    private static void checkReach(
            MemorySegment source, long byteOffset, long[] shape, long[] byteStrides, long itemSize) {
        try {
            long low = byteOffset;
            long high = Math.addExact(byteOffset, itemSize);
            for (int axis = 0; axis < shape.length; axis++) {
                if (shape[axis] > 1) {
                    long reach = Math.multiplyExact(shape[axis] - 1, byteStrides[axis]);
                    low = Math.addExact(low, Math.min(0, reach));
                    high = Math.addExact(high, Math.max(0, reach));
                }
            }
            if (low < 0 || high > source.byteSize()) {
                throw new IndexOutOfBoundsException("the elements take bytes " + low + " to " + high
                        + " of a source of " + source.byteSize() + " bytes");
            }
        } catch (ArithmeticException overflow) {
            var outside = new IndexOutOfBoundsException("the elements of shape " + Arrays.toString(shape)
                    + " and strides " + Arrays.toString(byteStrides) + " reach beyond " + Long.MAX_VALUE + " bytes");
            outside.initCause(overflow);
            throw outside;
        }
    }

    private static void throughNativeBlocks(
            MemorySegment source, long byteOffset, Axes axes, MemorySegment target, Arena arena) {
        long stageBytes = source.isNative() ? 0 : HEAP_BLOCK * HEAP_BLOCK * axes.unit * MAX_WASTE;
        MemorySegment stage = arena.allocate(stageBytes, Long.BYTES);
        if (target.isNative()) {
            new StridedCopy(source, target, stage).run(axes, byteOffset, 0);
        } else {
            long chunkBytes = Math.min(CHUNK_BYTES, axes.byteSize());
            new StridedCopy(source, arena.allocate(chunkBytes, Long.BYTES), stage).chunks(axes, byteOffset, target, 0);
        }
    }

    /// Fills the target of this copy again and again, and empties it into a heap target.
    private void chunks(Axes axes, long byteOffset, MemorySegment heapTarget, long targetOffset) {
        long step = axes.step[0];
        long positions = Math.max(1, Math.min(axes.length[0], target.byteSize() / step));
        for (long from = 0; from < axes.length[0]; from += positions) {
            long sourceOffset = byteOffset + from * axes.stride[0];
            long chunkOffset = targetOffset + from * step;
            if (step > target.byteSize()) {
                chunks(axes.from(1, axes.length[1]), sourceOffset, heapTarget, chunkOffset);
            } else {
                long count = Math.min(positions, axes.length[0] - from);
                run(axes.from(0, count), sourceOffset, 0);
                MemorySegment.copy(target, 0, heapTarget, chunkOffset, count * step);
            }
        }
    }

    private void run(Axes axes, long byteOffset, long targetOffset) {
        boolean isForKernels = axes.count > 0 && axes.isForKernels();
        var odometer = new Odometer(axes, isForKernels);
        do {
            long from = byteOffset + odometer.sourceOffset;
            long to = targetOffset + odometer.targetOffset;
            if (isForKernels) {
                plane(axes, from, to);
            } else {
                MemorySegment.copy(source, from, target, to, axes.unit);
            }
        } while (odometer.next());
    }

    /// Copies all positions of the last axis and of the one that is blocked with it.
    private void plane(Axes axes, long byteOffset, long targetOffset) {
        int last = axes.count - 1;
        int other = axes.other;
        long columns = axes.length[last];
        long rows = other < 0 ? 1 : axes.length[other];
        var tile =
                new Tile(other < 0 ? 0 : axes.stride[other], axes.stride[last], other < 0 ? 0 : axes.step[other], (int)
                        axes.unit);
        long block = block(axes);
        for (long column = 0; column < columns; column += Math.min(block, columns - column)) {
            for (long row = 0; row < rows; row += Math.min(block, rows - row)) {
                long from = byteOffset + row * tile.rowStride + column * tile.columnStride;
                long to = targetOffset + row * tile.rowStep + column * tile.unit;
                long rowCount = Math.min(block, rows - row);
                long columnCount = Math.min(block, columns - column);
                if (stage.byteSize() > 0) {
                    staged(tile, from, to, rowCount, columnCount);
                } else {
                    kernel(source, tile, from, to, rowCount, columnCount);
                }
            }
        }
    }

    private long block(Axes axes) {
        if (stage.byteSize() > 0) {
            return HEAP_BLOCK;
        }
        if (!axes.isBlocked()) {
            return Long.MAX_VALUE;
        }
        return axes.unit == Long.BYTES ? LONGS_BLOCK : BLOCK;
    }

    /// Brings a block of a heap source into native memory, run by run along its faster axis, and copies it from there.
    private void staged(Tile tile, long byteOffset, long targetOffset, long rows, long columns) {
        boolean isTurned = Math.abs(tile.rowStride) < Math.abs(tile.columnStride);
        long stride = isTurned ? tile.rowStride : tile.columnStride;
        long runStride = isTurned ? tile.columnStride : tile.rowStride;
        long count = isTurned ? rows : columns;
        long runs = isTurned ? columns : rows;
        boolean isDense = Math.abs(stride) <= MAX_WASTE * tile.unit;
        long stagedStride = isDense ? stride : tile.unit;
        long span = (count - 1) * Math.abs(stagedStride) + tile.unit;
        long first = Math.max(0, -stagedStride) * (count - 1);
        for (long i = 0; i < runs; i++) {
            long from = byteOffset + i * runStride;
            if (isDense) {
                MemorySegment.copy(source, from - first, stage, i * span, span);
            } else {
                for (long j = 0; j < count; j++) {
                    MemorySegment.copy(source, from + j * stride, stage, i * span + j * tile.unit, tile.unit);
                }
            }
        }
        var stagedTile =
                new Tile(isTurned ? stagedStride : span, isTurned ? span : stagedStride, tile.rowStep, tile.unit);
        kernel(stage, stagedTile, first, targetOffset, rows, columns);
    }

    private void kernel(MemorySegment from, Tile tile, long byteOffset, long targetOffset, long rows, long columns) {
        long stride = tile.columnStride;
        for (long row = 0; row < rows; row++) {
            long rowOffset = byteOffset + row * tile.rowStride;
            long to = targetOffset + row * tile.rowStep;
            switch (tile.unit) {
                case 1 -> bytes(from, rowOffset, stride, target, to, columns);
                case 2 -> shorts(from, rowOffset, stride, target, to, columns);
                case 4 -> ints(from, rowOffset, stride, target, to, columns);
                case 8 -> longs(from, rowOffset, stride, target, to, columns);
                default -> longPairs(from, rowOffset, stride, target, to, columns);
            }
        }
    }

    private static void bytes(MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        for (long i = 0; i < count; i++) {
            target.set(ValueLayout.JAVA_BYTE, to + i, source.get(ValueLayout.JAVA_BYTE, from + i * stride));
        }
    }

    private static void shorts(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        for (long i = 0; i < count; i++) {
            target.set(SHORT, to + i * 2, source.get(SHORT, from + i * stride));
        }
    }

    private static void ints(MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        for (long i = 0; i < count; i++) {
            target.set(INT, to + i * 4, source.get(INT, from + i * stride));
        }
    }

    private static void longs(MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * 8, source.get(LONG, from + i * stride));
        }
    }

    private static void longPairs(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * 16, source.get(LONG, from + i * stride));
            target.set(LONG, to + i * 16 + 8, source.get(LONG, from + i * stride + 8));
        }
    }

    /// How the blocks of a plane lie in the source, and their rows in the target.
    private record Tile(long rowStride, long columnStride, long rowStep, int unit) {}

    /// Axes to copy, none of length 1, no two of which could be one.
    private static final class Axes {
        final int count;
        final long[] length;
        final long[] stride;
        /// Bytes from one position of an axis to the next in the target.
        final long[] step;
        /// Bytes that are copied at once.
        final long unit;
        /// The axis that the last one is blocked with, or -1.
        final int other;

        private Axes(int count, long[] length, long[] stride, long unit) {
            this.count = count;
            this.length = length;
            this.stride = stride;
            this.unit = unit;
            this.step = new long[count];
            long bytes = unit;
            for (int axis = count - 1; axis >= 0; axis--) {
                step[axis] = bytes;
                bytes *= length[axis];
            }
            int fastest = count - 2;
            for (int axis = count - 3; axis >= 0; axis--) {
                fastest = Math.abs(stride[axis]) < Math.abs(stride[fastest]) ? axis : fastest;
            }
            this.other = fastest;
        }

        static Axes merged(long[] shape, long[] byteStrides, long itemSize) {
            var length = new long[shape.length + 1];
            var stride = new long[shape.length + 1];
            int count = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                if (shape[axis] == 1) {
                    continue;
                }
                if (count > 0 && stride[count - 1] == shape[axis] * byteStrides[axis]) {
                    length[count - 1] *= shape[axis];
                    stride[count - 1] = byteStrides[axis];
                } else {
                    length[count] = shape[axis];
                    stride[count++] = byteStrides[axis];
                }
            }
            long unit = itemSize;
            if (count > 0 && stride[count - 1] == itemSize) {
                unit *= length[--count];
            }
            boolean isOdd = unit > 16 || Long.bitCount(unit) != 1;
            if (count > 0 && isOdd && unit <= SHORT_RUN_BYTES) {
                long part = Math.min(8, Long.lowestOneBit(unit));
                length[count] = unit / part;
                stride[count++] = part;
                unit = part;
            }
            return new Axes(count, length, stride, unit);
        }

        long byteSize() {
            return step[0] * length[0];
        }

        boolean isForKernels() {
            return unit <= 16;
        }

        /// Whether another axis is faster in the source than the last one.
        boolean isBlocked() {
            return other >= 0 && Math.abs(stride[other]) < Math.abs(stride[count - 1]);
        }

        /// The same axes from one on, that one cut to a length.
        Axes from(int axis, long firstLength) {
            long[] lengths = Arrays.copyOfRange(length, axis, count);
            lengths[0] = firstLength;
            return new Axes(count - axis, lengths, Arrays.copyOfRange(stride, axis, count), unit);
        }
    }

    /// Counts through the positions of all axes that the inner copy leaves out.
    private static final class Odometer {
        private final Axes axes;
        private final boolean leavesPlane;
        private final long[] position;
        long sourceOffset;
        long targetOffset;

        Odometer(Axes axes, boolean leavesPlane) {
            this.axes = axes;
            this.leavesPlane = leavesPlane;
            this.position = new long[axes.count];
        }

        boolean next() {
            for (int axis = axes.count - 1; axis >= 0; axis--) {
                if (leavesPlane && (axis == axes.count - 1 || axis == axes.other)) {
                    continue;
                }
                sourceOffset += axes.stride[axis];
                targetOffset += axes.step[axis];
                if (++position[axis] < axes.length[axis]) {
                    return true;
                }
                sourceOffset -= position[axis] * axes.stride[axis];
                targetOffset -= position[axis] * axes.step[axis];
                position[axis] = 0;
            }
            return false;
        }
    }
}
