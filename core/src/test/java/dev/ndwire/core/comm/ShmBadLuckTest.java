package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.ClosedMemory;
import dev.ndwire.core.comm.shm.ShmTransport;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.memory.SharedMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Connections over shared memory that end when something has a name and is not received yet: none is left.
class ShmBadLuckTest {
    private static final long SEED = 20_261_127;
    private static final int BYTE_SIZE = 300_000;

    private final MemoryPool shared = MemoryPool.ofShared(MemoryBudget.ofBytes(64L << 20), 0);
    private final MemoryPool received = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    private final ConnectionSettings settings = ShmPair.READ_ONLY.with(received);

    @TempDir
    private Path sockets;

    private List<Path> namesBefore;

    @BeforeEach
    void listNames() throws IOException {
        namesBefore = ShmPair.names();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(ShmPair.names()).isEqualTo(namesBefore);
        assertThat(shared.budget().usedBytes()).isZero();
        assertThat(received.budget().usedBytes()).isZero();
    }

    /// Waits until what is being sent has its name.
    private void awaitName() throws IOException {
        while (ShmPair.names().stream().noneMatch(this::isHandedOver)) {
            Thread.onSpinWait();
        }
    }

    private boolean isHandedOver(Path name) {
        return name.getFileName().toString().contains("-") && !namesBefore.contains(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        near | abort | was closed here while writing
        near | close | was closed here while writing
        far  | abort | 'failed while writing: (Broken pipe|Connection reset by peer)'
        far  | close | 'failed while writing: (Broken pipe|Connection reset by peer)'
        """)
    void aMessageThatIsHalfOutWhenAnEndGoesIsTakenBackAtOnce(String end, String how, String message) throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, settings);
                Lease lease = shared.lease(Ownership.LEASED)) {
            Background<Void> writing = Background.run(() -> {
                pair.near().write(PeerInAJvmOfItsOwn.stalling(lease));
                return null;
            });
            awaitName();
            Connection goes = end.equals("near") ? pair.near() : pair.far();
            if (how.equals("abort")) {
                goes.abort();
            } else {
                goes.close();
            }
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(writing::await)
                    // Which of the two it is, the system says by what the writer finds first: the end, or what it has
                    // lost by it.
                    .withMessageMatching(
                            Pattern.quote("connection to " + pair.near().peerAddress() + " ") + message);
            assertThat(ShmPair.names()).noneMatch(this::isHandedOver);
        }
    }

    /// Its file has a name for the peer by then, so that nobody is given the memory anew.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sharedMemoryThatIsClosedWhileItsMessageWaitsArrives(boolean isVirtual) throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, settings)) {
            Lease lease = shared.lease(Ownership.LEASED);
            List<Blob> blobs = PeerInAJvmOfItsOwn.stalling(lease);
            MemorySegment memory = blobs.get(0).content().segments().get(0);
            List<Blob> expected = List.of(new Blob(Frame.of(memory.toArray(ValueLayout.JAVA_BYTE))), blobs.get(1));
            Background<Void> writing = Background.run(TransportSuite.kindOf(isVirtual), () -> {
                pair.near().write(blobs);
                return null;
            });
            awaitName();
            lease.close();
            assertThat(memory.scope().isAlive()).isFalse();
            assertThat(shared.budget().usedBytes()).isZero();
            try (Received message = pair.far().read()) {
                assertThat(message.value()).isEqualTo(expected);
            }
            writing.await();
        }
    }

    @Test
    void aMessageWhoseMemoryIsClosedLeavesNoNameToAPeerThatIsGone() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, settings);
                Lease lease = shared.lease(Ownership.LEASED)) {
            pair.far().abort();
            List<Blob> blobs = List.of(
                    new Blob(Frame.of(lease.allocate(BYTE_SIZE, 64))), new Blob(Frame.of(ClosedMemory.ofBytes(1000))));
            assertThatIllegalStateException().isThrownBy(() -> pair.near().write(blobs));
        }
    }

    /// Does something when bytes have been copied to shared memory: they have no name yet.
    private record WhenCopied(Runnable action) implements TransferListener {
        @Override
        public void messageStarted(long byteSize) {}

        @Override
        public void bytesMoved(long byteCount) {
            action.run();
        }
    }

    @Test
    void aSenderThatIsInterruptedWhenItsPeerIsGoneTakesItsNamesBack() throws Exception {
        try (ShmPair pair = ShmPair.connect(sockets, settings)) {
            pair.near().observe(new WhenCopied(() -> {
                pair.far().abort();
                Thread.currentThread().interrupt();
            }));
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> pair.near().write(Blob.random(BYTE_SIZE, 1)))
                    .withMessage("connection to " + pair.near().peerAddress() + " was interrupted here while writing");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /// What is shared has its name by then, and the socket takes no more.
    @Test
    void aSenderThatIsKilledBetweenTheNameAndTheMessage() throws Exception {
        ShmTransport transport = new ShmTransport();
        try (FrameListener listener = transport.listen(ShmPair.anywhere(sockets), settings)) {
            Process peer = PeerInAJvmOfItsOwn.start(
                    List.of(), "stall", "SHM", listener.address().toString());
            try (Connection far = Connection.shakeHands(listener.accept(), settings, settings.connectTimeout())) {
                awaitName();
                peer.destroyForcibly().waitFor();
                assertThatExceptionOfType(ConnectionClosedException.class)
                        .isThrownBy(far::read)
                        .withMessageMatching(far.peerAddress() + " closed the connection after [0-9]+ of [0-9]+ bytes");
            }
            try (Stream<Path> folders = Files.list(SharedMemory.standard().base())) {
                assertThat(folders.map(Path::getFileName).map(Path::toString))
                        .noneMatch(name -> name.startsWith(peer.pid() + "-"));
            }
        }
    }

    @Test
    void bothEndsThatGoAtOnceWhileMessagesAreOnTheirWay() throws Exception {
        System.out.println("seed " + SEED);
        for (int round = 0; round < 300; round++) {
            Random random = new Random(SEED + round);
            Random ofNear = new Random(random.nextLong());
            Random ofFar = new Random(random.nextLong());
            int howNear = random.nextInt(2);
            try (ShmPair pair = ShmPair.connect(sockets, settings)) {
                List<Background<Void>> busy = List.of(
                        Background.run(() -> send(pair.near(), ofNear)),
                        Background.run(() -> receive(pair.far())),
                        Background.run(() -> send(pair.far(), ofFar)),
                        Background.run(() -> receive(pair.near())));
                LockSupport.parkNanos(random.nextLong(2_000_000));
                Background<Void> ending = Background.run(() -> end(pair.near(), howNear));
                end(pair.far(), random.nextInt(2));
                ending.await();
                for (Background<Void> one : busy) {
                    assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(one::await);
                }
            }
            assertThat(ShmPair.names()).as("round " + round).isEqualTo(namesBefore);
        }
    }

    private static Void end(Connection connection, int how) {
        if (how == 0) {
            connection.close();
        } else {
            connection.abort();
        }
        return null;
    }

    private Void send(Connection connection, Random random) throws IOException {
        while (true) {
            try (Lease lease = shared.lease(Ownership.LEASED)) {
                MemorySegment memory = lease.allocate(1 + random.nextInt(BYTE_SIZE), 64);
                connection.write(List.of(new Blob(Frame.of(memory)), Blob.random(random.nextInt(100_000), 1)));
            }
        }
    }

    private static Void receive(Connection connection) throws IOException {
        while (true) {
            connection.read().close();
        }
    }
}
