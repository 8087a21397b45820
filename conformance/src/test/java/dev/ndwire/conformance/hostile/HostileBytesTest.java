package dev.ndwire.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input against a real `ndwire serve`: that connection ends or is answered, and the others are served on.
class HostileBytesTest {
    private static final long SEED = 20260822;
    private static final int GARBAGE_COUNT = 400;
    private static final NDArray HELD = NDArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    private static final long ALLOWED_BYTES = 4 << 20;
    private static final int WARM_UP_COUNT = 20;
    private static final int MEBIBYTE = 1 << 20;
    // Small regions, full after the warm-up, and room for what must not be taken.
    private static final List<String> JAVA_OPTIONS = List.of(
            "-Xms24m",
            "-Xmn8m",
            "-Xmx512m",
            "-XX:MaxDirectMemorySize=8m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    private static NdwireProcess server;
    private static Client client;

    @BeforeAll
    static void serve(@TempDir Path directory) throws IOException {
        server = NdwireProcess.serve(directory, JAVA_OPTIONS);
        client = Client.connect(server.address());
        client.put("held", HELD);
    }

    @AfterAll
    static void close() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static void checkThatOthersAreServed() throws IOException {
        try (var fresh = Client.connect(server.address())) {
            fresh.ping();
        }
        try (var received = client.get("held")) {
            assertThat(received.as(NDArray.class).arrayEqual(HELD)).isTrue();
        }
        assertThat(server.standardError()).doesNotContain("OutOfMemoryError", "Exception in thread");
    }

    @Test
    void garbageEndsItsOwnConnectionOnly() throws IOException {
        var random = new Random(SEED);
        System.out.println("HostileBytesTest: garbage of seed " + SEED);
        var handshake = Streams.handshake();
        var message = Streams.update("garbled", HELD, HELD.transpose());
        for (int i = 0; i < GARBAGE_COUNT; i++) {
            try (var peer = RawPeer.connect(server.port())) {
                peer.send(
                        switch (i % 4) {
                            case 0 -> noise(random);
                            case 1 -> Streams.joined(handshake, noise(random));
                            case 2 -> Streams.joined(handshake, garbled(message, random));
                            default -> Streams.joined(handshake, lyingPrelude(random), noise(random));
                        });
                peer.endAndDrain();
            }
            if (i % 50 == 0) {
                checkThatOthersAreServed();
            }
        }
        checkThatOthersAreServed();
    }

    private static byte[] noise(Random random) {
        var bytes = new byte[random.nextInt(4096)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] garbled(byte[] message, Random random) {
        var bytes = message.clone();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] lyingPrelude(Random random) {
        long[] sizes = new long[1 + random.nextInt(20)];
        Arrays.setAll(sizes, i -> random.nextLong() >>> random.nextInt(64));
        return Streams.prelude(sizes);
    }

    @Test
    void aStreamThatIsCutAtAnyByteLeavesNothingBehind() throws IOException {
        var whole = Streams.joined(Streams.handshake(), Streams.update("cut", HELD, HELD.at("::-1")));
        assertThat(whole.length).isGreaterThan(600);
        long answerToHandshake = send(whole, Streams.handshake().length);
        for (int size = 0; size < whole.length; size++) {
            assertThat(send(whole, size)).as("cut after byte " + size).isIn(0L, answerToHandshake);
        }
        checkThatOthersAreServed();
        assertThat(client.keys()).doesNotContain("cut", "cut1");
        assertThat(send(whole, whole.length)).isGreaterThan(answerToHandshake);
        assertThat(client.keys()).contains("cut", "cut1");
        client.remove("cut", "cut1");
    }

    private static long send(byte[] whole, int size) throws IOException {
        try (var peer = RawPeer.connect(server.port())) {
            peer.send(Arrays.copyOf(whole, size));
            return peer.endAndDrain();
        }
    }

    @Test
    void aClaimCostsNoMemoryBeforeItsBytesAreThere() throws IOException {
        if (server.residentBytes().isEmpty()) {
            System.out.println("The test of resident memory is SKIPPED: this system has no /proc");
            Assumptions.abort("no /proc");
        }
        var claims = claims();
        assertThat(claims).hasSize(17);
        warmUp();
        var faults = new ArrayList<String>();
        for (var claim : claims.entrySet()) {
            long before = server.residentBytes().orElseThrow();
            long grown = residentWhileOpen(claim.getValue()) - before;
            int sent = claim.getValue().length;
            if (grown > sent + ALLOWED_BYTES) {
                faults.add(claim.getKey() + ": " + grown + " bytes more for " + sent + " bytes");
            }
        }
        assertThat(faults).isEmpty();
    }

    /// Keeps a connection open that has sent so much and no more, while others are served.
    private static long residentWhileOpen(byte[] bytes) throws IOException {
        long resident;
        try (var peer = RawPeer.connect(server.port())) {
            peer.send(Streams.handshake());
            peer.send(bytes);
            peer.awaitTaken();
            resident = server.residentBytes().orElseThrow();
            checkThatOthersAreServed();
            peer.endAndDrain();
        }
        client.remove("lie");
        return resident;
    }

    /// Java compiles, and fills its young generation and its direct buffers, before it is measured: by claims that are
    /// true, or false and small.
    private static void warmUp() throws IOException {
        var honest = Streams.update("lie", NDArray.zeros(DType.UINT8, MEBIBYTE));
        var wrong = Streams.update(Streams.array(Map.of("shape", new long[] {5})), 32, new byte[32]);
        for (int i = 0; i < WARM_UP_COUNT; i++) {
            residentWhileOpen(honest);
            residentWhileOpen(wrong);
            residentWhileOpen(Arrays.copyOf(honest, honest.length / 2));
            residentWhileOpen(frame(filled(1000, (byte) 0x91)));
        }
    }

    private static Map<String, byte[]> claims() throws IOException {
        var some = new byte[MEBIBYTE];
        var few = new byte[32];
        var claims = new LinkedHashMap<String, byte[]>();
        claims.put("frame of nearly 1 TiB", Streams.update(h -> h, (1L << 40) - MEBIBYTE, some));
        claims.put("frame beyond all limits", Streams.update(h -> h, 1L << 62, some));
        claims.put("frame of 8 GiB", Streams.update(h -> h, 8L << 30, some));
        claims.put("frame of 100 MiB", Streams.update(h -> h, 100L << 20, some));
        claims.put("message of 512 GiB", Streams.joined(Streams.prelude(1L << 39), some));
        claims.put("message of 60 MiB", Streams.joined(Streams.prelude(60L << 20), some));
        claims.put("header of 60 MiB", Streams.joined(headerOf(60L << 20), some));
        claims.put("header of 2 GiB", Streams.joined(headerOf(2L << 30), some));
        claims.put("a million frames", Arrays.copyOf(Streams.prelude(new long[MEBIBYTE]), 1 << 16));
        claims.put("a list of 4 billion", frame(new byte[] {(byte) 0xdd, -1, -1, -1, -1, 1, 2, 3}));
        claims.put("a map of 4 billion", frame(new byte[] {(byte) 0xdf, -1, -1, -1, -1, 1, 2, 3}));
        claims.put("bytes of 2 GiB", frame(new byte[] {(byte) 0xc6, 0x7f, -1, -1, -1, 1, 2, 3}));
        claims.put("text of 4 GiB", frame(new byte[] {(byte) 0xdb, -1, -1, -1, -1, 1, 2, 3}));
        claims.put("100,000 nested lists", frame(filled(100_000, (byte) 0x91)));
        claims.put(
                "a shape of 2^62 elements",
                Streams.update(Streams.array(Map.of("shape", new long[] {1L << 62})), few.length, few));
        claims.put(
                "an axis that repeats 2^50 times",
                Streams.update(
                        Streams.array(Map.of(
                                "shape", new long[] {1},
                                "strides", new long[] {0},
                                "broadcast_to", new long[] {1L << 50})),
                        few.length,
                        few));
        claims.put("2^40 frames of one object", Streams.update(h -> h.with("num-sub-frames", 1L << 40), 32, few));
        return claims;
    }

    private static byte[] headerOf(long claimedByteSize) {
        var request = MsgpackWriter.encode(PyDict.of("op", "echo", "data", PyDict.of("__Serialized__", 1L)));
        return Streams.joined(Streams.prelude(request.length, claimedByteSize, 8), request);
    }

    private static byte[] frame(byte[] bytes) {
        return Streams.joined(Streams.prelude(bytes.length), bytes);
    }

    private static byte[] filled(int size, byte value) {
        var bytes = new byte[size];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
