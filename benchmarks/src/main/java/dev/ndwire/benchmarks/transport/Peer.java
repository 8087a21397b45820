package dev.ndwire.benchmarks.transport;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The other process, asked for what is not timed: ours or a Python, both understand the same.
final class Peer implements AutoCloseable {
    /// Under which key the numbers are held.
    static final String KEY = "numbers";

    static final String CHECK = "check";
    static final String SEED = "seed";
    static final String BYTE_SIZE = "byte_size";
    static final String TRIM = "trim";
    static final String PEAK = "peak";
    static final String DROP = "drop";
    static final String WORK = "work";
    static final String THREADS = "threads";
    static final String RESIDENT = "resident";
    static final String DESCRIPTORS = "descriptors";

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

    /// Has it let go of all that came, but for what came over a raw socket.
    void drop() throws IOException {
        ask(DROP, Map.of());
    }

    /// What it used until now.
    Spent spent() throws IOException {
        return spent(client);
    }

    /// What a process used until now, that answers [#WORK] by [Spent#numbers].
    static Spent spent(Client client) throws IOException {
        try (Received reply = client.call(WORK, Map.of())) {
            return Spent.of(reply.as(List.class));
        }
    }

    /// A number that only a JVM tells.
    ///
    /// @param op one of [#THREADS], [#RESIDENT] and [#DESCRIPTORS]
    long number(String op) throws IOException {
        return ask(op, Map.of());
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
