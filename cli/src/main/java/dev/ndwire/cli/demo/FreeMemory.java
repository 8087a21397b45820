package dev.ndwire.cli.demo;

import dev.ndwire.cli.rig.PeakMemory;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether two JVMs can hold the array each, asked before anything is started.
final class FreeMemory {
    // A JVM and what it keeps for itself.
    static final long JVM_BYTES = 150L << 20;

    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String FIELD = "MemAvailable:";

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

    /// What the machine, or the container, can give without taking it from others.
    static long bytes() throws IOException {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        if (Files.isReadable(MEMORY)) {
            for (String line : Files.readAllLines(MEMORY, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(FIELD)) {
                    long machine = PeakMemory.kibibytes(line.substring(FIELD.length()));
                    return Math.min(machine, system.getTotalMemorySize());
                }
            }
        }
        return system.getFreeMemorySize();
    }
}
