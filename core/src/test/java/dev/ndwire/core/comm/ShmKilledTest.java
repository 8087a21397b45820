package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stays of shared memory when a process is killed with `kill -9`.
class ShmKilledTest {
    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    /// A process and what it says.
    private record Child(Process process, BufferedReader output) {
        void says(String line) throws IOException {
            assertThat(output.readLine()).isEqualTo(line);
        }

        void ask() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Child start(String... arguments) throws IOException {
        return start(MemorySource.AUTO, arguments);
    }

    /// Where memory comes from that is not shared; what is, is kept from message to message only with `AUTO`.
    private enum MemorySource {
        AUTO,
        PORTABLE
    }

    private Child start(MemorySource source, String... arguments) throws IOException {
        List<String> path = new ArrayList<>(List.of(placeOf(Connection.class), placeOf(ShmKilledTest.class)));
        for (Class<?> needed : List.of(
                org.slf4j.Logger.class,
                org.msgpack.core.MessagePacker.class,
                io.airlift.compress.v3.Compressor.class,
                tlschannel.TlsChannel.class)) {
            path.add(placeOf(needed));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dndwire.shm.dir=" + folder,
                "-Dndwire.memory.source=" + source.name().toLowerCase(Locale.ROOT),
                "-cp",
                String.join(File.pathSeparator, path),
                ShmInAJvmOfItsOwn.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(process);
        return new Child(process, process.inputReader(StandardCharsets.UTF_8));
    }

    @AfterEach
    void killAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    /// Starts one more process, which sweeps, and ends it.
    private void sweep() throws Exception {
        Child next = start("start");
        assertThat(next.output.readLine()).startsWith("started in " + folder);
        assertThat(next.process.waitFor()).isZero();
    }

    /// All names that are left, of files and of folders of processes.
    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getNameCount() > folder.getNameCount() + 1)
                    .map(path -> folder.relativize(path).toString())
                    .toList();
        }
    }

    private List<String> namesOf(Child child) throws IOException {
        return names().stream()
                .filter(name -> name.contains("/" + child.process.pid() + "-"))
                .toList();
    }

    /// Two processes, of which one has handed memory over to the other.
    private record Pair(Child sender, Child receiver) {}

    private Pair handOver() throws IOException {
        String socket = folder.resolve("s").toString();
        Child sender = start("send", socket);
        sender.says("listening");
        Child receiver = start("hold", socket);
        sender.says("sent");
        receiver.says("holding");
        assertThat(namesOf(sender)).isNotEmpty();
        assertThat(namesOf(receiver)).isNotEmpty();
        return new Pair(sender, receiver);
    }

    @Test
    void aSenderThatIsKilledTakesNothingFromItsReceiverAndLeavesNothing() throws Exception {
        Pair pair = handOver();
        pair.sender.kill();
        pair.receiver.ask();
        pair.receiver.says("holding");
        sweep();
        assertThat(namesOf(pair.sender)).isEmpty();
        pair.receiver.ask();
        pair.receiver.says("holding");
        pair.receiver.kill();
        sweep();
        assertThat(names()).isEmpty();
    }

    @Test
    void aReceiverThatIsKilledLeavesNothing() throws Exception {
        Pair pair = handOver();
        pair.receiver.kill();
        sweep();
        assertThat(namesOf(pair.receiver)).isEmpty();
        assertThat(namesOf(pair.sender)).isNotEmpty();
        pair.sender.kill();
        sweep();
        assertThat(names()).isEmpty();
    }

    @Test
    void whoStaysDeletesWhatItsPeerHasLeft() throws Exception {
        Pair pair = handOver();
        pair.receiver.kill();
        pair.sender.ask();
        pair.sender.says("alone");
        assertThat(namesOf(pair.receiver)).isEmpty();
        assertThat(namesOf(pair.sender)).isNotEmpty();
    }

    @Test
    void severalProcessesExchangeAtOnceAndLeaveNothing() throws Exception {
        String socket = folder.resolve("s").toString();
        Child server = start("serve", socket);
        server.says("listening");
        List<Child> clients = new ArrayList<>();
        clients.add(start("exchange", socket, "1"));
        clients.add(start("exchange", socket, "2"));
        clients.add(start(MemorySource.PORTABLE, "exchange", socket, "3"));
        for (Child client : clients) {
            client.says("exchanged");
            assertThat(client.process.waitFor()).isZero();
        }
        server.ask();
        server.says("nothing left");
        assertThat(server.process.waitFor()).isZero();
        assertThat(names()).isEmpty();
    }

    @Test
    void processesThatEndByThemselvesLeaveNothing() throws Exception {
        sweep();
        assertThat(names()).isEmpty();
    }
}
