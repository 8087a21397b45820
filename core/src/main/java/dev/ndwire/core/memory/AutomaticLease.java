package dev.ndwire.core.memory;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.WeakHashMap;

/// A lease whose regions each have an arena that the garbage collector closes.
final class AutomaticLease extends PooledLease {
    /// The scopes of all regions that can still be reached.
    private final Map<MemorySegment.Scope, Boolean> scopes = new WeakHashMap<>();

    AutomaticLease(RegionStore store) {
        super(store);
    }

    @Override
    MemorySegment attach(Region region) {
        // What runs when the memory is gone must not reach this lease, which reaches the memory of its slab.
        RegionStore home = store;
        MemorySegment memory = region.attachAutomatic(() -> home.giveAutomatic(region));
        home.budget().addAutomatic(region.byteSize());
        scopes.put(memory.scope(), Boolean.TRUE);
        return memory;
    }

    @Override
    void attached() {
        store.budget().collectIfDue();
    }

    @Override
    public boolean owns(MemorySegment segment) {
        lock.lock();
        try {
            return scopes.containsKey(segment.scope());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onEnd(Runnable action) {}

    @Override
    public Hold pin() {
        return EmptyLease.NO_HOLD;
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
