package dev.ndwire.core.comm;

import static dev.ndwire.core.comm.OnTheWire.handshake;
import static dev.ndwire.core.comm.OnTheWire.joined;
import static dev.ndwire.core.comm.OnTheWire.message;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Peers of a TLS server that stall, trickle, end too early or lie: an honest one is served on, and nothing is left.
class TlsBadLuckTest {
    private static final long SEED = 20_261_127;
    private static final String NEWEST = "TLSv1.3";

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    private final ConnectionSettings settings =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool).with(Certificates.of("ca", "peer"));

    private long descriptors;
    private Server server;
    private Client honest;

    @BeforeEach
    void listen() throws IOException {
        // Loads what stays open.
        try (Server other = Server.listen(settings, List.of("tls://127.0.0.1:0"))) {
            Client.connect(other.address().toString(), settings).close();
        }
        descriptors = Descriptors.count();
        server = Server.listen(settings, List.of("tls://127.0.0.1:0"));
        server.handle("give", request -> Blob.random(64 << 20, 1));
        honest = Client.connect(server.address().toString(), settings);
    }

    @AfterEach
    void theNextConnectionWorksAndNothingIsLeft() throws Exception {
        awaitCount(1);
        honest.ping();
        try (Client next = Client.connect(server.address().toString(), settings)) {
            next.ping();
        }
        honest.close();
        server.close();
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
        Descriptors.await(descriptors);
    }

    private void awaitCount(int connections) {
        while (server.connectionCount() != connections) {
            Thread.onSpinWait();
        }
    }

    private static byte[] echo() throws IOException {
        return message(PyDict.of("op", "echo", "data", Blob.random(100_000, 1)));
    }

    private TlsPeer peer(String version) throws IOException {
        return new TlsPeer(server.address(), version);
    }

    /// A peer with which hands are shaken, in TLS and as Dask does.
    private TlsPeer shaken(String version) throws IOException {
        TlsPeer peer = peer(version);
        assertThat(peer.begin()).isTrue();
        peer.send(handshake());
        assertThat(peer.read(handshake().length)).isEqualTo(handshake());
        return peer;
    }

    /// How much of a conversation is the handshake of TLS.
    private int handshakeBytes(String version) throws IOException {
        try (TlsPeer peer = shaken(version)) {
            return peer.sent() - peer.records(handshake()).length;
        }
    }

    /// Peers that have sent so many bytes of a conversation, and then no more.
    private List<TlsPeer> stall(String version) throws IOException {
        int begun = handshakeBytes(version);
        awaitCount(1);
        List<TlsPeer> stalled = new ArrayList<>();
        for (int cut : new int[] {
            0, 1, 5, 100, begun - 30, begun - 1, begun, begun + 3, begun + 40, begun + 500, begun + 90_000
        }) {
            TlsPeer peer = peer(version).stoppingAfter(cut);
            peer.converse(handshake(), echo());
            stalled.add(peer);
        }
        return stalled;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", NEWEST})
    void peersThatStall(String version) throws Exception {
        List<TlsPeer> stalled = stall(version);
        awaitCount(1 + stalled.size());
        honest.ping();
        for (TlsPeer one : stalled) {
            one.close();
        }
        awaitCount(1);
    }

    @Test
    void peersThatStallAreLetGoOfWithTheServer() throws Exception {
        List<TlsPeer> stalled = stall(NEWEST);
        awaitCount(1 + stalled.size());
        assertThat(server.shutDown(Duration.ofMillis(50))).isFalse();
        for (TlsPeer one : stalled) {
            one.awaitEnd();
            one.close();
        }
        honest.close();
        Background.awaitEndOfThreadsNamed("ndwire-");
        Descriptors.await(descriptors);
        listen();
    }

    @Test
    void handshakesThatStallAreEndedInTime() throws Exception {
        int begun = handshakeBytes(NEWEST);
        ConnectionSettings strict = settings.withConnectTimeout(Duration.ofSeconds(2));
        try (Server impatient = Server.listen(strict, List.of("tls://127.0.0.1:0"));
                Client other = Client.connect(impatient.address().toString(), settings)) {
            List<TlsPeer> stalled = new ArrayList<>();
            for (int cut : new int[] {0, 1, 100, begun - 1, begun, begun + 20}) {
                TlsPeer peer = new TlsPeer(impatient.address(), NEWEST).stoppingAfter(cut);
                peer.converse(handshake(), echo());
                stalled.add(peer);
            }
            other.ping();
            for (TlsPeer one : stalled) {
                one.awaitEnd();
                one.close();
            }
            while (impatient.connectionCount() > 1) {
                Thread.onSpinWait();
            }
            other.ping();
            Client.connect(impatient.address().toString(), settings).close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", NEWEST})
    void aHandshakeThatIsCutAnywhereEndsOnlyItsConnection(String version) throws Exception {
        int begun = handshakeBytes(version);
        // Signatures differ by a byte or two from one handshake to the next. One costs milliseconds.
        for (int cut = 0; cut < begun - 8; cut += 23) {
            try (TlsPeer peer = peer(version).stoppingAfter(cut)) {
                assertThat(peer.begin()).isFalse();
            }
        }
    }

    @Test
    void recordsThatAreCutAtAnyByteEndOnlyTheirConnection() throws Exception {
        byte[] update = update();
        int all;
        try (TlsPeer peer = shaken(NEWEST)) {
            all = peer.records(update).length;
        }
        for (int cut = 0; cut < all; cut++) {
            try (TlsPeer peer = shaken(NEWEST).stoppingAfter(cut)) {
                assertThat(peer.send(update)).isFalse();
            }
        }
        awaitCount(1);
        assertThat(honest.keys()).isEmpty();
    }

    @Test
    void aMessageThatIsCutInGoodOrderEndsOnlyItsConnection() throws Exception {
        byte[] update = update();
        for (int size = 1; size < update.length; size += 3) {
            try (TlsPeer peer = shaken("TLSv1.2")) {
                peer.send(Arrays.copyOf(update, size));
                peer.closeNotify();
            }
        }
        awaitCount(1);
        assertThat(honest.keys()).isEmpty();
    }

    private static byte[] update() throws IOException {
        return message(PyDict.of("op", "update_data", "reply", false, "data", PyDict.of("y", Blob.of("cut"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", NEWEST})
    void peersThatTrickleAreAnswered(String version) throws Exception {
        Blob blob = Blob.random(20_000, 1);
        byte[] request = message(PyDict.of("op", "echo", "data", blob));
        try (TlsPeer bytes = peer(version).trickling(1);
                TlsPeer records = shaken(version)) {
            assertThat(bytes.begin()).isTrue();
            bytes.send(joined(handshake(), request));
            byte[] answer = joined(handshake(), message(blob));
            assertThat(bytes.read(answer.length)).isEqualTo(answer);
            for (byte one : request) {
                records.send(new byte[] {one});
            }
            assertThat(records.read(message(blob).length)).isEqualTo(message(blob));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", NEWEST})
    void aPeerThatEndsItsWritingIsAnswered(String version) throws Exception {
        try (TlsPeer asks = shaken(version);
                TlsPeer breaks = shaken(version)) {
            asks.send(message(PyDict.of("op", "ping")));
            asks.closeNotify();
            byte[] pong = message(Bytes.utf8("pong"));
            assertThat(asks.read(pong.length)).isEqualTo(pong);
            assertThat(asks.readToCloseNotify()).isEmpty();

            breaks.send(Arrays.copyOf(echo(), 70_000));
            breaks.closeNotify();
            assertThat(breaks.readToCloseNotify()).isEmpty();
        }
    }

    @Test
    void rubbishEndsOnlyItsConnection() throws Exception {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        for (int round = 0; round < 60; round++) {
            byte[] garbage = new byte[1 + random.nextInt(300)];
            random.nextBytes(garbage);
            if (random.nextBoolean()) {
                // The start of a record that is none.
                garbage[0] = (byte) (20 + random.nextInt(4));
            }
            try (TlsPeer peer = round % 2 == 0 ? peer(NEWEST) : shaken(NEWEST)) {
                peer.sendRaw(garbage);
                peer.socket().shutdownOutput();
                peer.awaitEnd();
            }
        }
        try (TlsPeer plain = shaken(NEWEST)) {
            plain.sendRaw(message(PyDict.of("op", "ping")));
            plain.awaitEnd();
        }
        try (TlsPeer web = peer(NEWEST)) {
            web.sendRaw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            web.socket().shutdownOutput();
            web.awaitEnd();
        }
    }

    @Test
    void peersThatNeverReadAreLetGoOfWithTheServer() throws Exception {
        for (boolean inOrder : new boolean[] {true, false}) {
            TlsPeer peer = shaken(NEWEST);
            peer.send(message(PyDict.of("op", "give")));
            while (peer.socket().read(ByteBuffer.allocate(1)) < 1) {
                Thread.onSpinWait();
            }
            honest.ping();
            if (inOrder) {
                assertThat(server.shutDown(Duration.ofMillis(50))).isFalse();
            } else {
                server.close();
            }
            Background.awaitEndOfThreadsNamed("ndwire-");
            assertThat(pool.budget().usedBytes()).isZero();
            peer.awaitEnd();
            peer.close();
            honest.close();
            Descriptors.await(descriptors);
            listen();
        }
    }

    @Test
    void aPeerThatNeverReadsAndIsResetIsNoticed() throws Exception {
        TlsPeer peer = shaken(NEWEST);
        peer.send(message(PyDict.of("op", "give")));
        honest.ping();
        peer.socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        peer.close();
        awaitCount(1);
    }
}
