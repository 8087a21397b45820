package dev.ndwire.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What figures were seen on.
///
/// @param processor its name
/// @param processors how many of them Java may use
/// @param memoryBytes how much memory there is; 0 if the system does not tell
/// @param system the operating system
/// @param java the virtual machine
/// @param load the load average when it was asked; negative if the system does not tell
public record Machine(String processor, int processors, long memoryBytes, String system, String java, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";
    private static final double GIB = 1 << 30;

    /// Asks the system.
    ///
    /// @return what it says now
    /// @throws IOException if it refuses to
    public static Machine here() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                model(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getVersion(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                system.getSystemLoadAverage());
    }

    private static String model() throws IOException {
        if (Files.isReadable(PROCESSORS)) {
            for (String line : Files.readAllLines(PROCESSORS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(MODEL)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return System.getProperty("os.arch", "unknown");
    }

    /// A short name for folders.
    ///
    /// @return such as `amd-epyc-2-cores`
    public String slug() {
        String words = processor
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\((r|tm)\\)|processor|cpu|@.*|\\d+-core", " ")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return (words.isEmpty() ? "machine" : words) + "-" + processors + "-cores";
    }

    /// A sentence.
    @Override
    public String toString() {
        return "%d × %s%s, %s, %s%s"
                .formatted(
                        processors,
                        processor,
                        memoryBytes == 0 ? "" : ", " + Units.digits(memoryBytes / GIB) + " GiB",
                        system,
                        java,
                        load < 0 ? "" : ", load average %.1f at the start".formatted(load));
    }
}
