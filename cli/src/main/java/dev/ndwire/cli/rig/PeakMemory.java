package dev.ndwire.cli.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The most memory that this process had resident: on Linux what the kernel noted (`VmHWM`), elsewhere the largest of
/// the samples.
///
/// Any thread may use it.
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String FIELD = "VmHWM:";
    private static final long KIB = 1024;

    private long largestSample;

    /// Looks at nothing yet.
    public PeakMemory() {}

    /// Looks once more.
    ///
    /// @return the peak until now in bytes, or 0 if this system does not tell
    /// @throws IOException if it refuses to
    public synchronized long sample() throws IOException {
        if (Files.isReadable(STATUS)) {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(FIELD)) {
                    return kibibytes(line.substring(FIELD.length()));
                }
            }
        }
        Process ps = new ProcessBuilder(
                        "ps",
                        "-o",
                        "rss=",
                        "-p",
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .start();
        String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        largestSample = Math.max(largestSample, kibibytes(answer));
        return largestSample;
    }

    /// Reads what the system writes as `1234 kB`.
    ///
    /// @param text digits, and anything after a blank
    /// @return bytes, or 0 if it is something else
    public static long kibibytes(String text) {
        String digits = text.strip().split("\\s", 2)[0];
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) * KIB : 0;
    }
}
