package dev.ndwire.core.comm;

import static dev.ndwire.core.comm.OnTheWire.joined;
import static dev.ndwire.core.comm.OnTheWire.message;
import static dev.ndwire.core.comm.OnTheWire.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What happens to a server without anybody's fault: its other peers notice nothing, and nothing is left.
class BadLuckTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    // How much longer than this end's greeting that of the other end may be, which has its own number.
    private static final int MORE_DIGITS = 18;

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(4L << 30), 0);
    private final ConnectionSettings plain =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);

    @TempDir
    private Path folder;

    private long descriptors;
    private List<Path> namesBefore;

    @BeforeEach
    void countWhatIsThere() throws IOException {
        // Loads what stays open.
        listen(Schemes.TCP).close();
        descriptors = Descriptors.count();
        namesBefore = ShmPair.names();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
        Descriptors.await(descriptors);
        assertThat(ShmPair.names()).isEqualTo(namesBefore);
    }

    private Server listen(Schemes scheme) throws IOException {
        Server server = Server.listen(scheme.settings(plain), List.of(scheme.anywhere(folder)));
        server.handle("give", request -> Blob.random(64 << 20, 1));
        return server;
    }

    private Client connect(Schemes scheme, Server server) throws IOException {
        return Client.connect(server.address().toString(), scheme.settings(plain));
    }

    private static void awaitCount(Server server, int connections) {
        while (server.connectionCount() != connections) {
            Thread.onSpinWait();
        }
    }

    // Over shared memory a message is there at once, or nothing of it: ShmBadLuckTest.
    @ParameterizedTest
    @EnumSource(value = Schemes.class, mode = EnumSource.Mode.EXCLUDE, names = "SHM")
    void aPeerThatIsKilledWhileItSends(Schemes scheme) throws Exception {
        try (Server server = listen(scheme);
                Client honest = connect(scheme, server)) {
            Process peer = PeerInAJvmOfItsOwn.start(
                    List.of(), "send", scheme.name(), server.address().toString());
            while (pool.budget().usedBytes() == 0) {
                assertThat(peer.isAlive()).isTrue();
            }
            peer.destroyForcibly().waitFor();
            awaitCount(server, 1);
            while (pool.budget().usedBytes() > 0) {
                Thread.onSpinWait();
            }
            honest.ping();
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void aPeerThatIsKilledAndNeverReads(Schemes scheme) throws Exception {
        try (Server server = listen(scheme);
                Client honest = connect(scheme, server)) {
            Process peer = PeerInAJvmOfItsOwn.start(
                    List.of(), "ask", scheme.name(), server.address().toString());
            assertThat(peer.inputReader().readLine()).isEqualTo("asked");
            honest.ping();
            peer.destroyForcibly().waitFor();
            awaitCount(server, 1);
            honest.ping();
        }
    }

    /// Peers that have sent so many bytes of a conversation, and then no more.
    private static List<RawPeer> stall(Schemes scheme, Server server) throws IOException {
        byte[] opening = opening(scheme);
        byte[] all = joined(opening, message(scheme, PyDict.of("op", "echo", "data", Blob.random(100_000, 1))));
        int[] cuts = {0, 1, 8, 17, opening.length - 1, opening.length + 5, opening.length + 40, 50_000, all.length - 1};
        List<RawPeer> stalled = new ArrayList<>();
        for (int cut : cuts) {
            RawPeer peer = new RawPeer(scheme, server.address());
            peer.send(all, 0, cut);
            stalled.add(peer);
        }
        return stalled;
    }

    @ParameterizedTest
    @EnumSource(value = Schemes.class, mode = EnumSource.Mode.EXCLUDE, names = "TLS")
    void peersThatStall(Schemes scheme) throws Exception {
        try (Server server = listen(scheme);
                Client honest = connect(scheme, server)) {
            List<RawPeer> stalled = stall(scheme, server);
            awaitCount(server, 1 + stalled.size());
            honest.ping();
            for (RawPeer one : stalled) {
                one.close();
            }
            awaitCount(server, 1);
            honest.ping();
            List<RawPeer> others = stall(scheme, server);
            awaitCount(server, 1 + others.size());
            // Whether the server has read from those that stall, nobody knows.
            HeldHandler held = new HeldHandler();
            server.handle("wait", held);
            Background<Void> waiting = Background.run(() -> {
                assertThatIOException().isThrownBy(() -> honest.call("wait", Map.of()));
                return null;
            });
            held.awaitRequest();
            assertThat(server.shutDown(Duration.ofMillis(50))).isFalse();
            held.letGo();
            waiting.await();
            for (RawPeer one : others) {
                // The end, as a reset or in good order, and no more than what the server says first.
                assertThat(one.awaitEnd()).isLessThanOrEqualTo(opening(scheme).length + MORE_DIGITS);
                one.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Schemes.class, mode = EnumSource.Mode.EXCLUDE, names = "TLS")
    void aPeerThatEndsItsWritingIsAnswered(Schemes scheme) throws Exception {
        try (Server server = listen(scheme);
                Client honest = connect(scheme, server)) {
            try (RawPeer asks = new RawPeer(scheme, server.address());
                    RawPeer breaks = new RawPeer(scheme, server.address())) {
                asks.send(joined(opening(scheme), message(scheme, PyDict.of("op", "ping"))));
                asks.endWriting();
                asks.readOpening();
                assertThat(asks.readToTheEnd()).isEqualTo(message(scheme, Bytes.utf8("pong")));

                byte[] request = message(scheme, PyDict.of("op", "echo", "data", Blob.random(100_000, 1)));
                breaks.send(joined(opening(scheme), Arrays.copyOf(request, 70_000)));
                breaks.endWriting();
                breaks.readOpening();
                assertThat(breaks.readToTheEnd()).isEmpty();
            }
            awaitCount(server, 1);
            honest.ping();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Schemes.class, mode = EnumSource.Mode.EXCLUDE, names = "TLS")
    void peersThatTrickleAreAnswered(Schemes scheme) throws Exception {
        Blob blob = Blob.random(20_000, 1);
        byte[] request = message(scheme, PyDict.of("op", "echo", "data", blob));
        try (Server server = listen(scheme);
                Client honest = connect(scheme, server)) {
            try (RawPeer peer = new RawPeer(scheme, server.address())) {
                peer.trickle(joined(opening(scheme), request));
                peer.readOpening();
                assertThat(peer.readMessage()).isEqualTo(message(scheme, blob));
                honest.ping();
                peer.trickle(request);
                assertThat(peer.readMessage()).isEqualTo(message(scheme, blob));
            }
            awaitCount(server, 1);
            honest.ping();
        }
    }

    private static void end(Server busy, boolean inOrder) throws InterruptedException {
        if (inOrder) {
            assertThat(busy.shutDown(Duration.ofMillis(50))).isFalse();
        } else {
            busy.close();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Schemes.class, mode = EnumSource.Mode.EXCLUDE, names = "TLS")
    void peersThatNeverReadAreLetGoOfWithTheServer(Schemes scheme) throws Exception {
        // Over shared memory, only what is small waits for its reader.
        int byteSize = scheme == Schemes.SHM ? 60_000 : 64 << 20;
        for (boolean inOrder : new boolean[] {true, false}) {
            try (Server server = listen(scheme);
                    Client honest = connect(scheme, server)) {
                server.handle("give", request -> Blob.random(byteSize, 1));
                try (RawPeer peer = RawPeer.shaken(scheme, server.address())) {
                    peer.send(message(scheme, PyDict.of("op", "give")));
                    // The answer has begun.
                    peer.read(1);
                    honest.ping();
                    end(server, inOrder);
                    Background.awaitEndOfThreadsNamed("ndwire-");
                    assertThat(peer.awaitEnd()).isLessThan(byteSize);
                }
            }
            try (Server next = listen(scheme);
                    Client client = connect(scheme, next)) {
                client.ping();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void descriptorsRunOut(Schemes scheme) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
        Process process = PeerInAJvmOfItsOwn.start(
                List.of("/bin/sh", "-c", "ulimit -n 100; exec \"$@\"", "sh"),
                "serve",
                scheme.name(),
                scheme.anywhere(folder));
        try {
            Address address = Address.parse(process.inputReader().readLine());
            ConnectionSettings settings = scheme.settings(plain);
            try (Client honest = Client.connect(address.toString(), settings)) {
                honest.ping();
                List<RawPeer> many = new ArrayList<>();
                for (int i = 0; i < 130; i++) {
                    many.add(new RawPeer(scheme, address));
                }
                honest.ping();
                for (RawPeer one : many) {
                    one.close();
                }
                assertThatNoException()
                        .isThrownBy(() -> Client.connect(
                                        address.toString(),
                                        settings.with(Timeouts.standard().withConnect(LONG)))
                                .close());
                honest.ping();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @EnumSource(Schemes.class)
    void descriptorsOfAClientRunOut(Schemes scheme) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
        String nobody;
        try (Server gone = listen(scheme)) {
            nobody = gone.address().toString();
        }
        try (Server server = listen(scheme)) {
            String address = server.address().toString();
            Process process = PeerInAJvmOfItsOwn.start(
                    List.of("/bin/sh", "-c", "ulimit -n 100; exec \"$@\"", "sh"),
                    "exhaust",
                    scheme.name(),
                    address,
                    nobody);
            try (BufferedReader said = process.inputReader()) {
                assertThat(said.readLine())
                        .isEqualTo("NOT_ALLOWED: cannot connect to " + address + ": Too many open files");
                assertThat(said.readLine()).isEqualTo("asked");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static TransferListener atTheStartOfLargeMessages(Callable<@Nullable Void> action) {
        return new TransferListener() {
            @Override
            public void messageStarted(long byteSize) {
                if (byteSize > 1 << 20) {
                    assertThatNoException().isThrownBy(action::call);
                }
            }

            @Override
            public void bytesMoved(long byteCount) {}
        };
    }

    // Over shared memory an answer is there at once, or nothing of it: ShmKilledTest.
    @ParameterizedTest
    @EnumSource(value = Schemes.class, mode = EnumSource.Mode.EXCLUDE, names = "SHM")
    void aServerThatIsKilledWhileItAnswers(Schemes scheme) throws Exception {
        Process process = PeerInAJvmOfItsOwn.start(List.of(), "serve", scheme.name(), scheme.anywhere(folder));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        try (BufferedReader said = process.inputReader();
                Client client = Client.connect(said.readLine(), scheme.settings(plain))) {
            client.ping();
            client.connection().observe(atTheStartOfLargeMessages(() -> {
                begun.countDown();
                killed.await();
                return null;
            }));
            Background<Throwable> asking = Background.run(() -> catchThrowable(() -> client.call("give", Map.of())));
            begun.await();
            process.destroyForcibly().waitFor();
            killed.countDown();
            assertThat(asking.await())
                    .isInstanceOf(ConnectionClosedException.class)
                    .hasMessageContaining(client.connection().peerAddress().toString());
            assertThat(client.connection().isOpen()).isFalse();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void anotherFamilyOfAddresses() throws Exception {
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.getAllByName("::1")[0]))
                .as("this machine has ::1")
                .isNotNull();
        try (Server server = Server.listen(plain, List.of("tcp://[::1]:0"))) {
            assertThat(server.address().toString()).matches("tcp://\\[::1]:[0-9]+");
            try (Connection connection = Connection.connect(server.address().toString(), plain)) {
                assertThat(connection.peerAddress()).isEqualTo(server.address());
                connection.write(PyDict.of("op", "ping"));
                try (Received reply = connection.read()) {
                    assertThat(reply.value()).isEqualTo(Bytes.utf8("pong"));
                }
            }
        }
    }
}
