package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A server and its client in one JVM whose folder of shared memory has room for little.
final class FullFolder {
    private static final int FITTING = 1 << 20;
    private static final int TOO_LARGE = 8 << 20;

    private FullFolder() {}

    /// Prints what comes of it, line by line.
    public static void main(String[] args) throws Exception {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
        ConnectionSettings settings =
                ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);
        try (Server server = Server.listen(settings, List.of("shm://" + args[0]))) {
            server.handle("give", request -> Blob.random(TOO_LARGE, 1));
            try (Client client = Client.connect(server.address().toString(), settings)) {
                putAndGet(client, "first");
                long descriptors = openCount();
                List<String> names = names();
                refused(() -> client.put("large", Blob.random(TOO_LARGE, 1)));
                refused(() -> client.call("give", Map.of()).close());
                putAndGet(client, "next");
                System.out.println("names " + names().equals(names) + ", descriptors " + (openCount() - descriptors)
                        + ", received " + pool.budget().usedBytes() + ", keys " + server.keys());
            }
        }
        MemoryPool.shared().trim();
        System.out.println("shared " + MemoryPool.shared().budget().usedBytes() + ", names " + names());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void putAndGet(Client client, String key) throws IOException {
        Blob blob = Blob.random(FITTING, 1);
        client.put(key, blob);
        try (Received received = client.get(key)) {
            System.out.println(key + " " + blob.equals(received.value()));
        }
        client.remove(key);
        // By then the server has let go of all that came before.
        client.ping();
    }

    private static void refused(Work work) throws IOException {
        try {
            work.run();
            System.out.println("not refused");
        } catch (MemoryBudgetExceededException | PeerException e) {
            System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private static List<String> names() throws IOException {
        MemoryPool.shared().trim();
        try (Stream<Path> all = Files.list(SharedMemory.standard().folder())) {
            return all.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }

    private static long openCount() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
