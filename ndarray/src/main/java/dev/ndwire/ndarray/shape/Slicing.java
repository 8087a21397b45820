package dev.ndwire.ndarray.shape;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies one basic index to one layout, part by part.
final class Slicing {
    private final Layout source;
    private final long[] shape;
    private final long[] byteStrides;
    private int axisCount;
    private int sourceAxis;
    private long byteOffset;

    private Slicing(Layout source, int partCount) {
        this.source = source;
        this.shape = new long[source.axisCount() + partCount];
        this.byteStrides = new long[shape.length];
        this.byteOffset = source.byteOffset();
    }

    static Layout at(Layout source, List<Index> index) {
        int named = 0;
        int ellipses = 0;
        for (Index part : index) {
            named += part instanceof Index.At || part instanceof Index.Slice ? 1 : 0;
            ellipses += part instanceof Index.Ellipsis ? 1 : 0;
        }
        if (ellipses > 1) {
            throw new IllegalArgumentException("an index can only have a single ellipsis ('...'), found " + ellipses);
        }
        if (named > source.axisCount()) {
            throw new IndexOutOfBoundsException(tooMany(source.axisCount(), named));
        }
        var slicing = new Slicing(source, index.size());
        for (Index part : index) {
            switch (part) {
                case Index.At at -> slicing.position(at.position());
                case Index.Slice slice -> slicing.slice(slice);
                case Index.NewAxis newAxis -> slicing.keep(1, 0);
                case Index.Ellipsis ellipsis -> slicing.keepWhole(source.axisCount() - named);
            }
        }
        slicing.keepWhole(source.axisCount() - slicing.sourceAxis);
        return slicing.layout();
    }

    static String tooMany(int axisCount, int indexCount) {
        return "too many indices for array: array is " + axisCount + "-dimensional, but " + indexCount
                + " were indexed";
    }

    static String outside(long position, int axis, long length) {
        return "index " + position + " is out of bounds for axis " + axis + " with size " + length;
    }

    private Layout layout() {
        Shapes.checkAxisCount(axisCount);
        return source.derived(Arrays.copyOf(shape, axisCount), Arrays.copyOf(byteStrides, axisCount), byteOffset);
    }

    private void keep(long length, long byteStride) {
        shape[axisCount] = length;
        byteStrides[axisCount++] = byteStride;
    }

    private void keepWhole(int count) {
        for (int i = 0; i < count; i++) {
            keep(source.length(sourceAxis), source.byteStride(sourceAxis));
            sourceAxis++;
        }
    }

    // Without elements a stride may be any number, and there is nothing to move to.
    private void move(long byteDistance) {
        byteOffset += source.elementCount() == 0 ? 0 : byteDistance;
    }

    private void position(long position) {
        long length = source.length(sourceAxis);
        if (position < -length || position >= length) {
            throw new IndexOutOfBoundsException(outside(position, sourceAxis, length));
        }
        move((position < 0 ? position + length : position) * source.byteStride(sourceAxis));
        sourceAxis++;
    }

    private void slice(Index.Slice slice) {
        long length = source.length(sourceAxis);
        long byteStride = source.byteStride(sourceAxis);
        sourceAxis++;
        boolean forward = slice.step() > 0;
        long start = clip(slice.start(), forward ? 0 : length - 1, length, forward);
        long stop = clip(slice.stop(), forward ? length : -1, length, forward);
        long distance = forward ? stop - start : start - stop;
        if (distance <= 0) {
            keep(0, byteStride);
            return;
        }
        // Python knows no step below -Long.MAX_VALUE either.
        long step = Math.max(slice.step(), -Long.MAX_VALUE);
        move(start * byteStride);
        // Wraps around for steps beyond the axis only, and then the axis has one position, whose stride says nothing.
        keep((distance - 1) / Math.abs(step) + 1, byteStride * step);
    }

    private static long clip(@Nullable Long bound, long absent, long length, boolean forward) {
        if (bound == null) {
            return absent;
        }
        long position = bound < 0 ? bound + length : bound;
        long least = forward ? 0 : -1;
        return Math.max(least, Math.min(position, forward ? length : length - 1));
    }
}
