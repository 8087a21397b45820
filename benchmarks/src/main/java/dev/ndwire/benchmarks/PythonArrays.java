package dev.ndwire.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A numpy that does the same and times it itself: the rival in [ArrayReport].
final class PythonArrays implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /// Starts it.
    ///
    /// @param folder where `.npy` files are, and where one more is written
    /// @throws IllegalStateException if there is no such Python
    PythonArrays(Path folder) throws IOException {
        this.process = Python.running("arrays.py", folder.toString()).start();
        this.questions = process.outputWriter(StandardCharsets.US_ASCII);
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /// Has it do something once.
    ///
    /// @return the nanoseconds that it took
    long nanoseconds(String operation) throws IOException {
        questions.write(operation);
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
    }
}
