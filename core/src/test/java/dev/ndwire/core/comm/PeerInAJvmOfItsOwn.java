package dev.ndwire.core.comm;

import dev.ndwire.core.Blob;
import dev.ndwire.core.frame.Frame;
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

    private PeerInAJvmOfItsOwn() {}

    /// What it does: `serve SCHEME ADDRESS`, `send SCHEME ADDRESS` or `ask SCHEME ADDRESS`.
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
        try (Connection connection = Connection.connect(args[2], settings);
                Arena arena = Arena.ofShared()) {
            Blob blob = new Blob(Frame.of(arena.allocate(LARGE)));
            if (args[0].equals("ask")) {
                connection.write(PyDict.of("op", "give"));
                System.out.println("asked");
                Thread.sleep(Long.MAX_VALUE);
            }
            connection.write(PyDict.of("op", "echo", "data", blob));
        }
    }

    /// Starts it, perhaps by way of another command.
    static Process start(List<String> before, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp", classPath()));
        command.add(PeerInAJvmOfItsOwn.class.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    // Tests run in modules, the other JVM does not.
    private static String classPath() {
        Path built = Path.of(System.getProperty("basedir", ".")).resolve("target");
        return String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                built.resolve("classes").toString(),
                built.resolve("test-classes").toString());
    }
}
