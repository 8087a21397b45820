package dev.ndwire.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A Python that compresses the same bytes, as `distributed` does: the rival of [CompressFrame].
///
/// An answer travels over a pipe, which takes some tens of microseconds.
final class PythonCodec implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final Path file;

    private PythonCodec(Process process, Path file) {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.US_ASCII);
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
        this.file = file;
    }

    /// Starts it.
    ///
    /// @throws IllegalStateException if there is no such Python
    static PythonCodec start(String codec, byte[] bytes) throws IOException {
        Path file = Files.createTempFile("ndwire-codec", "");
        ProcessBuilder python = Python.running("codec.py", file.toString(), codec);
        Files.write(file, bytes);
        Process process = python.start();
        return new PythonCodec(process, file);
    }

    /// Compresses the bytes.
    ///
    /// @return how many there are then
    long compress() throws IOException {
        return ask("c");
    }

    /// Decompresses the compressed bytes.
    ///
    /// @return how many there are then
    long decompress() throws IOException {
        return ask("d");
    }

    /// Does nothing: what asking costs.
    long nothing() throws IOException {
        return ask("n");
    }

    private long ask(String what) throws IOException {
        questions.write(what);
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Python ended where an answer was awaited");
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
        Files.delete(file);
    }
}
