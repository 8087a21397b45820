package dev.ndwire.ndarray.select;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/// Memory that is needed during one call only: small pieces cost next to nothing, large ones count against the budget
/// and are recycled. Its content is undefined. For one thread.
final class Scratch implements SegmentAllocator, AutoCloseable {
    /// What leases put aside for themselves; closing one costs more than all that is done with less memory.
    private static final long LARGE_FROM_BYTES = 64 << 10;

    private final @Nullable SegmentAllocator memory;
    private final Arena small = Arena.ofConfined();
    private @Nullable Lease large;

    private Scratch(@Nullable SegmentAllocator memory) {
        this.memory = memory;
    }

    /// Takes large pieces from where a result's memory comes from.
    static Scratch beside(SegmentAllocator memory) {
        return new Scratch(memory);
    }

    /// Takes large pieces from the pool of this process.
    static Scratch standard() {
        return new Scratch(null);
    }

    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if the budget does not allow it
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        if (byteSize < LARGE_FROM_BYTES) {
            return small.allocate(byteSize, byteAlignment);
        }
        if (large == null) {
            large = memory == null ? MemoryPool.standard().lease(Ownership.LEASED) : Lease.beside(memory);
        }
        return large.allocate(byteSize, byteAlignment);
    }

    @Override
    public void close() {
        small.close();
        if (large != null) {
            large.close();
        }
    }
}
