package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.cast.RowCast;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Brings runs of results from their lane into memory, converted on the way.
final class OutputColumn {
    private final MemorySegment target;
    private final long itemSize;
    private final LaneBuffer lane;
    private final @Nullable RowCast cast;
    private final int capacity;
    private final Scratch scratch;
    private @Nullable MemorySegment tile;
    private @Nullable MemorySegment raw;

    /// @param computed what the loop gives
    /// @param scratch where native memory for results that have to be converted comes from
    OutputColumn(Strided elements, DType computed, int capacity, Scratch scratch) {
        target = elements.segment();
        itemSize = elements.dtype().itemSize();
        lane = new LaneBuffer(computed, true, capacity);
        cast = elements.dtype().equals(computed) ? null : RowCast.of(computed, elements.dtype());
        this.capacity = capacity;
        this.scratch = scratch;
    }

    Object array() {
        return lane.array();
    }

    /// Brings a run of results out.
    ///
    /// @param at the element of the lane to begin with
    /// @param byteOffset where the first one goes
    /// @param byteStride bytes from one to the next
    /// @param count how many
    void store(int at, long byteOffset, long byteStride, int count) {
        if (cast == null && (byteStride == itemSize || count == 1)) {
            lane.store(at, target, byteOffset, count);
            return;
        }
        MemorySegment results = cast == null ? raw() : tile();
        lane.store(at, results, 0, count);
        if (cast != null && target.isNative()) {
            cast.run(results, 0, lane.dtype().itemSize(), target, byteOffset, byteStride, count);
            return;
        }
        if (cast != null) {
            cast.run(results, 0, lane.dtype().itemSize(), raw(), 0, itemSize, count);
        }
        StridedCopy.scatter(raw(), target, byteOffset, new long[] {count}, new long[] {byteStride}, itemSize);
    }

    private MemorySegment raw() {
        MemorySegment memory = raw == null ? scratch.allocate(capacity * itemSize) : raw;
        raw = memory;
        return memory;
    }

    private MemorySegment tile() {
        MemorySegment memory =
                tile == null ? scratch.allocate(capacity * lane.dtype().itemSize()) : tile;
        tile = memory;
        return memory;
    }
}
