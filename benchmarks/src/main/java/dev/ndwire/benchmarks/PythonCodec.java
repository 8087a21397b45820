package dev.ndwire.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Python that compresses the same bytes, as `distributed` does: the rival of [Compress] and [Decompress].
///
/// It is the one that `mvn verify` builds for the conformance tests, or what `NDWIRE_PYTHON` names. An answer travels
/// over a pipe, which takes some tens of microseconds.
final class PythonCodec implements AutoCloseable {
    private static final String VARIABLE = "NDWIRE_PYTHON";
    private static final Path BUILT = Path.of("conformance/target/venv/bin/python");
    private static final Path SCRIPT = Path.of("benchmarks/python/codec.py");

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
        Path python = python();
        Path script = found(SCRIPT);
        if (python == null || script == null) {
            throw new IllegalStateException("there is no Python to compare with: run from inside of the project after"
                    + " 'mvn verify', or name one that has distributed, lz4 and zstandard in " + VARIABLE);
        }
        Path file = Files.write(Files.createTempFile("ndwire-codec", ""), bytes);
        Process process = new ProcessBuilder(List.of(python.toString(), script.toString(), file.toString(), codec))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new PythonCodec(process, file);
    }

    /// The Python to run, or null.
    static @Nullable Path python() {
        String named = System.getenv(VARIABLE);
        return named == null ? found(BUILT) : Path.of(named);
    }

    // JMH's forks run where it was started: at the top of the project, or in one of its modules.
    private static @Nullable Path found(Path inside) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(inside))) {
                return at.resolve(inside);
            }
        }
        return null;
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
