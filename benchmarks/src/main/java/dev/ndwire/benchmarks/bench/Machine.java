package dev.ndwire.benchmarks.bench;

import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the figures were seen on.
///
/// @param processor its name
/// @param processors how many of them Java may use
/// @param memoryBytes how much memory there is; 0 if the system does not tell
/// @param system the operating system
/// @param java the virtual machine
/// @param load the load average when it was asked; negative if the system does not tell
record Machine(String processor, int processors, long memoryBytes, String system, String java, double load) {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s*(\\d+) kB$");
    private static final long KIB = 1024;

    /// Asks the system.
    static Machine here() {
        String model = found(CPU, MODEL);
        String memory = found(MEMORY, TOTAL);
        return new Machine(
                model.isEmpty() ? System.getProperty("os.arch", "unknown") : model.strip(),
                Runtime.getRuntime().availableProcessors(),
                memory.isEmpty() ? 0 : KIB * Long.parseLong(memory),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /// How much memory programs can have now; all that Java knows of where the system does not tell.
    static long availableBytes() {
        String available = found(MEMORY, AVAILABLE);
        return available.isEmpty() ? MemoryPool.standard().budget().limitBytes() : KIB * Long.parseLong(available);
    }

    private static String found(Path file, Pattern pattern) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            return matcher.find() ? matcher.group(1) : "";
        } catch (IOException e) {
            // Not Linux.
            return "";
        }
    }

    /// A short name for folders.
    ///
    /// @return such as `amd-epyc-2-cores`
    String slug() {
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
                        memoryBytes == 0 ? "" : ", " + Units.digits(memoryBytes / Math.pow(KIB, 3)) + " GiB",
                        system,
                        java,
                        load < 0 ? "" : ", load average %.1f at the start".formatted(load));
    }
}
