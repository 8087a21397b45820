package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A Python that is sent to: see `transport_peer.py`.
final class PythonPeer implements AutoCloseable {
    private final Process process;
    private final Places places;

    /// Starts it.
    ///
    /// @throws IOException if it does not come up
    /// @throws IllegalStateException if there is no Python
    PythonPeer() throws IOException {
        process = Python.running("transport_peer.py").start();
        String line = process.inputReader(StandardCharsets.US_ASCII).readLine();
        if (line == null) {
            throw new IOException("transport_peer.py did not come up");
        }
        places = Places.parse(line);
    }

    Places places() {
        return places;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
