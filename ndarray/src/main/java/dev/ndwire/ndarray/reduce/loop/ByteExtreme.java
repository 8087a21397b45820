package dev.ndwire.ndarray.reduce.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The largest or smallest 8-bit integer or bool, by turning bits round as in [LongKernels.Extreme].
final class ByteExtreme implements Kernel {
    private static final ValueLayout.OfByte LAYOUT = ValueLayout.JAVA_BYTE;

    private final int flip;

    ByteExtreme(boolean isMax, boolean isUnsigned) {
        flip = (isMax ? 0 : -1) ^ (isUnsigned ? Byte.MIN_VALUE : 0);
    }

    @Override
    public void fold(MemorySegment target, long at, MemorySegment source, long sourceAt, long stride, long count) {
        int most = target.get(LAYOUT, at) ^ flip;
        for (long done = 0; done < count; done += STRIP) {
            int length = (int) Math.min(STRIP, count - done);
            long start = sourceAt + done * stride;
            most = stride == Byte.BYTES
                    ? contiguous(most, source, start, length)
                    : strided(most, source, start, stride, length);
        }
        target.set(LAYOUT, at, (byte) (most ^ flip));
    }

    private int contiguous(int start, MemorySegment source, long at, int count) {
        int most = start;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, source.get(LAYOUT, at + i) ^ flip);
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
                target.set(LAYOUT, start + i * stride, (byte) (strip[i] ^ flip));
            }
        }
    }

    private void take(int[] strip, int length, MemorySegment source, long at, long stride) {
        if (stride == Byte.BYTES) {
            for (int i = 0; i < length; i++) {
                strip[i] = Math.max(strip[i], source.get(LAYOUT, at + i) ^ flip);
            }
        } else {
            for (int i = 0; i < length; i++) {
                strip[i] = Math.max(strip[i], source.get(LAYOUT, at + i * stride) ^ flip);
            }
        }
    }
}
