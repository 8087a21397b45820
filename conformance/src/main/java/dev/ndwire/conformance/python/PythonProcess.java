package dev.ndwire.conformance.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A running script. Closing it ends it and its children, and waits until they are gone; where this JVM dies without
/// closing it, the script sees the end of its standard input and ends by itself. For one thread.
public final class PythonProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedReader output;

    PythonProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Waits for the next line of standard output.
    ///
    /// @return the line
    /// @throws IllegalStateException if the script ended before; the message ends in the last lines of its standard
    /// error
    public String readLine() {
        try {
            var line = output.readLine();
            if (line == null) {
                throw new IllegalStateException(name + " ended with exit code " + PythonEnvironment.waitFor(process)
                        + " where a line was awaited; " + standardError());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what " + name + " writes", e);
        }
    }

    /// Waits for the script's end.
    ///
    /// @return its exit code, and the lines it still had written
    public End awaitEnd() {
        try {
            var lines = new ArrayList<String>();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
            return new End(PythonEnvironment.waitFor(process), List.copyOf(lines));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what " + name + " writes", e);
        }
    }

    /// What the script has written to standard error, for a failure's message.
    ///
    /// @return the last lines, with a word on where they are from
    public String standardError() {
        return "the last lines of its standard error:\n" + PythonEnvironment.tail(log);
    }

    /// Whether the script still runs.
    ///
    /// @return true until it ended
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        PythonEnvironment.waitFor(process);
    }

    /// How a script ended.
    ///
    /// @param exitCode its exit code
    /// @param lines what it wrote to standard output
    public record End(int exitCode, List<String> lines) {}
}
