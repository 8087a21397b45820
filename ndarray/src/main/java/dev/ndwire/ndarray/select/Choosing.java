package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.element.StridedLoop;
import dev.ndwire.ndarray.shape.Broadcasting;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Chooses between two arrays, element by element: numpy's `where` of three arrays.
public final class Choosing {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Choosing() {}

    /// Takes the elements of `left` where a condition is true, and those of `right` elsewhere; all three are broadcast.
    ///
    /// @param memory where the result comes from
    /// @param condition elements of any dtype: what is true is told as by [TruePositions]
    /// @param left what is taken where the condition is true
    /// @param right what is taken elsewhere
    /// @param dtype of the result, to which both are converted
    /// @return a fresh array
    /// @throws IllegalArgumentException if the condition is a structure, which numpy refuses here, the shapes have
    ///     nothing in common, or there is no such conversion
    public static Strided where(SegmentAllocator memory, Strided condition, Strided left, Strided right, DType dtype) {
        if (condition.dtype().isStruct()) {
            throw new IllegalArgumentException("Iterator operand 1 dtype could not be cast from "
                    + condition.dtype().repr() + " to dtype('bool') according to the rule 'unsafe'");
        }
        long[] shape = Broadcasting.shape(List.of(
                condition.layout().shape(),
                left.layout().shape(),
                right.layout().shape()));
        Strided result = Blocks.fresh(memory, dtype, shape);
        try (var scratch = Scratch.beside(memory)) {
            MemorySegment flags = Truth.flags(scratch, condition);
            Strided flagged = broadcast(
                    Strided.contiguous(flags, DType.BOOL, condition.layout().shape(), Order.C), shape);
            Strided chosen = broadcast(Blocks.asNative(scratch, left, dtype), shape);
            Strided other = broadcast(Blocks.asNative(scratch, right, dtype), shape);
            StridedLoop loop = StridedLoop.of(result, flagged, chosen, other);
            var rows = new Rows(result.segment(), flags, chosen.segment(), other.segment(), loop);
            loop.forEachRow(at -> rows.choose(at, (int) dtype.itemSize()));
        }
        return result;
    }

    private static Strided broadcast(Strided source, long[] shape) {
        return source.with(source.layout().broadcastTo(shape));
    }

    /// The kernels: one for each size of element, all of native memory.
    private record Rows(
            MemorySegment result, MemorySegment flags, MemorySegment left, MemorySegment right, StridedLoop loop) {
        void choose(long[] at, int itemSize) {
            switch (itemSize) {
                case 1 -> bytes(at[0], at[1], at[2], at[3]);
                case 2 -> shorts(at[0], at[1], at[2], at[3]);
                case 4 -> ints(at[0], at[1], at[2], at[3]);
                case 8 -> longs(at[0], at[1], at[2], at[3]);
                default -> blocks(at, itemSize);
            }
        }

        private boolean isTrue(long byteOffset) {
            return flags.get(ValueLayout.JAVA_BYTE, byteOffset) != 0;
        }

        private void bytes(long to, long flag, long from, long other) {
            long length = loop.rowLength();
            long toStep = loop.rowByteStride(0);
            long flagStep = loop.rowByteStride(1);
            long fromStep = loop.rowByteStride(2);
            long otherStep = loop.rowByteStride(3);
            for (long i = 0; i < length; i++) {
                byte chosen = left.get(ValueLayout.JAVA_BYTE, from + i * fromStep);
                byte rejected = right.get(ValueLayout.JAVA_BYTE, other + i * otherStep);
                result.set(ValueLayout.JAVA_BYTE, to + i * toStep, isTrue(flag + i * flagStep) ? chosen : rejected);
            }
        }

        private void shorts(long to, long flag, long from, long other) {
            long length = loop.rowLength();
            long toStep = loop.rowByteStride(0);
            long flagStep = loop.rowByteStride(1);
            long fromStep = loop.rowByteStride(2);
            long otherStep = loop.rowByteStride(3);
            for (long i = 0; i < length; i++) {
                short chosen = left.get(SHORT, from + i * fromStep);
                short rejected = right.get(SHORT, other + i * otherStep);
                result.set(SHORT, to + i * toStep, isTrue(flag + i * flagStep) ? chosen : rejected);
            }
        }

        private void ints(long to, long flag, long from, long other) {
            long length = loop.rowLength();
            long toStep = loop.rowByteStride(0);
            long flagStep = loop.rowByteStride(1);
            long fromStep = loop.rowByteStride(2);
            long otherStep = loop.rowByteStride(3);
            for (long i = 0; i < length; i++) {
                int chosen = left.get(INT, from + i * fromStep);
                int rejected = right.get(INT, other + i * otherStep);
                result.set(INT, to + i * toStep, isTrue(flag + i * flagStep) ? chosen : rejected);
            }
        }

        private void longs(long to, long flag, long from, long other) {
            long length = loop.rowLength();
            long toStep = loop.rowByteStride(0);
            long flagStep = loop.rowByteStride(1);
            long fromStep = loop.rowByteStride(2);
            long otherStep = loop.rowByteStride(3);
            for (long i = 0; i < length; i++) {
                long chosen = left.get(LONG, from + i * fromStep);
                long rejected = right.get(LONG, other + i * otherStep);
                result.set(LONG, to + i * toStep, isTrue(flag + i * flagStep) ? chosen : rejected);
            }
        }

        private void blocks(long[] at, int itemSize) {
            long length = loop.rowLength();
            for (long i = 0; i < length; i++) {
                boolean isTrue = isTrue(at[1] + i * loop.rowByteStride(1));
                MemorySegment source = isTrue ? left : right;
                long from = isTrue ? at[2] + i * loop.rowByteStride(2) : at[3] + i * loop.rowByteStride(3);
                MemorySegment.copy(source, from, result, at[0] + i * loop.rowByteStride(0), itemSize);
            }
        }
    }
}
