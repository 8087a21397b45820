package dev.ndwire.cli.rig;

import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;

/// Makes pools that have memory which was used before.
public final class ReusingPool {
    private ReusingPool() {}

    /// A pool that recycles an array of a size, however little memory the machine has.
    ///
    /// @param byteSize of the array
    /// @return a new pool on the budget of this process
    public static MemoryPool of(long byteSize) {
        return MemoryPool.of(MemoryBudget.standard(), idleBytes(byteSize));
    }

    /// The same of memory that other processes can map.
    ///
    /// @param byteSize of the array
    /// @return a new pool on the budget of this process
    public static MemoryPool ofShared(long byteSize) {
        return MemoryPool.ofShared(MemoryBudget.standard(), idleBytes(byteSize));
    }

    private static long idleBytes(long byteSize) {
        return byteSize + byteSize / 4 + (1 << 20);
    }
}
