package dev.ndwire.ndarray.array;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Where new arrays get their memory from when the caller names no allocator.
final class Allocation {
    /// Enough for every vector instruction and for a cache line of its own.
    static final long BYTE_ALIGNMENT = 64;

    private Allocation() {}

    /// Memory that the garbage collector frees once no array lies in it, and that counts against the process's budget.
    static SegmentAllocator automatic() {
        return Automatic.LEASE;
    }

    /// One lease for all, since each would take a slab of its own. It is never closed: each segment goes by itself.
    private static final class Automatic {
        static final Lease LEASE = MemoryPool.standard().lease(Ownership.AUTOMATIC);
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
