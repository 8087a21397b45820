package dev.ndwire.arrow.memory;

import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import java.lang.ref.Cleaner;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.ReferenceManager;

/// The memory of one buffer that Arrow asked for; it counts against the process's budget until it is given back.
final class NativeAllocation extends AllocationManager {
    private final long address;
    private final long byteSize;
    private final Cleaner.Cleanable memory;

    private NativeAllocation(BufferAllocator allocator, MemoryBudget budget, long address, long byteSize) {
        super(allocator);
        this.address = address;
        this.byteSize = byteSize;
        this.memory = ArrowMemory.CLEANER.register(this, new Free(budget, address, byteSize));
    }

    /// Runs once: when the last reference is released, or when nothing reaches the buffer any more.
    private record Free(MemoryBudget budget, long address, long byteSize) implements Runnable {
        @Override
        public void run() {
            NativeMemory.free(address);
            budget.release(byteSize);
        }
    }

    @Override
    public long getSize() {
        return byteSize;
    }

    @Override
    protected long memoryAddress() {
        return address;
    }

    @Override
    protected void release0() {
        memory.clean();
    }

    /// Makes allocations within a budget.
    ///
    /// @param budget what they count against
    static AllocationManager.Factory within(MemoryBudget budget) {
        return new AllocationManager.Factory() {
            @Override
            public AllocationManager create(BufferAllocator allocator, long byteSize) {
                return allocate(allocator, budget, byteSize);
            }

            @Override
            public ArrowBuf empty() {
                return EMPTY;
            }
        };
    }

    /// What stands for a buffer without bytes; it is nowhere and cannot be released.
    static final ArrowBuf EMPTY = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

    private static NativeAllocation allocate(BufferAllocator allocator, MemoryBudget budget, long byteSize) {
        try {
            budget.reserve(byteSize);
        } catch (MemoryBudgetExceededException refused) {
            var failure = new OutOfMemoryException(refused.getMessage());
            failure.initCause(refused);
            throw failure;
        }
        long address = NativeMemory.allocate(byteSize);
        if (address == 0) {
            budget.release(byteSize);
            throw new OutOfMemoryException("the system has no " + byteSize + " bytes for a buffer");
        }
        return new NativeAllocation(allocator, budget, address, byteSize);
    }
}
