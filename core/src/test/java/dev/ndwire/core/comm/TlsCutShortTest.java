package dev.ndwire.core.comm;

import static dev.ndwire.core.comm.OnTheWire.handshake;
import static dev.ndwire.core.comm.OnTheWire.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.socket.WatchedSocket;
import dev.ndwire.core.comm.tls.TlsTransport;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the end of a TLS connection is told that does not go on as it should, whichever end began it.
class TlsCutShortTest {
    private static final String NEWEST = "TLSv1.3";
    private static final int PAYLOAD_BYTES = 100_000;

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    private final ConnectionSettings settings =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool).with(Certificates.of("ca", "peer"));

    /// Which end is under test.
    enum End {
        CLIENT,
        SERVER
    }

    @SuppressWarnings("NullAway.Init")
    private Connection ours;

    @SuppressWarnings("NullAway.Init")
    private TlsPeer peer;

    @AfterEach
    void close() throws IOException {
        if (ours != null) {
            ours.close();
        }
        peer.close();
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private void connect(End end, String version) throws Exception {
        Background<Connection> shaken = end == End.CLIENT ? connectTo(version) : accept(version, settings);
        assertThat(peer.begin()).isTrue();
        peer.send(handshake());
        assertThat(peer.read(handshake().length)).isEqualTo(handshake());
        ours = shaken.await();
    }

    private Background<Connection> connectTo(String version) throws IOException {
        try (ServerSocketChannel listener = listen()) {
            Background<Connection> connecting = Background.run(() -> Connection.connect(addressOf(listener), settings));
            peer = new TlsPeer(listener.accept(), version, false);
            return connecting;
        }
    }

    private static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static String addressOf(ServerSocketChannel listener) throws IOException {
        return "tls://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private Background<Connection> accept(String version, ConnectionSettings with) throws IOException {
        try (FrameListener listener = new TlsTransport().listen(Address.parse("tls://127.0.0.1:0"), with)) {
            peer = new TlsPeer(listener.address(), version);
            FrameChannel accepted = listener.accept();
            return Background.run(() -> Connection.shakeHands(accepted, with, with.connectTimeout()));
        }
    }

    private static byte[] large() throws IOException {
        return message(Blob.random(PAYLOAD_BYTES, 1));
    }

    /// What is told when so much of a large message has come.
    private static String after(int bytes) throws IOException {
        return "after " + (bytes - (large().length - PAYLOAD_BYTES)) + " of " + PAYLOAD_BYTES + " bytes";
    }

    private void readingFails(String message) {
        endsWith(ours::read, message);
    }

    private static void endsWith(ThrowingCallable call, String message) {
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(call)
                .withMessage(message);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void anEndInTheMiddleOfAMessage(End end) throws Exception {
        for (String version : new String[] {"TLSv1.2", NEWEST}) {
            for (boolean inOrder : new boolean[] {true, false}) {
                connect(end, version);
                peer.send(Arrays.copyOf(large(), 70_000));
                if (inOrder) {
                    peer.closeNotify();
                } else {
                    peer.socket().shutdownOutput();
                }
                readingFails(peer.address() + " closed the connection " + after(70_000));
                close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void anEndBetweenMessages(End end) throws Exception {
        for (boolean inOrder : new boolean[] {true, false}) {
            connect(end, NEWEST);
            peer.send(message("whole"));
            if (inOrder) {
                peer.closeNotify();
            } else {
                peer.socket().shutdownOutput();
            }
            try (Received received = ours.read()) {
                assertThat(received.value()).isEqualTo("whole");
            }
            readingFails(peer.address() + " closed the connection after 0 of 16 bytes");
            close();
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void anEndInTheMiddleOfARecord(End end) throws Exception {
        connect(end, NEWEST);
        peer.send(Arrays.copyOf(large(), 50_000));
        byte[] record = peer.records(new byte[10_000]);
        peer.sendRaw(Arrays.copyOf(record, record.length - 1));
        peer.socket().shutdownOutput();
        readingFails(peer.address() + " closed the connection " + after(50_000));
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void aResetInTheMiddleOfAMessage(End end) throws Exception {
        connect(end, NEWEST);
        peer.send(Arrays.copyOf(large(), 70_000));
        Background<Received> reading = Background.run(ours::read);
        while (pool.budget().usedBytes() < PAYLOAD_BYTES) {
            Thread.onSpinWait();
        }
        Address address = peer.address();
        peer.socket().setOption(StandardSocketOptions.SO_LINGER, 0);
        peer.close();
        // A reset drops what the system has not handed over yet.
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(reading::await)
                .withMessageMatching(
                        "connection to " + address + " failed after [0-9]+ of 100000 bytes: Connection reset");
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void aRecordThatWasChangedOnItsWay(End end) throws Exception {
        connect(end, NEWEST);
        peer.send(Arrays.copyOf(large(), 50_000));
        byte[] record = peer.records(new byte[10_000]);
        record[5_000] ^= 1;
        peer.sendRaw(record);
        readingFails(
                "connection to " + peer.address() + " failed " + after(50_000) + ": (bad_record_mac) Tag mismatch");
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void plainTextInPlaceOfRecords(End end) throws Exception {
        connect(end, NEWEST);
        // As many as its first bytes claim that a record has.
        peer.sendRaw("GET / HTTP/1.1\r\n".repeat(600).getBytes(StandardCharsets.US_ASCII));
        readingFails("connection to " + peer.address() + " failed after 0 of 16 bytes: (bad_record_mac) Tag mismatch");
    }

    // In the middle of the client's first record, after it, and after TLS has shaken hands.
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100, 600, 100_000})
    void aHandshakeThatStallsIsToldToTheServer(int bytes) throws Exception {
        Background<Connection> shaking = accept(NEWEST, settings.withConnectTimeout(Duration.ofMillis(200)));
        peer.stoppingAfter(bytes).converse(Arrays.copyOf(handshake(), 30));
        timesOut(shaking, peer.address() + " within 200 ms");
        peer.awaitEnd();
    }

    @Test
    void aServerThatStallsIsToldToTheClient() throws Exception {
        try (ServerSocketChannel listener = listen()) {
            Background<Connection> connecting = Background.run(
                    () -> Connection.connect(addressOf(listener), settings.withConnectTimeout(Duration.ofMillis(50))));
            peer = new TlsPeer(listener.accept(), NEWEST, false);
            timesOut(connecting, addressOf(listener) + " within 50 ms");
        }
    }

    private static void timesOut(Background<Connection> connecting, String end) {
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(connecting::await)
                .withMessage("no handshake from " + end)
                .extracting(ConnectFailedException::reason)
                .isEqualTo(Reason.TIMED_OUT);
    }

    private Background<Void> writeToAPeerThatNeverReads(End end, int byteSize) throws Exception {
        connect(end, NEWEST);
        Background<Void> writing = Background.run(() -> {
            Blob blob = Blob.random(byteSize, 2);
            while (true) {
                ours.write(blob);
            }
        });
        // So long in one place that it is stuck there.
        for (int looks = 0; looks < 1_000; looks++) {
            writing.awaitInside(WatchedSocket.class, "write");
        }
        return writing;
    }

    // A large message waits while records of it are made, small ones when all are.
    @ParameterizedTest
    @CsvSource({"CLIENT, 10000", "SERVER, 10000", "CLIENT, 64000000", "SERVER, 64000000"})
    void aCloseEndsTheWritingToAPeerThatNeverReads(End end, int byteSize) throws Exception {
        Background<Void> writing = writeToAPeerThatNeverReads(end, byteSize);
        Background<Received> reading = Background.run(ours::read).awaitInside(Connection.class, "readMessage");
        ours.close();
        endsWith(writing::await, "connection to " + peer.address() + " was closed here while writing");
        endsWith(reading::await, "connection to " + peer.address() + " was closed here after 0 of 16 bytes");
        peer.awaitEnd();
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void rubbishOfAPeerThatNeverReadsIsTold(End end) throws Exception {
        Background<Void> writing = writeToAPeerThatNeverReads(end, 64_000_000);
        byte[] record = peer.records(new byte[100]);
        record[50] ^= 1;
        peer.sendRaw(record);
        readingFails("connection to " + peer.address() + " failed after 0 of 16 bytes: (bad_record_mac) Tag mismatch");
        ours.close();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(writing::await);
        peer.awaitEnd();
    }
}
