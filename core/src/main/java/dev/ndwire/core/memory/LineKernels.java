package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Copies lines of elements between native segments, which are all that these loops may ever see.
///
/// Three loops for each size: to elements that follow each other, from such, and neither. The first packs small
/// elements into longs, which takes two thirds of the time.
final class LineKernels {
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final boolean IS_LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /// Below this many elements of a line, a plane is copied across.
    private static final long SHORT_LINE = 8;

    /// Gathers of this many bytes or more go by streams, this many, of this many bytes in turn.
    private static final long STREAMED_BYTES = 1 << 20;

    private static final long STREAMS = 4;
    private static final long STREAM_CHUNK_BYTES = 1024;

    private LineKernels() {}

    /// Copies the lines of a block.
    ///
    /// @param unit bytes of one element: 1, 2, 4, 8 or 16
    static void copy(
            int unit,
            MemorySegment source,
            long sourceOffset,
            Strides from,
            MemorySegment target,
            long targetOffset,
            Strides to,
            long rows,
            long columns) {
        if (columns < SHORT_LINE && rows > columns) {
            lines(unit, source, sourceOffset, from.turned(), target, targetOffset, to.turned(), columns, rows);
        } else {
            lines(unit, source, sourceOffset, from, target, targetOffset, to, rows, columns);
        }
    }

    private static void lines(
            int unit,
            MemorySegment source,
            long sourceOffset,
            Strides from,
            MemorySegment target,
            long targetOffset,
            Strides to,
            long rows,
            long columns) {
        long stride = from.column();
        long step = to.column();
        for (long row = 0; row < rows; row++) {
            long start = sourceOffset + row * from.row();
            long end = targetOffset + row * to.row();
            if (step == unit) {
                gatherStreams(unit, source, start, stride, target, end, columns);
            } else if (stride == unit) {
                scatter(unit, source, start, target, end, step, columns);
            } else {
                move(unit, source, start, stride, target, end, step, columns);
            }
        }
    }

    /// Gathers a line by parts of it in turns, if it is long: memory that is read and written in several places at once
    /// comes and goes faster. Every second of 8 Mi doubles took 5.9 ms instead of 6.6, and of as many floats 2.9
    /// instead of 3.3; with 8 places, which share sets of the cache, doubles took 10.
    private static void gatherStreams(
            int unit, MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        long chunk = STREAM_CHUNK_BYTES / unit;
        long chunks = count * unit < STREAMED_BYTES ? 0 : (count - 1) / (STREAMS * chunk);
        for (long i = 0; i < chunks; i++) {
            for (long stream = 0; stream < STREAMS; stream++) {
                long at = (stream * chunks + i) * chunk;
                gatherLine(unit, source, from + at * stride, stride, target, to + at * unit, chunk, chunk);
            }
        }
        long done = chunks * STREAMS * chunk;
        long left = count - done;
        gatherLine(unit, source, from + done * stride, stride, target, to + done * unit, left, left - 1);
    }

    /// @param wholes how many elements have the whole gap behind them in the source: all, or all but the last
    private static void gatherLine(
            int unit,
            MemorySegment source,
            long from,
            long stride,
            MemorySegment target,
            long to,
            long count,
            long wholes) {
        long done = 0;
        if (unit < Long.BYTES && stride == 2L * unit) {
            done = EverySecond.gather(unit, source, from, target, to, wholes);
        } else if (unit < Long.BYTES && stride == -unit) {
            done = Backwards.gather(unit, source, from, target, to, count);
        }
        gather(unit, source, from + done * stride, stride, target, to + done * unit, count - done);
    }

    private static void gather(
            int unit, MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        switch (unit) {
            case 1 -> gatherBytes(source, from, stride, target, to, count);
            case 2 -> gatherShorts(source, from, stride, target, to, count);
            case 4 -> gatherInts(source, from, stride, target, to, count);
            case 8 -> gatherLongs(source, from, stride, target, to, count);
            default -> movePairs(source, from, stride, target, to, 16, count);
        }
    }

    private static void scatter(
            int unit, MemorySegment source, long from, MemorySegment target, long to, long step, long count) {
        switch (unit) {
            case 1 -> scatterBytes(source, from, target, to, step, count);
            case 2 -> scatterShorts(source, from, target, to, step, count);
            case 4 -> scatterInts(source, from, target, to, step, count);
            case 8 -> scatterLongs(source, from, target, to, step, count);
            default -> movePairs(source, from, 16, target, to, step, count);
        }
    }

    private static void move(
            int unit,
            MemorySegment source,
            long from,
            long stride,
            MemorySegment target,
            long to,
            long step,
            long count) {
        switch (unit) {
            case 1 -> moveBytes(source, from, stride, target, to, step, count);
            case 2 -> moveShorts(source, from, stride, target, to, step, count);
            case 4 -> moveInts(source, from, stride, target, to, step, count);
            case 8 -> moveLongs(source, from, stride, target, to, step, count);
            default -> movePairs(source, from, stride, target, to, step, count);
        }
    }

    private static void gatherBytes(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        long i = 0;
        for (; i <= count - 8; i += 8) {
            long at = from + i * stride;
            long low = pack4(source, at, stride);
            long high = pack4(source, at + 4 * stride, stride);
            target.set(LONG, to + i, IS_LITTLE_ENDIAN ? low | high << 32 : Long.reverseBytes(low | high << 32));
        }
        for (; i < count; i++) {
            target.set(BYTE, to + i, source.get(BYTE, from + i * stride));
        }
    }

    private static long pack4(MemorySegment source, long at, long stride) {
        return (source.get(BYTE, at) & 0xFFL)
                | (source.get(BYTE, at + stride) & 0xFFL) << 8
                | (source.get(BYTE, at + 2 * stride) & 0xFFL) << 16
                | (source.get(BYTE, at + 3 * stride) & 0xFFL) << 24;
    }

    private static void gatherShorts(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        long i = 0;
        for (; i <= count - 4; i += 4) {
            long at = from + i * stride;
            long first = pair(source.get(SHORT, at), source.get(SHORT, at + stride));
            long second = pair(source.get(SHORT, at + 2 * stride), source.get(SHORT, at + 3 * stride));
            target.set(LONG, to + i * 2, IS_LITTLE_ENDIAN ? first | second << 32 : first << 32 | second);
        }
        for (; i < count; i++) {
            target.set(SHORT, to + i * 2, source.get(SHORT, from + i * stride));
        }
    }

    private static long pair(short first, short second) {
        return IS_LITTLE_ENDIAN
                ? (first & 0xFFFFL) | (second & 0xFFFFL) << 16
                : (first & 0xFFFFL) << 16 | (second & 0xFFFFL);
    }

    private static void gatherInts(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        long i = 0;
        for (; i <= count - 8; i += 8) {
            long at = from + i * stride;
            long line = to + i * 4;
            target.set(LONG, line, pair(source.get(INT, at), source.get(INT, at + stride)));
            target.set(LONG, line + 8, pair(source.get(INT, at + 2 * stride), source.get(INT, at + 3 * stride)));
            target.set(LONG, line + 16, pair(source.get(INT, at + 4 * stride), source.get(INT, at + 5 * stride)));
            target.set(LONG, line + 24, pair(source.get(INT, at + 6 * stride), source.get(INT, at + 7 * stride)));
        }
        for (; i < count; i++) {
            target.set(INT, to + i * 4, source.get(INT, from + i * stride));
        }
    }

    private static long pair(int first, int second) {
        return IS_LITTLE_ENDIAN
                ? (first & 0xFFFFFFFFL) | (long) second << 32
                : (long) first << 32 | (second & 0xFFFFFFFFL);
    }

    private static void gatherLongs(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long count) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * 8, source.get(LONG, from + i * stride));
        }
    }

    private static void scatterBytes(
            MemorySegment source, long from, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(BYTE, to + i * step, source.get(BYTE, from + i));
        }
    }

    private static void scatterShorts(
            MemorySegment source, long from, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(SHORT, to + i * step, source.get(SHORT, from + i * 2));
        }
    }

    private static void scatterInts(
            MemorySegment source, long from, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(INT, to + i * step, source.get(INT, from + i * 4));
        }
    }

    private static void scatterLongs(
            MemorySegment source, long from, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * step, source.get(LONG, from + i * 8));
        }
    }

    private static void moveBytes(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(BYTE, to + i * step, source.get(BYTE, from + i * stride));
        }
    }

    private static void moveShorts(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(SHORT, to + i * step, source.get(SHORT, from + i * stride));
        }
    }

    private static void moveInts(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(INT, to + i * step, source.get(INT, from + i * stride));
        }
    }

    private static void moveLongs(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * step, source.get(LONG, from + i * stride));
        }
    }

    private static void movePairs(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            long first = source.get(LONG, from + i * stride);
            long second = source.get(LONG, from + i * stride + 8);
            target.set(LONG, to + i * step, first);
            target.set(LONG, to + i * step + 8, second);
        }
    }
}
