package dev.ndwire.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A Python that compresses the same bytes, as `distributed` does: the rival of [CompressFrame].
final class PythonCodec implements AutoCloseable {
    private final PythonDialogue python;
    private final Path file;

    private PythonCodec(PythonDialogue python, Path file) {
        this.python = python;
        this.file = file;
    }

    /// Starts it.
    ///
    /// @throws IllegalStateException if there is no such Python
    static PythonCodec start(String codec, byte[] bytes) throws IOException {
        Path file = Files.createTempFile("ndwire-codec", "");
        Files.write(file, bytes);
        return new PythonCodec(new PythonDialogue("codec.py", file.toString(), codec), file);
    }

    /// Compresses the bytes.
    ///
    /// @return how many there are then
    long compress() throws IOException {
        return python.askNumber("c");
    }

    /// Decompresses the compressed bytes.
    ///
    /// @return how many there are then
    long decompress() throws IOException {
        return python.askNumber("d");
    }

    /// Does nothing: what asking costs.
    long nothing() throws IOException {
        return python.askNumber("n");
    }

    @Override
    public void close() throws IOException {
        python.close();
        Files.delete(file);
    }
}
