package dev.ndwire.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A Python that answers one line to each line that it is asked.
///
/// Both travel over pipes, which takes some tens of microseconds. Used by one thread.
public final class PythonDialogue implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /// Starts one of our scripts, as [Python#running] prepares it.
    ///
    /// @param script its name
    /// @param arguments what it is given
    /// @throws IOException if it does not start
    /// @throws IllegalStateException if there is no Python
    public PythonDialogue(String script, String... arguments) throws IOException {
        this.process = Python.running(script, arguments).start();
        this.questions = process.outputWriter(StandardCharsets.US_ASCII);
        this.answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    /// Asks, and waits for the answer.
    ///
    /// @param what a line
    /// @return the line that it answers
    /// @throws IOException if it has ended
    public String ask(String what) throws IOException {
        questions.write(what);
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Python ended where an answer was awaited");
        }
        return answer;
    }

    /// Asks for a number.
    long askNumber(String what) throws IOException {
        return Long.parseLong(ask(what));
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
