package dev.ndwire.ndarray.select;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.SearchSide;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/// Finds where values belong in sorted elements: numpy's `searchsorted`.
public final class Searching {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final ElementOrder order;
    private final boolean isLeft;
    private final MemorySegment sorted;
    private final long start;
    private final long stride;
    private final long length;

    private Searching(Strided sorted, SearchSide side) {
        this.order = ElementOrder.of(sorted.dtype());
        this.isLeft = side == SearchSide.LEFT;
        this.sorted = sorted.segment();
        this.start = sorted.layout().byteOffset();
        this.stride = sorted.layout().byteStride(0);
        this.length = sorted.size();
    }

    /// Searches for each value by halving. Both arrays are converted to their common dtype.
    ///
    /// @param memory where the result comes from
    /// @param sorted one axis, in the order of [Sorting]; where it is not, the result says nothing
    /// @param values what is searched for
    /// @param side which position is wanted where there are equal elements
    /// @return int64 positions, 0 to the number of sorted elements, in the shape of `values`
    /// @throws IllegalArgumentException if `sorted` has not one axis, or the dtypes have nothing in common
    public static Strided searchSorted(SegmentAllocator memory, Strided sorted, Strided values, SearchSide side) {
        int axes = sorted.layout().axisCount();
        if (axes != 1) {
            throw new IllegalArgumentException(
                    axes == 0 ? "object of too small depth for desired array" : "object too deep for desired array");
        }
        DType dtype = Promotion.of(sorted.dtype(), values.dtype());
        try (var scratch = Scratch.beside(memory)) {
            var searching = new Searching(Blocks.asNative(scratch, sorted, dtype), side);
            MemorySegment run = Blocks.run(scratch, Blocks.asNative(scratch, values, dtype));
            Strided result = Blocks.fresh(memory, DType.INT64, values.layout().shape());
            for (long i = 0; i < values.size(); i++) {
                result.segment().set(LONG, i * Long.BYTES, searching.position(run, i * dtype.itemSize()));
            }
            return result;
        }
    }

    private long position(MemorySegment values, long byteOffset) {
        long low = 0;
        long high = length;
        while (low < high) {
            long middle = (low + high) >>> 1;
            int compared = order.compare(sorted, start + middle * stride, values, byteOffset);
            if (compared < 0 || (compared == 0 && !isLeft)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
