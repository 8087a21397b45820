package dev.ndwire.core.comm;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The open files and sockets of this process, as far as the system tells.
final class Descriptors {
    private static final Path OPEN = Path.of("/proc/self/fd");

    private Descriptors() {}

    static long count() throws IOException {
        assumeThat(Files.exists(OPEN)).as("this system tells its descriptors").isTrue();
        try (Stream<Path> open = Files.list(OPEN)) {
            return open.count();
        }
    }

    /// Waits until no more than so many are open.
    static void await(long most) throws IOException {
        while (count() > most) {
            Thread.onSpinWait();
        }
    }
}
