package dev.ndwire.arrow.memory;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/// The memory of one buffer that Arrow asked for, from a lease, which it pins.
final class LeaseAllocation extends AllocationManager {
    private static final int ALIGNMENT = 64;

    private final MemorySegment bytes;
    private final Cleaner.Cleanable memory;

    private LeaseAllocation(BufferAllocator allocator, MemorySegment bytes, Lease.Hold hold) {
        super(allocator);
        this.bytes = bytes;
        this.memory = ArrowMemory.CLEANER.register(this, new End(bytes, hold));
    }

    /// Runs once: when the last reference is released, or when nothing reaches the buffer any more. Reaches the memory,
    /// which is all that keeps it where the garbage collector owns it.
    ///
    /// @param bytes the memory
    /// @param hold what keeps it elsewhere
    record End(MemorySegment bytes, Lease.Hold hold) implements Runnable {
        @Override
        public void run() {
            hold.close();
        }
    }

    /// Makes allocations from a lease.
    ///
    /// @param lease has the memory
    /// @param leased takes each segment
    record Factory(Lease lease, SegmentIndex leased) implements AllocationManager.Factory {
        @Override
        public AllocationManager create(BufferAllocator allocator, long byteSize) {
            try {
                MemorySegment bytes = lease.allocate(byteSize, ALIGNMENT);
                leased.add(bytes);
                return new LeaseAllocation(allocator, bytes, lease.pin());
            } catch (MemoryBudgetExceededException refused) {
                var failure = new OutOfMemoryException(refused.getMessage());
                failure.initCause(refused);
                throw failure;
            }
        }

        @Override
        public ArrowBuf empty() {
            return NativeAllocation.EMPTY;
        }
    }

    @Override
    public long getSize() {
        return bytes.byteSize();
    }

    @Override
    protected long memoryAddress() {
        return bytes.address();
    }

    @Override
    protected void release0() {
        memory.clean();
    }
}
