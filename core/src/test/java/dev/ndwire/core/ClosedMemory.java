package dev.ndwire.core;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory whose arena is closed already.
public final class ClosedMemory {
    private ClosedMemory() {}

    /// A segment that can no longer be used.
    public static MemorySegment ofBytes(long byteSize) {
        try (Arena arena = Arena.ofShared()) {
            return arena.allocate(byteSize);
        }
    }
}
