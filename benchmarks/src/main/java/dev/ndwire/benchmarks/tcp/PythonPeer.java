package dev.ndwire.benchmarks.tcp;

import dev.ndwire.benchmarks.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A Python that tables are sent to: see `table_peer.py`.
final class PythonPeer implements AutoCloseable {
    private final Process process;
    private final Ports ports;

    /// Starts it.
    ///
    /// @throws IOException if it does not come up
    /// @throws IllegalStateException if there is no Python
    PythonPeer() throws IOException {
        process = Python.running("table_peer.py").start();
        String line = process.inputReader(StandardCharsets.US_ASCII).readLine();
        if (line == null) {
            throw new IOException("table_peer.py did not come up");
        }
        ports = Ports.parse(line);
    }

    Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
