package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.PyDict;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
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

    /// What it does: `serve SCHEME ADDRESS`; `send`, `ask` or `stall` with the same; `idle SCHEME ADDRESS COUNT`; or
    /// `exhaust SCHEME ADDRESS NOBODY`, where nobody listens at the last.
    public static void main(String[] args) throws IOException, InterruptedException {
        Schemes scheme = Schemes.valueOf(args[1]);
        ConnectionSettings settings =
                scheme.settings(ConnectionSettings.standard().with(Blob.SERIALIZATION));
        if (args[0].equals("serve")) {
            try (Server server = Server.listen(settings, List.of(args[2]))) {
                server.handle("give", request -> Blob.random(32 << 20, 1));
                System.out.println(server.address());
                server.awaitClose();
            }
            return;
        }
        if (args[0].equals("exhaust")) {
            exhaust(args[2], args[3], settings);
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

    /// Says what comes of connecting without a descriptor left, and whether it goes well when there are some again.
    private static void exhaust(String address, String nobody, ConnectionSettings settings) throws IOException {
        // Loads the classes that are needed: without a descriptor, none can be.
        ask(address, settings);
        reasonOfFailure(nobody, settings.with(settings.timeouts().withAttempts(1)));
        List<FileInputStream> open = new ArrayList<>();
        try {
            while (true) {
                open.add(new FileInputStream("/dev/null"));
            }
        } catch (FileNotFoundException noneIsLeft) {
            System.out.println(reasonOfFailure(address, settings));
        }
        for (FileInputStream one : open) {
            one.close();
        }
        ask(address, settings);
        System.out.println("asked");
    }

    private static String reasonOfFailure(String address, ConnectionSettings settings) throws IOException {
        try {
            ask(address, settings);
            return "none";
        } catch (ConnectFailedException e) {
            return e.reason() + ": " + e.getMessage();
        }
    }

    private static void ask(String address, ConnectionSettings settings) throws IOException {
        try (Client client = Client.connect(address, settings)) {
            client.ping();
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
