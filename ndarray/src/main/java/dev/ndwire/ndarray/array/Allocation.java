package dev.ndwire.ndarray.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Where new arrays get their memory from when the caller names no allocator.
final class Allocation {
    /// Enough for every vector instruction and for a cache line of its own.
    static final long BYTE_ALIGNMENT = 64;

    private Allocation() {}

    /// Memory that the garbage collector frees once no array lies in it.
    static SegmentAllocator automatic() {
        return Arena.ofAuto();
    }

    static MemorySegment allocate(SegmentAllocator allocator, long byteSize) {
        MemorySegment segment = allocator.allocate(byteSize, BYTE_ALIGNMENT);
        if (segment.byteSize() < byteSize) {
            throw new IllegalArgumentException(
                    "allocator gave " + segment.byteSize() + " bytes, " + byteSize + " were asked for");
        }
        return segment;
    }
}
