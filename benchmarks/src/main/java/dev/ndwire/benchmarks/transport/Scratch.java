package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.DayCertificate;
import dev.ndwire.core.comm.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder of both processes: their Unix sockets, and the certificate that both show.
///
/// @param folder which only its owner may read
record Scratch(Path folder) implements AutoCloseable {
    /// Makes the folder, and a certificate that is good for a day.
    static Scratch make() throws IOException {
        // Short: the path of a Unix socket has at most 106 bytes.
        Scratch scratch = new Scratch(Files.createTempDirectory("ndw"));
        DayCertificate.make(scratch.folder);
        return scratch;
    }

    /// The certificate is its own authority.
    Security security() throws IOException {
        return DayCertificate.securityOf(folder);
    }

    /// Where a Unix socket lies.
    ///
    /// @param name of its own
    Path socket(String name) {
        return folder.resolve(name + ".sock");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
