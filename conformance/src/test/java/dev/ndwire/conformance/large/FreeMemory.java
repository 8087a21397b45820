package dev.ndwire.conformance.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// What the machine has left for a test that needs much.
final class FreeMemory {
    private FreeMemory() {}

    /// Skips a test, in one line on the console, where there is less.
    ///
    /// @param what the test moves, and where to
    /// @param bytes how many bytes it needs
    static void require(String what, long bytes) throws IOException {
        var meminfo = Path.of("/proc/meminfo");
        var found = Files.exists(meminfo) ? Files.readString(meminfo) : "";
        long available = found.lines()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
        if (available < bytes) {
            var reason = "The test that moves " + what + " is SKIPPED: it needs " + (bytes >> 30)
                    + " GiB of free memory, " + (available >> 20) + " MiB are";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }
}
