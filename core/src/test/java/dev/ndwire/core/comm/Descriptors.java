package dev.ndwire.core.comm;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The open files and sockets of this process, as far as the system tells.
final class Descriptors {
    private static final Path OPEN = Path.of("/proc/self/fd");

    // Nothing takes as long: what is open then stays open.
    private static final Duration FOREVER = Duration.ofMinutes(2);

    private Descriptors() {}

    static long count() throws IOException {
        assumeThat(Files.exists(OPEN)).as("this system tells its descriptors").isTrue();
        // Its lock is opened once, and kept.
        SharedMemory.standard();
        return open().size();
    }

    /// What each of them is.
    private static List<String> open() throws IOException {
        try (Stream<Path> all = Files.list(OPEN)) {
            return all.map(Descriptors::nameOf).toList();
        }
    }

    private static String nameOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "closed";
        }
    }

    /// Waits until no more than so many are open.
    static void await(long most) throws IOException {
        long start = System.nanoTime();
        List<String> open = open();
        while (open.size() > most) {
            if (System.nanoTime() - start > FOREVER.toNanos()) {
                throw new AssertionError(open.size() + " descriptors are open, expected at most " + most + ": " + open);
            }
            Thread.onSpinWait();
            open = open();
        }
    }
}
