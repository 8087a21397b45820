package dev.ndwire.arrow.pandas;

import dev.ndwire.core.memory.Lease;
import java.lang.foreign.MemorySegment;

/// What reading one frame needs: memory for what is not there as Arrow has it, and ids for dictionaries.
final class Workspace {
    private static final int ALIGNMENT = 64;

    private final Lease lease;
    private long dictionaries;

    /// @param lease has the memory
    Workspace(Lease lease) {
        this.lease = lease;
    }

    /// Memory with anything in it.
    MemorySegment allocate(long byteSize) {
        return lease.allocate(byteSize, ALIGNMENT);
    }

    /// Memory of zeros.
    MemorySegment zeros(long byteSize) {
        return allocate(byteSize).fill((byte) 0);
    }

    /// The bytes where they are if that is native memory, else a copy: kernels are to see one kind.
    MemorySegment inNativeMemory(MemorySegment bytes) {
        return bytes.isNative() ? bytes : allocate(bytes.byteSize()).copyFrom(bytes);
    }

    /// An id that no dictionary of this frame has yet.
    long nextDictionary() {
        return dictionaries++;
    }
}
