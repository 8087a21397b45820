package dev.ndwire.core.comm;

import static dev.ndwire.core.comm.OnTheWire.handshake;
import static dev.ndwire.core.comm.OnTheWire.joined;
import static dev.ndwire.core.comm.OnTheWire.message;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Bytes that no honest peer sends, while an honest one is served on.
@ParameterizedClass
@EnumSource(
        value = Schemes.class,
        names = {"TCP", "UNIX"})
class HostilePeerTest {
    private static final long SEED = 20_261_122;
    private static final long TIB = 1L << 40;
    private static final long MIB = 1L << 20;
    private static final String CLOSED = "Broken pipe|Connection reset( by peer)?";

    private final Schemes scheme;
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(4 * TIB), 0);
    private final ConnectionSettings settings =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);

    @TempDir
    private Path folder;

    private long descriptors;
    private Server server;
    private Client honest;

    HostilePeerTest(Schemes scheme) {
        this.scheme = scheme;
    }

    @BeforeEach
    void listen() throws IOException {
        // Loads what stays open.
        Server.listen(settings, List.of(scheme.anywhere(folder))).close();
        descriptors = Descriptors.count();
        server = Server.listen(settings, List.of(scheme.anywhere(folder)));
        honest = Client.connect(server.address().toString(), settings);
        honest.put("x", Blob.of("kept"));
    }

    @AfterEach
    void serveTheHonestPeerToTheEnd() throws Exception {
        try (Received received = honest.get("x")) {
            assertThat(received.value()).isEqualTo(Blob.of("kept"));
        }
        honest.close();
        server.close();
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
        Descriptors.await(descriptors);
    }

    private RawPeer open() throws IOException {
        return new RawPeer(scheme, server.address());
    }

    private static void awaitCount(Server server, int connections) {
        while (server.connectionCount() != connections) {
            Thread.onSpinWait();
        }
    }

    private static byte[] update() throws IOException {
        PyDict request = PyDict.of("op", "update_data", "reply", false, "data", PyDict.of("y", Blob.of("cut")));
        return message(request);
    }

    @Test
    void aMessageThatIsCutAtAnyByteEndsOnlyItsConnection() throws Exception {
        byte[] handshake = handshake();
        byte[] update = update();
        for (int size = 0; size < handshake.length; size++) {
            try (RawPeer peer = open()) {
                peer.send(handshake, 0, size);
            }
        }
        for (int size = 0; size < update.length; size++) {
            try (RawPeer peer = open()) {
                peer.send(handshake);
                peer.send(update, 0, size);
            }
            if (size % 50 == 0) {
                honest.ping();
            }
        }
        assertThat(honest.keys()).containsExactly("x");
    }

    @Test
    void garbageEndsOnlyItsConnection() throws Exception {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        for (int round = 0; round < 300; round++) {
            byte[] garbage = new byte[random.nextInt(300)];
            random.nextBytes(garbage);
            try (RawPeer peer = open()) {
                if (random.nextBoolean()) {
                    peer.send(handshake());
                }
                peer.send(garbage);
            } catch (IOException closedWhileWriting) {
                assertThat(closedWhileWriting).as("seed %d", SEED).hasMessageMatching(CLOSED);
            }
        }
        honest.ping();
    }

    @Test
    void requestsThatAreGarbledAnywhereAreAnsweredOrEndTheirConnection() throws Exception {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        byte[] handshake = handshake();
        for (int round = 0; round < 300; round++) {
            byte[] update = update();
            update[random.nextInt(update.length)] = (byte) random.nextInt();
            try (RawPeer peer = open()) {
                peer.send(joined(handshake, update));
            } catch (IOException closedWhileWriting) {
                assertThat(closedWhileWriting).as("seed %d", SEED).hasMessageMatching(CLOSED);
            }
        }
        honest.ping();
    }

    private static byte[] claim() {
        return OnTheWire.claim(PyDict.of("op", "echo", "data", PyDict.of("__Serialized__", 1L)), TIB - MIB);
    }

    private static long residentBytes() throws IOException {
        // Pages in all, then the resident ones.
        try (Scanner statm = new Scanner(Path.of("/proc/self/statm"), US_ASCII)) {
            statm.nextLong();
            return statm.nextLong() * 4096;
        }
    }

    @Test
    void aClaimOfATebibyteCostsWhatWasReceived() throws Exception {
        assumeThat(Files.exists(Path.of("/proc/self/statm")))
                .as("this system tells its resident memory")
                .isTrue();
        // Twice, so that what the first round loads and compiles does not count in the second.
        claimATebibyteAndSend(8 * MIB);
        System.gc();
        claimATebibyteAndSend(24 * MIB);
    }

    private void claimATebibyteAndSend(long byteSize) throws Exception {
        byte[] part = new byte[1 << 16];
        Arrays.fill(part, (byte) 1);
        try (RawPeer peer = open()) {
            peer.send(handshake());
            long before = residentBytes();
            peer.send(claim());
            while (pool.budget().usedBytes() < TIB - MIB) {
                Thread.onSpinWait();
            }
            assertThat(residentBytes() - before).isLessThan(4 * MIB);
            for (long sent = 0; sent < byteSize; sent += part.length) {
                peer.send(part);
            }
            // The last megabytes may still be on their way through the system.
            long most = byteSize + 4 * MIB;
            while (residentBytes() - before < byteSize - 8 * MIB) {
                Thread.onSpinWait();
            }
            assertThat(residentBytes() - before).isLessThan(most);
            honest.ping();
        }
        awaitCount(server, 1);
        assertThat(pool.budget().usedBytes()).isLessThan(MIB);
    }

    @Test
    void aClaimOverTheBudgetIsToldOfWhenItsBytesAreThere() throws Exception {
        MemoryPool small = MemoryPool.of(MemoryBudget.ofBytes(MIB), 0);
        try (Server poor = Server.listen(settings.with(small), List.of(scheme.anywhere(folder)));
                Client client = Client.connect(poor.address().toString(), settings)) {
            try (RawPeer peer = new RawPeer(scheme, poor.address())) {
                peer.send(joined(handshake(), claim(), new byte[1 << 20]));
                awaitCount(poor, 2);
                client.ping();
                assertThat(small.budget().usedBytes()).isZero();
            }
            awaitCount(poor, 1);
            client.ping();
        }
    }

    @Test
    void aConnectionThatNeverShakesHandsEndsInTime() throws Exception {
        ConnectionSettings impatient = settings.withConnectTimeout(java.time.Duration.ofMillis(50));
        try (Server strict = Server.listen(impatient, List.of(scheme.anywhere(folder)));
                RawPeer silent = new RawPeer(scheme, strict.address())) {
            silent.readOpening();
            // It is aborted: the end is a reset, or the end of the stream.
            assertThat(silent.awaitEnd()).isZero();
        }
    }
}
