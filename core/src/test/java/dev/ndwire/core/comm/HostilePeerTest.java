package dev.ndwire.core.comm;

import static dev.ndwire.core.comm.OnTheWire.handshake;
import static dev.ndwire.core.comm.OnTheWire.message;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bytes that no honest peer sends, while an honest one is served on.
class HostilePeerTest {
    private static final long SEED = 20_261_122;
    private static final long TIB = 1L << 40;
    private static final long MIB = 1L << 20;

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(4 * TIB), 0);
    private final ConnectionSettings settings =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);

    private Server server;
    private Client honest;

    @BeforeEach
    void listen() throws IOException {
        server = Server.listen(settings, List.of("tcp://127.0.0.1:0"));
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
    }

    private Socket open() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().port());
    }

    private static void awaitEnd(int port) throws InterruptedException {
        Background.awaitEndOfThreadsNamed("ndwire-serve-tcp://127.0.0.1:" + port);
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
            try (Socket socket = open()) {
                socket.getOutputStream().write(handshake, 0, size);
            }
        }
        for (int size = 0; size < update.length; size++) {
            try (Socket socket = open()) {
                socket.getOutputStream().write(handshake);
                socket.getOutputStream().write(update, 0, size);
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
            try (Socket socket = open()) {
                if (random.nextBoolean()) {
                    socket.getOutputStream().write(handshake());
                }
                socket.getOutputStream().write(garbage);
            } catch (IOException closedWhileWriting) {
                assertThat(closedWhileWriting).as("seed %d", SEED).isInstanceOf(java.net.SocketException.class);
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
            try (Socket socket = open()) {
                socket.getOutputStream().write(handshake);
                socket.getOutputStream().write(update);
            } catch (IOException closedWhileWriting) {
                assertThat(closedWhileWriting).as("seed %d", SEED).isInstanceOf(java.net.SocketException.class);
            }
        }
        honest.ping();
    }

    /// The start of a message whose object claims a frame of almost 1 TiB, up to that frame.
    private static byte[] claim(long byteSize) {
        byte[] message = MsgpackWriter.encode(PyDict.of("op", "echo", "data", PyDict.of("__Serialized__", 1L)));
        byte[] header = MsgpackWriter.encode(
                Blob.SERIALIZATION.serialize(Blob.of("")).header().with("num-sub-frames", 1L));
        ByteBuffer claim = ByteBuffer.allocate(8 + 8 + 3 * 8 + message.length + header.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        claim.putLong(32).putLong(3);
        claim.putLong(message.length).putLong(header.length).putLong(byteSize);
        return claim.put(message).put(header).array();
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
        int port;
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            out.write(handshake());
            long before = residentBytes();
            out.write(claim(TIB - MIB));
            while (pool.budget().usedBytes() < TIB - MIB) {
                Thread.onSpinWait();
            }
            assertThat(residentBytes() - before).isLessThan(4 * MIB);
            for (long sent = 0; sent < byteSize; sent += part.length) {
                out.write(part);
            }
            // The last megabytes may still be on their way through the system.
            long most = byteSize + 4 * MIB;
            while (residentBytes() - before < byteSize - 8 * MIB) {
                Thread.onSpinWait();
            }
            assertThat(residentBytes() - before).isLessThan(most);
            honest.ping();
            port = socket.getLocalPort();
        }
        awaitEnd(port);
        assertThat(pool.budget().usedBytes()).isLessThan(MIB);
    }

    @Test
    void aClaimOverTheBudgetIsToldOfWhenItsBytesAreThere() throws Exception {
        MemoryPool small = MemoryPool.of(MemoryBudget.ofBytes(MIB), 0);
        try (Server poor = Server.listen(settings.with(small), List.of("tcp://127.0.0.1:0"));
                Client client = Client.connect(poor.address().toString(), settings)) {
            int port;
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), poor.address().port())) {
                socket.getOutputStream().write(handshake());
                socket.getOutputStream().write(claim(TIB - MIB));
                socket.getOutputStream().write(new byte[1 << 20]);
                client.ping();
                assertThat(small.budget().usedBytes()).isZero();
                port = socket.getLocalPort();
            }
            awaitEnd(port);
            client.ping();
        }
    }

    @Test
    void aConnectionThatNeverShakesHandsEndsInTime() throws Exception {
        ConnectionSettings impatient = settings.withConnectTimeout(java.time.Duration.ofMillis(50));
        try (Server strict = Server.listen(impatient, List.of("tcp://127.0.0.1:0"));
                Socket silent = new Socket(
                        InetAddress.getLoopbackAddress(), strict.address().port())) {
            byte[] theirs = silent.getInputStream().readNBytes(handshake().length);
            assertThat(theirs).isEqualTo(handshake());
            // It is aborted: the end is a reset, or the end of the stream.
            try {
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("reset");
            }
        }
    }
}
