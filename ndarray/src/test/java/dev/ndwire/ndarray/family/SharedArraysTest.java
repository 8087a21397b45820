package dev.ndwire.ndarray.family;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often arrays are copied on their way over `shm://`.
class SharedArraysTest {
    private static final long COUNT = 512;

    @TempDir
    private Path folder;

    private Server server;
    private Client client;

    @BeforeEach
    void connect() throws IOException {
        String address = "shm://" + folder.resolve("s");
        server = Server.listen(address);
        client = Client.connect(address);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    /// How many pieces of memory were taken from a pool until now.
    private static long taken(MemoryPool pool) {
        return pool.freshCount() + pool.reusedCount();
    }

    @Test
    void arraysInSharedMemoryAndViewsOfThemAreHandedOverThereAndBackWithoutACopy() throws IOException {
        try (Lease lease = MemoryPool.shared().lease(Ownership.LEASED)) {
            NDArray array = NDArray.zeros(lease, DType.FLOAT64, COUNT, COUNT);
            long made = taken(MemoryPool.shared());
            client.put("whole", array);
            client.put("rows", array.at("100:200"));
            try (Received whole = client.get("whole");
                    Received rows = client.get("rows")) {
                array.set(7.0, 150, 3);
                assertThat(whole.as(NDArray.class).getDouble(150, 3)).isEqualTo(7.0);
                assertThat(rows.as(NDArray.class).getDouble(50, 3)).isEqualTo(7.0);
            }
            assertThat(taken(MemoryPool.shared())).isEqualTo(made);
        }
    }

    @Test
    void arraysFromElsewhereAreCopiedOnceWhateverTheirOrder() throws IOException {
        NDArray array = NDArray.arange(COUNT * COUNT).reshape(COUNT, COUNT);
        for (NDArray sent : new NDArray[] {array, array.transpose(), array.at("::2, ::-3")}) {
            long shared = taken(MemoryPool.shared());
            long own = taken(MemoryPool.standard());
            client.put("x", sent);
            try (Received received = client.get("x")) {
                assertThat(taken(MemoryPool.shared())).isEqualTo(shared + 1);
                assertThat(taken(MemoryPool.standard())).isEqualTo(own);
                assertThat(received.as(NDArray.class).arrayEqual(sent)).isTrue();
            }
        }
    }
}
