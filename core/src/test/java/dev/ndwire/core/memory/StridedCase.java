package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// Strided elements, and their copies made one byte at a time.
final class StridedCase {
    final long[] shape;
    final long[] strides;
    final long offset;
    final long itemSize;
    /// Bytes of memory that holds the elements.
    final long byteSize;

    StridedCase(long[] shape, long[] strides, long offset, long itemSize, long byteSize) {
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.itemSize = itemSize;
        this.byteSize = byteSize;
    }

    static StridedCase random(Random random) {
        int[] sizes = {1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 3, 5, 6, 12, 24, 40, 64, 65, 72, 0};
        long itemSize = sizes[random.nextInt(sizes.length)];
        int axes = random.nextInt(5);
        var shape = new long[axes];
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(axes < 3 ? 70 : 7);
        }
        return random(random, shape, itemSize, true);
    }

    /// Lays elements out at random: with gaps, backwards, and some of them at the same place if they may repeat.
    static StridedCase random(Random random, long[] shape, long itemSize, boolean mayRepeat) {
        var strides = new long[shape.length];
        long low = 0;
        long high = itemSize;
        long packed = itemSize;
        int[] order = random.ints(0, Math.max(1, shape.length))
                .distinct()
                .limit(shape.length)
                .toArray();
        for (int axis : order) {
            long gap = random.nextInt(3) == 0 ? random.nextInt(3) * itemSize : 0;
            boolean repeats = mayRepeat && random.nextInt(8) == 0;
            strides[axis] = (repeats ? 0 : packed + gap) * (random.nextInt(4) == 0 ? -1 : 1);
            packed = Math.max(packed, Math.abs(strides[axis]) * shape[axis]);
            long reach = Math.max(0, shape[axis] - 1) * strides[axis];
            low += Math.min(0, reach);
            high += Math.max(0, reach);
        }
        long slack = random.nextInt(9);
        return new StridedCase(shape, strides, slack - low, itemSize, slack - low + high + random.nextInt(9));
    }

    private long count() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private int offsetOf(long element) {
        long at = offset;
        long rest = element;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            at += rest % shape[axis] * strides[axis];
            rest /= shape[axis];
        }
        return (int) at;
    }

    /// The elements in C order.
    byte[] gathered(MemorySegment source) {
        byte[] strided = source.toArray(ValueLayout.JAVA_BYTE);
        var bytes = new byte[(int) (count() * itemSize)];
        for (int element = 0; element < count(); element++) {
            System.arraycopy(strided, offsetOf(element), bytes, (int) (element * itemSize), (int) itemSize);
        }
        return bytes;
    }

    /// What memory holds after elements in C order have been laid into it.
    byte[] scattered(byte[] elements, MemorySegment before) {
        byte[] bytes = before.toArray(ValueLayout.JAVA_BYTE);
        for (int element = 0; element < count(); element++) {
            System.arraycopy(elements, (int) (element * itemSize), bytes, offsetOf(element), (int) itemSize);
        }
        return bytes;
    }

    long gather(MemorySegment source, MemorySegment target) {
        return StridedCopy.gather(source, offset, shape, strides, itemSize, target);
    }

    long scatter(MemorySegment source, MemorySegment target) {
        return StridedCopy.scatter(source, target, offset, shape, strides, itemSize);
    }

    long copy(MemorySegment source, MemorySegment target, StridedCase to) {
        return StridedCopy.copy(source, offset, strides, target, to.offset, to.strides, shape, itemSize);
    }

    @Override
    public String toString() {
        return "shape " + Arrays.toString(shape) + ", strides " + Arrays.toString(strides) + ", offset " + offset
                + ", item size " + itemSize;
    }
}
