package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies between places that a list of byte offsets names and places that lie evenly one after another.
///
/// The list is native memory: one long an offset, counted from where the elements start. What lies on the heap is
/// copied element by element in bulk, which no kernel sees.
final class IndexedCopy {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /// Units of whole longs up to this size go through a kernel; a bulk copy costs more than eight longs.
    private static final long MAX_KERNEL_BYTES = 64;

    private final MemorySegment offsets;
    private final long count;

    /// @param offsets at least `count` longs in native memory
    IndexedCopy(MemorySegment offsets, long count) {
        this.offsets = offsets;
        this.count = count;
    }

    /// Copies what lies at each offset to the positions of an axis of a result.
    ///
    /// @param source the axes that are kept whole, at offset 0
    /// @param target the same axes in the result
    /// @param byteStep bytes from one position of the axis of the result to the next
    void gather(Strided source, Strided target, long byteStep) {
        long itemSize = target.layout().itemSize();
        StridedLoop loop = StridedLoop.of(target, source);
        long length = loop.rowLength();
        long targetStride = loop.rowByteStride(0);
        long sourceStride = loop.rowByteStride(1);
        boolean isRun = length == 1 || (targetStride == itemSize && sourceStride == itemSize);
        loop.forEachRow(at -> {
            if (isRun) {
                gather(source.segment(), at[1], target.segment(), at[0], byteStep, length * itemSize);
                return;
            }
            for (long i = 0; i < length; i++) {
                long from = at[1] + i * sourceStride;
                gather(source.segment(), from, target.segment(), at[0] + i * targetStride, byteStep, itemSize);
            }
        });
    }

    /// Copies the positions of an axis of an array to the places that the offsets name.
    ///
    /// @param source the other axes of the array, broadcast to those of the target
    /// @param byteStep bytes from one position of the array's axis to the next, 0 if it has one for all
    /// @param target the axes that are kept whole, at offset 0
    void scatter(Strided source, long byteStep, Strided target) {
        long itemSize = target.layout().itemSize();
        StridedLoop loop = StridedLoop.of(target, source);
        long length = loop.rowLength();
        long targetStride = loop.rowByteStride(0);
        long sourceStride = loop.rowByteStride(1);
        boolean isRun = length == 1 || (targetStride == itemSize && sourceStride == itemSize);
        loop.forEachRow(at -> {
            if (isRun) {
                scatter(source.segment(), at[1], byteStep, target.segment(), at[0], length * itemSize);
                return;
            }
            for (long i = 0; i < length; i++) {
                long from = at[1] + i * sourceStride;
                scatter(source.segment(), from, byteStep, target.segment(), at[0] + i * targetStride, itemSize);
            }
        });
    }

    private static boolean isForKernels(MemorySegment source, MemorySegment target, long unit) {
        boolean isSmall = unit == 1 || unit == 2 || unit == 4 || (unit % Long.BYTES == 0 && unit <= MAX_KERNEL_BYTES);
        return isSmall && source.isNative() && target.isNative();
    }

    private void gather(MemorySegment source, long from, MemorySegment target, long to, long step, long unit) {
        if (!isForKernels(source, target, unit)) {
            for (long i = 0; i < count; i++) {
                MemorySegment.copy(source, from + offset(i), target, to + i * step, unit);
            }
            return;
        }
        switch ((int) unit) {
            case 1 -> gatherBytes(source, from, target, to, step);
            case 2 -> gatherShorts(source, from, target, to, step);
            case 4 -> gatherInts(source, from, target, to, step);
            case 8 -> gatherLongs(source, from, target, to, step);
            default -> gatherUnits(source, from, target, to, step, unit);
        }
    }

    private void scatter(MemorySegment source, long from, long step, MemorySegment target, long to, long unit) {
        if (!isForKernels(source, target, unit)) {
            for (long i = 0; i < count; i++) {
                MemorySegment.copy(source, from + i * step, target, to + offset(i), unit);
            }
            return;
        }
        switch ((int) unit) {
            case 1 -> scatterBytes(source, from, step, target, to);
            case 2 -> scatterShorts(source, from, step, target, to);
            case 4 -> scatterInts(source, from, step, target, to);
            case 8 -> scatterLongs(source, from, step, target, to);
            default -> scatterUnits(source, from, step, target, to, unit);
        }
    }

    private long offset(long i) {
        return offsets.get(LONG, i * Long.BYTES);
    }

    private void gatherBytes(MemorySegment source, long from, MemorySegment target, long to, long step) {
        for (long i = 0; i < count; i++) {
            target.set(ValueLayout.JAVA_BYTE, to + i * step, source.get(ValueLayout.JAVA_BYTE, from + offset(i)));
        }
    }

    private void gatherShorts(MemorySegment source, long from, MemorySegment target, long to, long step) {
        for (long i = 0; i < count; i++) {
            target.set(SHORT, to + i * step, source.get(SHORT, from + offset(i)));
        }
    }

    private void gatherInts(MemorySegment source, long from, MemorySegment target, long to, long step) {
        for (long i = 0; i < count; i++) {
            target.set(INT, to + i * step, source.get(INT, from + offset(i)));
        }
    }

    private void gatherLongs(MemorySegment source, long from, MemorySegment target, long to, long step) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + i * step, source.get(LONG, from + offset(i)));
        }
    }

    private void gatherUnits(MemorySegment source, long from, MemorySegment target, long to, long step, long unit) {
        for (long i = 0; i < count; i++) {
            long start = from + offset(i);
            for (long part = 0; part < unit; part += Long.BYTES) {
                target.set(LONG, to + i * step + part, source.get(LONG, start + part));
            }
        }
    }

    private void scatterBytes(MemorySegment source, long from, long step, MemorySegment target, long to) {
        for (long i = 0; i < count; i++) {
            target.set(ValueLayout.JAVA_BYTE, to + offset(i), source.get(ValueLayout.JAVA_BYTE, from + i * step));
        }
    }

    private void scatterShorts(MemorySegment source, long from, long step, MemorySegment target, long to) {
        for (long i = 0; i < count; i++) {
            target.set(SHORT, to + offset(i), source.get(SHORT, from + i * step));
        }
    }

    private void scatterInts(MemorySegment source, long from, long step, MemorySegment target, long to) {
        for (long i = 0; i < count; i++) {
            target.set(INT, to + offset(i), source.get(INT, from + i * step));
        }
    }

    private void scatterLongs(MemorySegment source, long from, long step, MemorySegment target, long to) {
        for (long i = 0; i < count; i++) {
            target.set(LONG, to + offset(i), source.get(LONG, from + i * step));
        }
    }

    private void scatterUnits(MemorySegment source, long from, long step, MemorySegment target, long to, long unit) {
        for (long i = 0; i < count; i++) {
            long start = to + offset(i);
            for (long part = 0; part < unit; part += Long.BYTES) {
                target.set(LONG, start + part, source.get(LONG, from + i * step + part));
            }
        }
    }
}
