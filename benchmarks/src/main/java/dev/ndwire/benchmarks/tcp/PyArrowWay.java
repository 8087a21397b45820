package dev.ndwire.benchmarks.tcp;

import dev.ndwire.benchmarks.PythonDialogue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What Python has by itself: pyarrow's Flight client in a process of its own puts the table. Being told to takes some
/// tens of microseconds.
final class PyArrowWay implements Way {
    private final Peer peer;
    private final int port;
    private @Nullable PythonDialogue python;

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
        python = new PythonDialogue(
                "table_client.py",
                Integer.toString(port),
                Long.toString(numbers.byteSize()),
                Integer.toString(numbers.batches().size()));
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
        if (python == null) {
            throw new IllegalStateException("not prepared");
        }
        python.ask(what);
    }

    @Override
    public void drop() throws IOException {
        peer.dropFlight();
    }

    @Override
    public void close() throws IOException {
        if (python != null) {
            python.close();
        }
    }
}
