package dev.ndwire.benchmarks.transport;

import dev.ndwire.core.memory.MemoryPool;

/// A way from another process to here, into memory of a pool: the numbers are put there first.
abstract class GetWay extends PutWay {
    private final MemoryPool pool;

    /// @param name what it is called
    /// @param peer where the numbers come from
    /// @param pool to receive into
    GetWay(String name, Peer peer, MemoryPool pool) {
        super(name, peer);
        this.pool = pool;
    }

    final MemoryPool pool() {
        return pool;
    }

    @Override
    public final void trim() {
        pool.trim();
    }

    @Override
    public final Work work() throws Exception {
        return new Work(peer().spent(), Spent.here());
    }
}
