package dev.ndwire.benchmarks.transport;

import com.sun.management.OperatingSystemMXBean;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/// Where figures were taken, in a line.
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    private Machine() {}

    static String describe() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return LocalDate.now(ZoneId.systemDefault()) + ", " + system.getAvailableProcessors() + " cores of "
                + processor() + ", "
                + ByteSizes.format(system.getTotalMemorySize()) + " of memory, " + system.getName() + " "
                + system.getVersion() + ", " + System.getProperty("java.vendor.version", "Java") + " "
                + Runtime.version() + ", load average "
                + String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage());
    }

    private static String processor() throws IOException {
        if (Files.isReadable(PROCESSORS)) {
            for (String line : Files.readAllLines(PROCESSORS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(MODEL)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return System.getProperty("os.arch", "an unknown processor");
    }
}
