package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A server and its clients over a transport that is not ours, in a JVM that finds it.
final class PigeonPost {
    private static final int BYTE_SIZE = 1 << 20;

    private PigeonPost() {}

    /// Prints what comes of it, line by line.
    public static void main(String[] args) throws Exception {
        MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
        ConnectionSettings settings =
                ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);
        try (Server server = Server.listen(settings, List.of("pigeon://127.0.0.1:0"))) {
            String address = server.address().toString();
            System.out.println(address);
            putAndGet(address, settings);
            awaitNobody(server);
            long open = openCount();
            refused(() ->
                    Connection.connect(address, settings.with(Security.none().withEncryptionRequired(true))));
            refused(() -> Connection.connect("albatross://sea", settings));
            putAndGet(address, settings);
            awaitNobody(server);
            System.out.println("used " + pool.budget().usedBytes() + ", descriptors " + (openCount() - open));
        }
    }

    private static void putAndGet(String address, ConnectionSettings settings) throws IOException {
        Blob blob = Blob.random(BYTE_SIZE, 1);
        try (Client client = Client.connect(address, settings)) {
            client.put("x", blob);
            try (Received received = client.get("x")) {
                System.out.println("got " + blob.equals(received.value()));
            }
            client.remove("x");
            client.ping();
        }
    }

    private static void awaitNobody(Server server) {
        while (server.connectionCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void refused(Work work) throws IOException {
        try {
            work.run();
            System.out.println("not refused");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }

    private static long openCount() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.exists(open)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        }
    }
}
