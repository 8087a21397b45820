package dev.ndwire.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory that comes with one arena and goes with it: nothing to be kept for another lease.
abstract non-sealed class PassingRegion extends Region {
    PassingRegion(long byteSize) {
        super(byteSize);
    }

    @Override
    final boolean isReusable() {
        return false;
    }

    @Override
    final MemorySegment attachAutomatic(Runnable whenGone) {
        Arena arena = Arena.ofAuto();
        MemorySegment memory = attach(arena);
        // Segments hold their scope, and nothing else is told when an automatic arena goes.
        MemoryPool.CLEANER.register(arena.scope(), whenGone);
        return memory;
    }
}
