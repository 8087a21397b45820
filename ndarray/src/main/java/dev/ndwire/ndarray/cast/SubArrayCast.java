package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Conversions of elements that are small arrays.
///
/// Axes are lined up from the last one on; one of length 1 is repeated, a shorter one is filled up with zeros, a longer
/// one is cut, and of leading axes that the target lacks the first position is taken.
final class SubArrayCast implements RowCast {
    private final RowCast items;
    private final long sourceSize;
    private final long targetSize;
    private final long[] shape;
    private final long[] sourceShape;
    private final long[] sourceStrides;

    private SubArrayCast(RowCast items, DType from, DType to) {
        this.items = items;
        this.sourceSize = from.base().itemSize();
        this.targetSize = to.base().itemSize();
        this.shape = to.shape().length == 0 ? new long[] {1} : to.shape();
        this.sourceShape = new long[shape.length];
        this.sourceStrides = new long[shape.length];
        long[] given = from.shape();
        long[] strides = Shapes.contiguousStrides(given, sourceSize, Order.C);
        for (int i = 1; i <= shape.length; i++) {
            boolean isThere = i <= given.length;
            int axis = shape.length - i;
            sourceShape[axis] = isThere && given[given.length - i] != 1 ? given[given.length - i] : shape[axis];
            sourceStrides[axis] = isThere && given[given.length - i] != 1 ? strides[given.length - i] : 0;
        }
    }

    static @Nullable RowCast of(DType from, DType to) {
        RowCast items = CastTable.find(from.base(), to.base());
        return items == null ? null : new SubArrayCast(items, from, to);
    }

    @Override
    public void run(
            MemorySegment source,
            long sourceOffset,
            long sourceStride,
            MemorySegment target,
            long targetOffset,
            long targetStride,
            long count) {
        for (long i = 0; i < count; i++) {
            axis(source, sourceOffset + i * sourceStride, target, targetOffset + i * targetStride, 0);
        }
    }

    private void axis(MemorySegment source, long from, MemorySegment target, long to, int axis) {
        long length = shape[axis];
        long given = Math.min(length, sourceShape[axis]);
        long step = targetSize;
        for (int inner = axis + 1; inner < shape.length; inner++) {
            step *= shape[inner];
        }
        if (axis == shape.length - 1) {
            items.run(source, from, sourceStrides[axis], target, to, targetSize, given);
        } else {
            for (long i = 0; i < given; i++) {
                axis(source, from + i * sourceStrides[axis], target, to + i * step, axis + 1);
            }
        }
        target.asSlice(to + given * step, (length - given) * step).fill((byte) 0);
    }
}
