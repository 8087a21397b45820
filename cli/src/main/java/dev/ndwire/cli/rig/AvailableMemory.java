package dev.ndwire.cli.rig;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory there is for what is to be measured, asked before anything is started.
public final class AvailableMemory {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String FIELD = "MemAvailable:";

    private AvailableMemory() {}

    /// What the machine, or the container, can give without taking it from others.
    ///
    /// @return bytes
    /// @throws IOException if the system refuses to tell
    public static long bytes() throws IOException {
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
