package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.core.memory.StridedCopy;
import dev.ndwire.ndarray.cast.RowCast;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Brings runs of one operand's elements into its lane, converted on the way.
final class InputColumn {
    private final MemorySegment source;
    private final long itemSize;
    private final LaneBuffer lane;
    private final @Nullable RowCast cast;
    private final int capacity;
    private final Scratch scratch;
    private @Nullable MemorySegment raw;
    private @Nullable MemorySegment tile;

    /// @param wanted what the loop takes
    /// @param scratch where native memory for elements that have to be converted comes from
    InputColumn(Strided elements, DType wanted, int capacity, Scratch scratch) {
        source = elements.segment();
        itemSize = elements.dtype().itemSize();
        lane = new LaneBuffer(wanted, false, capacity);
        cast = elements.dtype().equals(wanted) ? null : RowCast.of(elements.dtype(), wanted);
        this.capacity = capacity;
        this.scratch = scratch;
    }

    Object array() {
        return lane.array();
    }

    /// Brings a run of elements in.
    ///
    /// @param byteOffset where the first one starts
    /// @param byteStride bytes from one to the next
    /// @param at the element of the lane to begin with
    /// @param count how many
    void load(long byteOffset, long byteStride, int at, int count) {
        if (byteStride == 0 && count > 1) {
            load(byteOffset, itemSize, at, 1);
            lane.repeat(at, count);
        } else if (cast == null && (byteStride == itemSize || count == 1)) {
            lane.load(source, byteOffset, at, count);
        } else {
            convert(byteOffset, byteStride, at, count);
        }
    }

    private void convert(long byteOffset, long byteStride, int at, int count) {
        if (cast != null && source.isNative()) {
            MemorySegment converted = tile();
            cast.run(source, byteOffset, byteStride, converted, 0, lane.dtype().itemSize(), count);
            lane.load(converted, 0, at, count);
            return;
        }
        MemorySegment gathered = raw();
        StridedCopy.gather(source, byteOffset, new long[] {count}, new long[] {byteStride}, itemSize, gathered);
        if (cast != null) {
            cast.run(gathered, 0, itemSize, tile(), 0, lane.dtype().itemSize(), count);
        }
        lane.load(cast == null ? gathered : tile(), 0, at, count);
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
