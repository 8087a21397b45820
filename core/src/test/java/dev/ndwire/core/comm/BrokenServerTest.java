package dev.ndwire.core.comm;

import static dev.ndwire.core.comm.OnTheWire.claim;
import static dev.ndwire.core.comm.OnTheWire.joined;
import static dev.ndwire.core.comm.OnTheWire.message;
import static dev.ndwire.core.comm.OnTheWire.opening;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a client sees of servers that break: an error that says what happened, nothing left, and the next one serves.
@ParameterizedClass
@EnumSource(
        value = Schemes.class,
        names = {"TCP", "UNIX"})
class BrokenServerTest {
    private static final long SEED = 20_261_128;
    private static final int ROOM = 1 << 20;
    private static final List<Thread.Builder> THREADS = List.of(Thread.ofPlatform(), Thread.ofVirtual());
    private static final Blob ANSWER = Blob.of("answer");

    private final Schemes scheme;
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(ROOM), 0);
    private final ConnectionSettings settings =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);

    @TempDir
    private Path folder;

    private long descriptors;
    private RawServer server;

    BrokenServerTest(Schemes scheme) {
        this.scheme = scheme;
    }

    @BeforeEach
    void listen() throws Exception {
        loadWhatStaysOpen();
        descriptors = Descriptors.count();
        server = RawServer.listen(scheme, folder);
    }

    private void loadWhatStaysOpen() throws Exception {
        try (Server any = Server.listen(settings, List.of(scheme.anywhere(folder)))) {
            for (Thread.Builder kind : THREADS) {
                Background.run(kind, () -> {
                            Client.connect(any.address().toString(), settings).close();
                            return null;
                        })
                        .await();
            }
        }
    }

    @AfterEach
    void theNextConnectionWorks() throws Exception {
        assertThat(whatComesOf(conversation())).isNull();
        server.close();
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(pool.budget().usedBytes()).isZero();
        Descriptors.await(descriptors);
    }

    private byte[] conversation() throws IOException {
        return joined(opening(scheme), message(scheme, ANSWER));
    }

    /// Asks a server that says so much, then nothing more, and hears to the end.
    ///
    /// @return what the client got instead of the answer, or null for the answer
    private @Nullable Throwable whatComesOf(byte[] said) throws Exception {
        Background<Void> serving = Background.run(() -> {
            try (RawPeer client = server.accept()) {
                client.send(said);
                client.endWriting();
                client.awaitEnd();
            }
            return null;
        });
        Throwable failure = catchThrowable(() -> {
            try (Client client = Client.connect(server.address().toString(), settings);
                    Received answer = client.call("give", Map.of())) {
                assertThat(answer.value()).isEqualTo(ANSWER);
            }
        });
        serving.await();
        return failure;
    }

    @Test
    void aServerThatEndsAfterAnyByte() throws Exception {
        byte[] all = conversation();
        int opening = opening(scheme).length;
        String address = server.address().toString();
        String closed = address + " closed the connection after [0-9]+ of [0-9]+ bytes";
        for (int size = 0; size < all.length; size++) {
            Throwable failure = whatComesOf(Arrays.copyOf(all, size));
            if (size < opening) {
                assertThat(failure)
                        .as("after %d bytes", size)
                        .isInstanceOf(ConnectFailedException.class)
                        .hasMessageMatching("no handshake from " + address + ": " + closed)
                        .extracting(e -> ((ConnectFailedException) e).reason())
                        .isEqualTo(Reason.CLOSED_BY_PEER);
            } else {
                assertThat(failure)
                        .as("after %d bytes", size)
                        .isInstanceOf(ConnectionClosedException.class)
                        .hasMessageMatching(closed);
            }
            assertThat(pool.budget().usedBytes()).as("after %d bytes", size).isZero();
        }
    }

    @Test
    void aServerThatIsGarbledAnywhere() throws Exception {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        for (int round = 0; round < 300; round++) {
            byte[] said = conversation();
            said[random.nextInt(said.length)] = (byte) random.nextInt();
            Throwable failure = whatComesOf(said);
            if (failure != null && !(failure instanceof AssertionError)) {
                assertThat(failure)
                        .as("seed %d, round %d", SEED, round)
                        .isInstanceOfAny(
                                IOException.class,
                                MalformedException.class,
                                SerializationException.class,
                                MemoryBudgetExceededException.class);
            }
            assertThat(pool.budget().usedBytes())
                    .as("seed %d, round %d", SEED, round)
                    .isZero();
        }
    }

    @Test
    void somebodyElse() throws Exception {
        String address = server.address().toString();
        assertThat(whatComesOf("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII)))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageStartingWith(address + " does not speak this protocol: ")
                .extracting(e -> ((ConnectFailedException) e).reason())
                .isEqualTo(Reason.NOT_OUR_PROTOCOL);
    }

    @Test
    void anAnswerThatClaimsMoreThanThereIsRoomFor() throws Exception {
        assertThat(whatComesOf(joined(opening(scheme), claim(PyDict.of("__Serialized__", 1L), (1L << 40) - ROOM))))
                .isInstanceOf(ConnectionClosedException.class)
                .hasMessageMatching(server.address() + " closed the connection after [0-9]+ of [0-9]+ bytes");
    }

    @Test
    void anAnswerThatThereIsNoRoomForIsPassedOver() throws Exception {
        byte[] tooMuch = message(scheme, Blob.random(2 * ROOM, 1));
        Background<Void> serving = Background.run(() -> {
            try (RawPeer client = server.accept()) {
                client.send(joined(opening(scheme), tooMuch, message(scheme, ANSWER)));
                client.awaitEnd();
            }
            return null;
        });
        try (Client client = Client.connect(server.address().toString(), settings)) {
            assertThatExceptionOfType(MemoryBudgetExceededException.class)
                    .isThrownBy(() -> client.call("give", Map.of()));
            try (Received answer = client.call("give", Map.of())) {
                assertThat(answer.value()).isEqualTo(ANSWER);
            }
        }
        serving.await();
    }

    @Test
    void aServerThatSaysNothing() throws Exception {
        ConnectionSettings impatient = settings.withConnectTimeout(Duration.ofMillis(50));
        Background<Long> serving = Background.run(() -> {
            try (RawPeer client = server.accept()) {
                return client.awaitEnd();
            }
        });
        String address = server.address().toString();
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> Client.connect(address, impatient))
                .withMessage("no handshake from " + address + " within 50 ms")
                .extracting(ConnectFailedException::reason)
                .isEqualTo(Reason.TIMED_OUT);
        assertThat(serving.await()).isEqualTo(opening(scheme).length);
    }

    @Test
    void anInterruptEndsTheHandshake() throws Exception {
        String address = server.address().toString();
        for (Thread.Builder kind : THREADS) {
            Background<Boolean> connecting = Background.run(kind, () -> {
                assertThatExceptionOfType(InterruptedIOException.class)
                        .isThrownBy(() -> Client.connect(address, settings))
                        .withMessage("interrupted while connecting to " + address);
                return Thread.interrupted();
            });
            try (RawPeer client = server.accept()) {
                client.readOpening();
                connecting.interrupt();
                assertThat(client.awaitEnd()).isZero();
            }
            assertThat(connecting.await()).isTrue();
        }
    }
}
