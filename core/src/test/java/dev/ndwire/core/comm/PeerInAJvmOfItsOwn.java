package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.PyDict;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A peer that can be killed, or limited by the system.
final class PeerInAJvmOfItsOwn {
    private static final long LARGE = 1L << 30;
    // More than the socket takes, less than what is copied to shared memory.
    private static final int SMALL = 60_000;

    private PeerInAJvmOfItsOwn() {}

    /// What `stall` sends: one part is handed over by name before the other one waits for somebody to read the socket.
    static List<Blob> stalling(Lease shared) {
        return List.of(new Blob(Frame.of(shared.allocate(SMALL, 64).fill((byte) 1))), Blob.random(SMALL, 1));
    }

    /// What it does: `serve SCHEME ADDRESS`; `send`, `ask` or `stall` with the same; or `idle SCHEME ADDRESS COUNT`.
    public static void main(String[] args) throws IOException, InterruptedException {
        Schemes scheme = Schemes.valueOf(args[1]);
        ConnectionSettings settings =
                scheme.settings(ConnectionSettings.standard().with(Blob.SERIALIZATION));
        if (args[0].equals("serve")) {
            try (Server server = Server.listen(settings, List.of(args[2]))) {
                System.out.println(server.address());
                server.awaitClose();
            }
            return;
        }
        if (args[0].equals("idle")) {
            idle(args[2], settings, Integer.parseInt(args[3]));
        }
        try (Connection connection = Connection.connect(args[2], settings);
                Arena arena = Arena.ofShared()) {
            if (args[0].equals("stall")) {
                try (Lease lease = MemoryPool.shared().lease(Ownership.LEASED)) {
                    connection.write(stalling(lease));
                }
            }
            if (args[0].equals("ask")) {
                connection.write(PyDict.of("op", "give"));
                System.out.println("asked");
                Thread.sleep(Long.MAX_VALUE);
            }
            Blob blob = new Blob(Frame.of(arena.allocate(LARGE)));
            connection.write(PyDict.of("op", "echo", "data", blob));
        }
    }

    /// Asks once over each of so many connections, and keeps them.
    private static void idle(String address, ConnectionSettings settings, int count)
            throws IOException, InterruptedException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Connection connection = Connection.connect(address, settings);
            connection.write(PyDict.of("op", "ping"));
            connection.read().close();
            connections.add(connection);
        }
        System.out.println(connections.size());
        Thread.sleep(Long.MAX_VALUE);
    }

    /// Starts it, perhaps by way of another command.
    static Process start(List<String> before, String... args) throws IOException {
        return start(before, List.of(), PeerInAJvmOfItsOwn.class, args);
    }

    /// Starts another class.
    static Process start(List<String> before, List<String> flags, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp", classPath()));
        command.addAll(flags);
        command.add(main.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    // Tests run in modules, the other JVM does not.
    static String classPath() {
        Path built = Path.of(System.getProperty("basedir", ".")).resolve("target");
        return String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                built.resolve("classes").toString(),
                built.resolve("test-classes").toString());
    }
}
