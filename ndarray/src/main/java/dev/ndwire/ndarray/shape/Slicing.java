package dev.ndwire.ndarray.shape;

import org.jspecify.annotations.Nullable;

/// Applies basic indices to layouts, part by part. Nothing but the layout of the view is allocated.
///
/// Where a slice leaves a bound out, the least or the largest `long` stands for it, which clipping brings to an end of
/// the axis.
final class Slicing {
    private Slicing() {}

    static Layout at(Layout source, Index[] index) {
        int positions = 0;
        int slices = 0;
        int ellipses = 0;
        for (Index part : index) {
            positions += part instanceof Index.At ? 1 : 0;
            slices += part instanceof Index.Slice ? 1 : 0;
            ellipses += part instanceof Index.Ellipsis ? 1 : 0;
        }
        int whole = whole(source, positions + slices, ellipses);
        int newAxes = index.length - positions - slices - ellipses;
        int axisCount = source.axisCount() - positions + newAxes;
        Shapes.checkAxisCount(axisCount);
        var shape = new long[axisCount];
        var byteStrides = new long[axisCount];
        long byteOffset = source.byteOffset();
        int axis = 0;
        int to = 0;
        for (Index part : index) {
            switch (part) {
                case Index.At at -> byteOffset += distance(source, axis++, at.position());
                case Index.Slice slice -> {
                    checkStep(slice.step());
                    byteOffset += slice(
                            source,
                            axis++,
                            start(slice.start(), slice.step()),
                            stop(slice.stop(), slice.step()),
                            slice.step(),
                            shape,
                            byteStrides,
                            to++);
                }
                case Index.NewAxis newAxis -> shape[to++] = 1;
                case Index.Ellipsis ellipsis -> {
                    keep(source, axis, shape, byteStrides, to, whole);
                    axis += whole;
                    to += whole;
                }
            }
        }
        keep(source, axis, shape, byteStrides, to, axisCount - to);
        return source.derived(shape, byteStrides, byteOffset);
    }

    static Layout at(Layout source, String text) {
        Layout plain = IndexText.at(source, text);
        return plain != null ? plain : at(source, Index.parse(text).toArray(Index[]::new));
    }

    /// Slices one axis and keeps the others.
    static Layout slice(Layout source, int axis, @Nullable Long start, @Nullable Long stop, long step) {
        checkStep(step);
        long[] shape = source.shape();
        long[] byteStrides = source.byteStrides();
        long distance = slice(source, axis, start(start, step), stop(stop, step), step, shape, byteStrides, axis);
        return source.derived(shape, byteStrides, source.byteOffset() + distance);
    }

    static void checkStep(long step) {
        if (step == 0) {
            throw new IllegalArgumentException("slice step cannot be zero");
        }
    }

    static String tooMany(int axisCount, int indexCount) {
        return "too many indices for array: array is " + axisCount + "-dimensional, but " + indexCount
                + " were indexed";
    }

    static String outside(long position, int axis, long length) {
        return "index " + position + " is out of bounds for axis " + axis + " with size " + length;
    }

    /// How many axes an ellipsis stands for.
    private static int whole(Layout source, int named, int ellipses) {
        if (ellipses > 1) {
            throw new IllegalArgumentException("an index can only have a single ellipsis ('...'), found " + ellipses);
        }
        if (named > source.axisCount()) {
            throw new IndexOutOfBoundsException(tooMany(source.axisCount(), named));
        }
        return source.axisCount() - named;
    }

    static void keep(Layout source, int from, long[] shape, long[] byteStrides, int to, int count) {
        System.arraycopy(source.shape, from, shape, to, count);
        System.arraycopy(source.byteStrides, from, byteStrides, to, count);
    }

    /// How far one position lies from the start of its axis.
    static long distance(Layout source, int axis, long position) {
        long length = source.shape[axis];
        if (position < -length || position >= length) {
            throw new IndexOutOfBoundsException(outside(position, axis, length));
        }
        return moved(source, (position < 0 ? position + length : position) * source.byteStrides[axis]);
    }

    // Without elements a stride may be any number, and there is nothing to move to.
    private static long moved(Layout source, long byteDistance) {
        return source.elementCount() == 0 ? 0 : byteDistance;
    }

    /// Puts a sliced axis into a view.
    ///
    /// @return how far its first position lies from the start of the axis
    static long slice(
            Layout source, int axis, long first, long end, long step, long[] shape, long[] byteStrides, int to) {
        long length = source.shape[axis];
        long byteStride = source.byteStrides[axis];
        boolean forward = step > 0;
        long start = clip(first, length, forward);
        long stop = clip(end, length, forward);
        long distance = forward ? stop - start : start - stop;
        if (distance <= 0) {
            shape[to] = 0;
            byteStrides[to] = byteStride;
            return 0;
        }
        // Python knows no step below -Long.MAX_VALUE either.
        long size = Math.abs(Math.max(step, -Long.MAX_VALUE));
        shape[to] = size == 1 ? distance : (distance - 1) / size + 1;
        // Wraps around for steps beyond the axis only, and then the axis has one position, whose stride says nothing.
        byteStrides[to] = forward ? byteStride * size : -byteStride * size;
        return moved(source, start * byteStride);
    }

    private static long start(@Nullable Long bound, long step) {
        return bound != null ? bound : firstEnd(step);
    }

    private static long stop(@Nullable Long bound, long step) {
        return bound != null ? bound : lastEnd(step);
    }

    /// Stands for the end of the axis from which a step goes.
    static long firstEnd(long step) {
        return step > 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /// Stands for the end of the axis to which a step goes.
    static long lastEnd(long step) {
        return step > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    private static long clip(long bound, long length, boolean forward) {
        long position = bound < 0 ? bound + length : bound;
        long least = forward ? 0 : -1;
        return Math.max(least, Math.min(position, forward ? length : length - 1));
    }
}
