package dev.ndwire.benchmarks.tcp;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import java.io.IOException;
import java.util.Map;

/// The other process, asked for what is not timed: ours or a Python, both understand the same.
final class Peer implements AutoCloseable {
    /// Under which key the table is held.
    static final String KEY = "table";

    static final String CHECK = "check";
    static final String SEED = "seed";
    static final String BYTE_SIZE = "byte_size";
    static final String TRIM = "trim";
    static final String PEAK = "peak";
    static final String DROP_FLIGHT = "drop_flight";

    private final Client client;

    Peer(String address) throws IOException {
        this.client = Client.connect(address);
    }

    /// Has it compare what it holds, whichever way that came.
    ///
    /// @return the first byte that differs, or -1
    long check(long seed, long byteSize) throws IOException {
        return ask(CHECK, Map.of(SEED, seed, BYTE_SIZE, byteSize));
    }

    /// Has it give all memory back to the system that it keeps for the next message.
    void trim() throws IOException {
        ask(TRIM, Map.of());
    }

    /// The most memory that it had resident.
    long peakBytes() throws IOException {
        return ask(PEAK, Map.of());
    }

    /// Has it let go of what came over Flight.
    void dropFlight() throws IOException {
        ask(DROP_FLIGHT, Map.of());
    }

    private long ask(String op, Map<String, Long> arguments) throws IOException {
        try (Received reply = client.call(op, arguments)) {
            return reply.as(Long.class);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
