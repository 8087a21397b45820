package dev.ndwire.benchmarks.tcp;

import dev.ndwire.benchmarks.Python;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What Python has by itself: pyarrow's Flight client in a process of its own puts the table. Being told to takes some
/// tens of microseconds.
final class PyArrowWay implements Way {
    private final Peer peer;
    private final int port;
    private @Nullable Process process;
    private @Nullable BufferedWriter questions;
    private @Nullable BufferedReader answers;

    /// Prepares for a server.
    ///
    /// @param peer the process where it is
    /// @param port where it listens on this host
    PyArrowWay(Peer peer, int port) {
        this.peer = peer;
        this.port = port;
    }

    @Override
    public String name() {
        return "Flight of pyarrow, from Python";
    }

    @Override
    public void prepare(Numbers numbers) throws IOException {
        close();
        Process started = Python.running(
                        "table_client.py",
                        Integer.toString(port),
                        Long.toString(numbers.byteSize()),
                        Integer.toString(numbers.batches().size()))
                .start();
        process = started;
        questions = started.outputWriter(StandardCharsets.US_ASCII);
        answers = started.inputReader(StandardCharsets.US_ASCII);
    }

    @Override
    public void fill(long seed) throws IOException {
        ask("fill " + seed);
    }

    @Override
    public void send() throws IOException {
        ask("send");
    }

    private void ask(String what) throws IOException {
        if (questions == null || answers == null) {
            throw new IllegalStateException("not prepared");
        }
        questions.write(what);
        questions.newLine();
        questions.flush();
        if (answers.readLine() == null) {
            throw new IOException("Python ended where an answer was awaited");
        }
    }

    @Override
    public void drop() throws IOException {
        peer.dropFlight();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
