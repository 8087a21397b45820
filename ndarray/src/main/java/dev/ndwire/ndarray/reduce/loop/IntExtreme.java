package dev.ndwire.ndarray.reduce.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The largest or smallest 32-bit integer, by turning bits round as in [LongKernels.Extreme].
final class IntExtreme implements Kernel {
    private static final ValueLayout.OfInt LAYOUT = ValueLayout.JAVA_INT_UNALIGNED;

    private final int flip;

    IntExtreme(boolean isMax, boolean isUnsigned) {
        flip = (isMax ? 0 : -1) ^ (isUnsigned ? Integer.MIN_VALUE : 0);
    }

    @Override
    public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
        int most = target.get(LAYOUT, at) ^ flip;
        for (long done = 0; done < count; done += STRIP) {
            int length = (int) Math.min(STRIP, count - done);
            long start = sourceAt + done * stride;
            most = stride == Integer.BYTES
                    ? contiguous(most, source, start, length)
                    : strided(most, source, start, stride, length);
        }
        target.set(LAYOUT, at, most ^ flip);
    }

    private int contiguous(int start, MemorySegment source, long at, int count) {
        int most = start;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, source.get(LAYOUT, at + i * 4L) ^ flip);
        }
        return most;
    }

    private int strided(int start, MemorySegment source, long at, long stride, int count) {
        int most = start;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, source.get(LAYOUT, at + i * stride) ^ flip);
        }
        return most;
    }

    @Override
    public void rows(MemorySegment target, long at, long stride, Rows rows) {
        var strip = new int[(int) Math.min(STRIP, rows.count())];
        for (long done = 0; done < rows.count(); done += strip.length) {
            int length = (int) Math.min(strip.length, rows.count() - done);
            long start = at + done * stride;
            for (int i = 0; i < length; i++) {
                strip[i] = target.get(LAYOUT, start + i * stride) ^ flip;
            }
            long source = rows.at() + done * rows.stride();
            for (long row = 0; row < rows.rowCount(); row++) {
                take(strip, length, rows.memory(), source + row * rows.rowStride(), rows.stride());
            }
            for (int i = 0; i < length; i++) {
                target.set(LAYOUT, start + i * stride, strip[i] ^ flip);
            }
        }
    }

    private void take(int[] strip, int length, MemorySegment source, long at, long stride) {
        if (stride == Integer.BYTES) {
            for (int i = 0; i < length; i++) {
                strip[i] = Math.max(strip[i], source.get(LAYOUT, at + i * 4L) ^ flip);
            }
        } else {
            for (int i = 0; i < length; i++) {
                strip[i] = Math.max(strip[i], source.get(LAYOUT, at + i * stride) ^ flip);
            }
        }
    }
}
