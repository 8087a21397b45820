package dev.ndwire.cli.demo;

import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;

/// Whether two JVMs can hold the array each, asked before anything is started.
final class FreeMemory {
    // A JVM and what it keeps for itself.
    static final long JVM_BYTES = 150L << 20;

    private FreeMemory() {}

    /// Refuses an array that does not fit.
    ///
    /// @param byteSize its size
    /// @param freeBytes what the machine can give
    /// @param limitBytes what this process may hold
    /// @throws IOException if it is too large; it says for what
    static void require(long byteSize, long freeBytes, long limitBytes) throws IOException {
        if (byteSize > limitBytes) {
            throw new IOException("an array of " + ByteSizes.format(byteSize) + " exceeds the memory budget, "
                    + ByteSizes.format(limitBytes) + " (NDWIRE_MEMORY): a smaller --size is allowed");
        }
        // The limit is below a quarter of what a long holds: no overflow.
        long neededBytes = 2 * (byteSize + JVM_BYTES);
        if (neededBytes > freeBytes) {
            throw new IOException("two JVMs with an array of " + ByteSizes.format(byteSize) + " each need "
                    + ByteSizes.format(neededBytes) + " of memory, " + ByteSizes.format(freeBytes)
                    + " are free: a smaller --size is allowed");
        }
    }
}
