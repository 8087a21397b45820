package dev.ndwire.core.memory;

import dev.ndwire.core.memory.PlaneCopy.Strides;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies blocks element by element between native or mapped segments, which are all that these loops may ever see.
final class StridedKernels {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private StridedKernels() {}

    /// Copies one block.
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
        long stride = from.column();
        long step = to.column();
        for (long row = 0; row < rows; row++) {
            long start = sourceOffset + row * from.row();
            long end = targetOffset + row * to.row();
            switch (unit) {
                case 1 -> bytes(source, start, stride, target, end, step, columns);
                case 2 -> shorts(source, start, stride, target, end, step, columns);
                case 4 -> ints(source, start, stride, target, end, step, columns);
                case 8 -> longs(source, start, stride, target, end, step, columns);
                default -> longPairs(source, start, stride, target, end, step, columns);
            }
        }
    }

    private static void bytes(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(ValueLayout.JAVA_BYTE, to + i * step, source.get(ValueLayout.JAVA_BYTE, from + i * stride));
        }
    }

    private static void shorts(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(SHORT, to + i * step, source.get(SHORT, from + i * stride));
        }
    }

    private static void ints(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(INT, to + i * step, source.get(INT, from + i * stride));
        }
    }

    private static void longs(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * step, source.get(LONG, from + i * stride));
        }
    }

    private static void longPairs(
            MemorySegment source, long from, long stride, MemorySegment target, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * step, source.get(LONG, from + i * stride));
            target.set(LONG, to + i * step + 8, source.get(LONG, from + i * stride + 8));
        }
    }
}
