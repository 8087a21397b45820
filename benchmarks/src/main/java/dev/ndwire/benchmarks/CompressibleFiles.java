package dev.ndwire.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The numbers of [Compressible] in temporary files, for a Python that is to work on the same ones.
public final class CompressibleFiles implements AutoCloseable {
    private final Path folder;

    private CompressibleFiles(Path folder) {
        this.folder = folder;
    }

    /// Writes them.
    ///
    /// @param byteSize of each kind; fewer of them are the first of these
    /// @return the files, which are deleted when this is closed
    /// @throws IOException if there is no room for them
    public static CompressibleFiles write(int byteSize) throws IOException {
        CompressibleFiles files = new CompressibleFiles(Files.createTempDirectory("ndwire-numbers"));
        try {
            for (Compressible data : Compressible.values()) {
                Files.write(files.path(data), data.bytes(byteSize));
            }
            return files;
        } catch (IOException | RuntimeException | Error failed) {
            try (files) {
                throw failed;
            }
        }
    }

    private Path path(Compressible data) {
        return folder.resolve(data.name());
    }

    /// What a script is told of them.
    ///
    /// @return names and paths, such as `READINGS=/tmp/x,COUNTS=/tmp/y`
    public String argument() {
        return Arrays.stream(Compressible.values())
                .map(data -> data + "=" + path(data))
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() throws IOException {
        for (Compressible data : Compressible.values()) {
            Files.deleteIfExists(path(data));
        }
        Files.delete(folder);
    }
}
