package dev.ndwire.benchmarks.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.ndwire.cli.rig.PeakMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process holds of the system now. Zero where the system does not tell.
public final class ProcessState {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private ProcessState() {}

    static long threadCount() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    static long residentBytes() throws IOException {
        if (Files.isReadable(STATUS)) {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(RESIDENT)) {
                    return PeakMemory.kibibytes(line.substring(RESIDENT.length()));
                }
            }
        }
        return 0;
    }

    static long descriptorCount() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    /// How many files and sockets it may have open.
    ///
    /// @return a number, the largest there is if the system does not tell
    public static long descriptorLimit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
