package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;

/// A lease whose regions each have an arena that the garbage collector closes.
final class AutomaticLease extends PooledLease {
    AutomaticLease(RegionStore store) {
        super(store);
    }

    @Override
    MemorySegment attach(Region region) {
        // What runs when the memory is gone must not reach this lease, which reaches the memory of its slab.
        RegionStore home = store;
        MemorySegment memory = region.attachAutomatic(() -> home.giveAutomatic(region));
        home.budget().addAutomatic(region.byteSize());
        return memory;
    }

    @Override
    public Hold hold() {
        return EmptyLease.NO_HOLD;
    }

    @Override
    public Ownership ownership() {
        return Ownership.AUTOMATIC;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            markClosed();
        } finally {
            lock.unlock();
        }
    }
}
