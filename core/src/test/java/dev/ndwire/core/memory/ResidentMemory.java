package dev.ndwire.core.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux says about the memory of this process.
final class ResidentMemory {
    private ResidentMemory() {}

    /// How many bytes it really has.
    static long bytes() throws IOException {
        return bytesOf("Rss:");
    }

    /// How many of them are in huge pages.
    static long hugeBytes() throws IOException {
        return bytesOf("AnonHugePages:");
    }

    private static long bytesOf(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps_rollup"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("no line " + name + " in /proc/self/smaps_rollup");
    }
}
