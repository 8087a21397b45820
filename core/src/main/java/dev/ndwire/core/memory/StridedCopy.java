package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Moves elements between strided and contiguous memory, or from strides to strides.
///
/// Axes that lie evenly behind each other in both memories are first merged, and the axis that is the fastest in the
/// target becomes the last. Runs of bytes are then copied in bulk; elements that stand apart go through kernels, one
/// per size with constant layouts; and where another axis than the last one is the fastest in the source, as in a
/// transposed matrix, the kernels work in blocks that stay in the cache.
///
/// The kernels see native memory only: a call site that has seen heap segments as well costs tens of times as much an
/// element. Sources and targets on the heap, and those that are mapped, pass through small native blocks.
///
/// Nothing is kept or closed, and only the elements' own bytes are written. In which order is not defined. The threads
/// that may call are those that may access both segments.
public final class StridedCopy {
    private StridedCopy() {}

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
        checkRoom(byteSize, "target", target);
        if (byteSize > 0) {
            checkReach("source", source, byteOffset, shape, byteStrides, itemSize);
            checkWriteable(target);
            var axes = new CopyAxes(shape, byteStrides, contiguous(shape, itemSize), itemSize);
            PlaneCopy.run(axes, source, byteOffset, target, 0);
        }
        return byteSize;
    }

    /// Copies elements from C order, in which the last axis is the fastest, to where strides say.
    ///
    /// @param source the elements, from its first byte on, of any kind and alignment
    /// @param target the memory that they go to, of any kind and alignment; where several elements have the same place
    ///     there, one of them stays
    /// @param byteOffset where in `target` the element at position 0 of every axis starts
    /// @param shape the lengths of the axes; not kept
    /// @param byteStrides bytes from one position of an axis to the next, one an axis, of any sign; not kept
    /// @param itemSize bytes of one element, at least 0
    /// @return the bytes read: the number of elements times `itemSize`
    /// @throws IllegalArgumentException if lengths or item size are negative, shape and strides differ in number, or
    ///     `target` is read-only
    /// @throws IndexOutOfBoundsException if an element lies outside `target`, or `source` is too small
    /// @throws IllegalStateException if the arena of a segment is closed
    /// @throws WrongThreadException if a segment belongs to another thread
    public static long scatter(
            MemorySegment source,
            MemorySegment target,
            long byteOffset,
            long[] shape,
            long[] byteStrides,
            long itemSize) {
        long byteSize = byteSize(shape, byteStrides, itemSize);
        checkRoom(byteSize, "source", source);
        if (byteSize > 0) {
            checkReach("target", target, byteOffset, shape, byteStrides, itemSize);
            checkWriteable(target);
            var axes = new CopyAxes(shape, contiguous(shape, itemSize), byteStrides, itemSize);
            PlaneCopy.run(axes, source, 0, target, byteOffset);
        }
        return byteSize;
    }

    /// Copies strided elements to where other strides say.
    ///
    /// @param source the memory of the elements, of any kind and alignment
    /// @param sourceByteOffset where in `source` the element at position 0 of every axis starts
    /// @param sourceByteStrides bytes from one position of an axis to the next, one an axis, of any sign, 0 to repeat
    ///     one element; not kept
    /// @param target the memory that they go to, of any kind and alignment, which must not overlap the elements in
    ///     `source`; where several elements have the same place there, one of them stays
    /// @param targetByteOffset where in `target` the element at position 0 of every axis starts
    /// @param targetByteStrides the strides there; not kept
    /// @param shape the lengths of the axes; not kept
    /// @param itemSize bytes of one element, at least 0
    /// @return the bytes copied: the number of elements times `itemSize`
    /// @throws IllegalArgumentException if lengths or item size are negative, shape and strides differ in number, or
    ///     `target` is read-only
    /// @throws IndexOutOfBoundsException if an element lies outside of its segment
    /// @throws IllegalStateException if the arena of a segment is closed
    /// @throws WrongThreadException if a segment belongs to another thread
    public static long copy(
            MemorySegment source,
            long sourceByteOffset,
            long[] sourceByteStrides,
            MemorySegment target,
            long targetByteOffset,
            long[] targetByteStrides,
            long[] shape,
            long itemSize) {
        long byteSize = byteSize(shape, sourceByteStrides, itemSize);
        byteSize(shape, targetByteStrides, itemSize);
        if (byteSize > 0) {
            checkReach("source", source, sourceByteOffset, shape, sourceByteStrides, itemSize);
            checkReach("target", target, targetByteOffset, shape, targetByteStrides, itemSize);
            checkWriteable(target);
            var axes = new CopyAxes(shape, sourceByteStrides, targetByteStrides, itemSize);
            PlaneCopy.run(axes, source, sourceByteOffset, target, targetByteOffset);
        }
        return byteSize;
    }

    private static long[] contiguous(long[] shape, long itemSize) {
        var byteStrides = new long[shape.length];
        long bytes = itemSize;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            byteStrides[axis] = bytes;
            bytes *= shape[axis];
        }
        return byteStrides;
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

    private static void checkRoom(long byteSize, String name, MemorySegment segment) {
        if (byteSize > segment.byteSize()) {
            throw new IndexOutOfBoundsException(
                    "the elements take " + byteSize + " bytes, the " + name + " has " + segment.byteSize());
        }
    }

    private static void checkWriteable(MemorySegment target) {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the target is read-only");
        }
    }

    private static void checkReach(
            String name, MemorySegment segment, long byteOffset, long[] shape, long[] byteStrides, long itemSize) {
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
            if (low < 0 || high > segment.byteSize()) {
                throw new IndexOutOfBoundsException("the elements take bytes " + low + " to " + high + " of a " + name
                        + " of " + segment.byteSize() + " bytes");
            }
        } catch (ArithmeticException overflow) {
            var outside = new IndexOutOfBoundsException("the elements of shape " + Arrays.toString(shape)
                    + " and strides " + Arrays.toString(byteStrides) + " reach beyond " + Long.MAX_VALUE + " bytes");
            outside.initCause(overflow);
            throw outside;
        }
    }
}
