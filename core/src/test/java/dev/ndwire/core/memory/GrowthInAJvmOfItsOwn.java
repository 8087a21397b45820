package dev.ndwire.core.memory;

import java.io.IOException;
import java.io.PrintStream;

/// Fills as many results of 64 MiB as it is told to, of which nobody holds any, in a JVM that a test has started, and
/// prints how many MiB that took.
final class GrowthInAJvmOfItsOwn {
    private static final long RESULT_BYTES = 64 << 20;

    private GrowthInAJvmOfItsOwn() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 40), 1L << 40);
        Lease lease = pool.lease(Ownership.AUTOMATIC);
        int results = Integer.parseInt(args[0]);
        for (int i = 0; i < results; i++) {
            lease.allocate(RESULT_BYTES, 64).fill((byte) i);
        }
        out.println("peak " + (pool.budget().peakBytes() >> 20));
        out.println("resident " + (ResidentMemory.bytes() >> 20));
    }
}
