package dev.ndwire.core.memory;

import java.util.function.LongSupplier;

/// How many bytes the garbage collector is in charge of, and when it is worth asking for a collection.
///
/// The collector knows its heap only, where an array of 1 GiB is a few dozen bytes: left alone it comes too late or
/// never, and every new array meanwhile costs the page faults of fresh memory. A collection is due once the bytes have
/// grown, since the last one was asked for, by the largest of
///
/// - 512 MiB;
/// - what was left after that one: so arrays that stay cause a number of collections that is logarithmic in their
///   size, also where requests for collections are ignored (`-XX:+DisableExplicitGC`);
/// - 32 MiB for each millisecond that it took: so large heaps are collected seldom or never. To touch 32 MiB for the
///   first time takes 2.5 ms where the system has huge pages, and some 15 where not.
///
/// Not thread-safe: its [MemoryBudget] locks.
final class AutomaticMemory {
    private static final long LEAST_GROWTH_BYTES = 512L << 20;
    private static final long GROWTH_BYTES_PER_MILLISECOND = 32 << 20;

    /// How much heap in use is collected in a millisecond: a guess, until it was measured.
    private static final long HEAP_BYTES_PER_MILLISECOND = 4 << 20;

    private static final long NOT_MEASURED = -1;

    private final LongSupplier usedHeapBytes;
    private long byteSize;

    /// The fewest bytes that there were since the last collection was asked for.
    private long keptBytes;

    private long collectionMillis = NOT_MEASURED;

    /// @param usedHeapBytes asked for the heap in use as long as no collection was measured
    AutomaticMemory(LongSupplier usedHeapBytes) {
        this.usedHeapBytes = usedHeapBytes;
    }

    long byteSize() {
        return byteSize;
    }

    /// Counts bytes that came into the collector's care, or out of it (`bytes < 0`).
    void add(long bytes) {
        byteSize += bytes;
        keptBytes = Math.min(keptBytes, byteSize);
    }

    boolean isCollectionDue() {
        long grown = byteSize - keptBytes;
        return grown >= LEAST_GROWTH_BYTES
                && grown >= keptBytes
                && grown / GROWTH_BYTES_PER_MILLISECOND >= expectedMillis();
    }

    private long expectedMillis() {
        return collectionMillis == NOT_MEASURED
                ? usedHeapBytes.getAsLong() / HEAP_BYTES_PER_MILLISECOND
                : collectionMillis;
    }

    /// Notes that a collection was asked for. What it frees is subtracted as it comes.
    void collected(long millis) {
        keptBytes = byteSize;
        collectionMillis = millis;
    }
}
