package dev.ndwire.core.comm;

import static dev.ndwire.core.comm.OnTheWire.handshake;
import static dev.ndwire.core.comm.OnTheWire.joined;
import static dev.ndwire.core.comm.OnTheWire.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What happens to a server without anybody's fault: its other peers notice nothing, and nothing is left.
class BadLuckTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(4L << 30), 0);
    private final ConnectionSettings plain =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);

    @TempDir
    private Path folder;

    private long descriptors;

    @BeforeEach
    void countDescriptors() throws IOException {
        // Loads what stays open.
        listen(Schemes.TCP).close();
        descriptors = Descriptors.count();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
        Descriptors.await(descriptors);
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

    private static SocketChannel open(Server server) throws IOException {
        Address address = server.address();
        SocketAddress where = address.scheme().equals("unix")
                ? UnixDomainSocketAddress.of(address.location())
                : new InetSocketAddress(address.host(), address.port());
        return SocketChannel.open(where);
    }

    private static void write(SocketChannel socket, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            socket.write(left);
        }
    }

    private static byte[] readToTheEnd(SocketChannel socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(1_000);
        for (int count = socket.read(some); count >= 0; count = socket.read(some.clear())) {
            all.write(some.array(), 0, count);
        }
        return all.toByteArray();
    }

    /// Peers that have sent so many bytes of a conversation, and then no more.
    private static List<SocketChannel> stall(Server server) throws IOException {
        byte[] handshake = handshake();
        byte[] all = joined(handshake, message(PyDict.of("op", "echo", "data", Blob.random(100_000, 1))));
        int[] cuts = {
            0, 1, 8, 17, handshake.length - 1, handshake.length + 5, handshake.length + 40, 50_000, all.length - 1
        };
        List<SocketChannel> stalled = new ArrayList<>();
        for (int cut : cuts) {
            SocketChannel socket = open(server);
            write(socket, Arrays.copyOf(all, cut));
            stalled.add(socket);
        }
        return stalled;
    }

    @ParameterizedTest
    @EnumSource(
            value = Schemes.class,
            names = {"TCP", "UNIX"})
    void peersThatStall(Schemes scheme) throws Exception {
        try (Server server = listen(scheme);
                Client honest = connect(scheme, server)) {
            List<SocketChannel> stalled = stall(server);
            awaitCount(server, 1 + stalled.size());
            honest.ping();
            for (SocketChannel one : stalled) {
                one.close();
            }
            awaitCount(server, 1);
            honest.ping();
            List<SocketChannel> others = stall(server);
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
            for (SocketChannel one : others) {
                // The end, as a reset or in good order.
                assertThat(endOf(one)).isTrue();
                one.close();
            }
        }
    }

    private static boolean endOf(SocketChannel socket) {
        try {
            return readToTheEnd(socket).length <= handshake().length;
        } catch (IOException reset) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Schemes.class,
            names = {"TCP", "UNIX"})
    void aPeerThatEndsItsWritingIsAnswered(Schemes scheme) throws Exception {
        try (Server server = listen(scheme);
                Client honest = connect(scheme, server)) {
            try (SocketChannel asks = open(server);
                    SocketChannel breaks = open(server)) {
                write(asks, joined(handshake(), message(PyDict.of("op", "ping"))));
                asks.shutdownOutput();
                assertThat(readToTheEnd(asks)).isEqualTo(joined(handshake(), message(Bytes.utf8("pong"))));

                byte[] request = message(PyDict.of("op", "echo", "data", Blob.random(100_000, 1)));
                write(breaks, joined(handshake(), Arrays.copyOf(request, 70_000)));
                breaks.shutdownOutput();
                assertThat(readToTheEnd(breaks)).isEqualTo(handshake());
            }
            awaitCount(server, 1);
            honest.ping();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Schemes.class,
            names = {"TCP", "TLS"})
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
                List<SocketChannel> many = new ArrayList<>();
                for (int i = 0; i < 130; i++) {
                    many.add(SocketChannel.open(new InetSocketAddress(address.host(), address.port())));
                }
                honest.ping();
                for (SocketChannel one : many) {
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
