package dev.ndwire.ndarray.cast;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Two conversions one after the other.
///
/// @param first makes elements of `itemSize` bytes
/// @param itemSize bytes of one element in between, at least 1
/// @param second takes them on
record Chain(RowCast first, long itemSize, RowCast second) implements RowCast {
    private static final long TILE_BYTES = 1 << 14;

    @Override
    public void run(
            MemorySegment source,
            long sourceOffset,
            long sourceStride,
            MemorySegment target,
            long targetOffset,
            long targetStride,
            long count) {
        long capacity = Math.min(count, Math.max(1, TILE_BYTES / itemSize));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment tile = arena.allocate(capacity * itemSize, Long.BYTES);
            for (long done = 0; done < count; done += capacity) {
                long n = Math.min(capacity, count - done);
                first.run(source, sourceOffset + done * sourceStride, sourceStride, tile, 0, itemSize, n);
                second.run(tile, 0, itemSize, target, targetOffset + done * targetStride, targetStride, n);
            }
        }
    }
}
