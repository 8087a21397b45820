package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every transport must do. A class for a transport extends this and names it.
abstract class TransportSuite {
    final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    final ConnectionSettings settings = ConnectionSettings.standard()
            .with(Blob.SERIALIZATION)
            .with(pool)
            .with(security())
            .withConnectTimeout(Duration.ofSeconds(30));

    Listener listener;
    Connection near;
    Connection far;
    Channel farChannel;

    @TempDir
    Path folder;

    /// The transport under test.
    abstract Transport transport();

    /// Whom to trust.
    Security security() {
        return Security.none();
    }

    /// Where to listen: any free place.
    abstract Address anywhere();

    @BeforeEach
    void connect() throws Exception {
        listener = transport().listen(anywhere(), settings);
        Background<Channel> accepted = Background.run(listener::accept);
        Channel nearChannel = transport().connect(listener.address(), settings.connectTimeout(), settings);
        farChannel = accepted.await();
        Background<Connection> shaken =
                Background.run(() -> Connection.shakeHands(farChannel, settings, settings.connectTimeout()));
        near = Connection.shakeHands(nearChannel, settings, settings.connectTimeout());
        far = shaken.await();
    }

    @AfterEach
    void closeAndCountMemory() {
        near.close();
        far.close();
        listener.close();
        assertThat(pool.budget().usedBytes()).isZero();
    }

    final void carries(Object message) throws Exception {
        Background<Void> writing = Background.run(() -> {
            near.write(message);
            return null;
        });
        try (Received received = far.read()) {
            assertThat(received.value()).isEqualTo(message);
        }
        writing.await();
    }

    @Test
    void shakesHandsAndKnowsBothEnds() {
        assertThat(near.handshake()).isEqualTo(far.handshake()).isEqualTo(new Handshake(5, null));
        assertThat(near.peerAddress()).isEqualTo(far.localAddress()).isEqualTo(listener.address());
        assertThat(far.peerAddress()).isEqualTo(near.localAddress());
    }

    @Test
    void carriesMessagesBothWays() throws Exception {
        for (long i = 0; i < 100; i++) {
            carries(PyDict.of("i", i, "bytes", Bytes.utf8("x")));
            far.write(List.of("back", i));
            try (Received back = near.read()) {
                assertThat(back.value()).isEqualTo(List.of("back", i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 16_384, 65_535, 65_536, 65_537, 1 << 20, (5 << 20) + 3})
    void carriesFramesOfEverySize(int byteSize) throws Exception {
        carries(Blob.random(byteSize, 1));
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(byteSize);
            Blob.random(byteSize, 2).content().copyTo(memory);
            carries(List.of(new Blob(Frame.of(memory)), Blob.random(byteSize, 3), "end"));
        }
    }

    @Test
    void carriesMoreFramesThanOneWriteGathers() throws Exception {
        List<Object> blobs = new ArrayList<>();
        try (Arena arena = Arena.ofShared()) {
            for (int i = 0; i < 500; i++) {
                MemorySegment memory = arena.allocate(4000 + i);
                Blob.random(4000 + i, i).content().copyTo(memory);
                blobs.add(i % 3 == 0 ? Blob.random(i, i) : new Blob(Frame.of(memory)));
            }
            carries(blobs);
        }
    }

    @Test
    void carriesMemoryOfEveryKind() throws Exception {
        int byteSize = 300_000;
        Blob expected = Blob.random(byteSize, 4);
        Path file = folder.resolve("mapped");
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared();
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            List<MemorySegment> kinds = List.of(
                    MemorySegment.ofArray(new byte[byteSize]),
                    MemorySegment.ofArray(new long[byteSize / 8]),
                    MemorySegment.ofArray(new double[byteSize / 8]),
                    shared.allocate(byteSize),
                    Arena.ofAuto().allocate(byteSize),
                    shared.allocate(byteSize + 1).asSlice(1),
                    confined.allocate(byteSize),
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, shared));
            for (MemorySegment memory : kinds) {
                expected.content().copyTo(memory);
                // A confined arena is for this thread alone, so this one writes.
                Background<Received> reading = Background.run(far::read);
                near.write(new Blob(Frame.of(memory)));
                try (Received received = reading.await()) {
                    assertThat(received.value()).isEqualTo(expected);
                }
            }
            Frame rope = Frame.join(kinds.stream()
                    .map(memory -> Frame.of(memory).slice(5, 100_000))
                    .toList());
            Background<Received> reading = Background.run(far::read);
            near.write(new Blob(rope));
            try (Received received = reading.await()) {
                assertThat(received.value()).isEqualTo(new Blob(rope));
            }
        }
    }

    @Test
    void carriesLargeMessagesBothWaysAtOnce() throws Exception {
        Blob blob = Blob.random(20 << 20, 5);
        Background<Received> atNear = Background.run(near::read);
        Background<Received> atFar = Background.run(far::read);
        Background<Void> fromFar = Background.run(() -> {
            far.write(blob);
            return null;
        });
        near.write(blob);
        fromFar.await();
        try (Received one = atNear.await();
                Received other = atFar.await()) {
            assertThat(one.value()).isEqualTo(blob);
            assertThat(other.value()).isEqualTo(blob);
        }
    }

    // An end that was answered soon looks for the next message; both writers may then wait for the other end to read.
    @Test
    void carriesLargeMessagesBothWaysAtOnceAfterQuickOnes() throws Exception {
        Blob blob = Blob.random(8 << 20, 7);
        for (int round = 0; round < 10; round++) {
            exchangeQuickly();
            List<Background<Void>> writing = new ArrayList<>();
            for (Connection connection : List.of(near, far)) {
                writing.add(Background.<Void>run(() -> {
                            connection.write(blob);
                            return null;
                        })
                        .awaitInside(Connection.class, "write"));
            }
            Background<Received> atNear = Background.run(near::read);
            try (Received other = far.read();
                    Received one = atNear.await()) {
                assertThat(one.value()).isEqualTo(blob);
                assertThat(other.value()).isEqualTo(blob);
            }
            for (Background<Void> each : writing) {
                each.await();
            }
        }
    }

    @Test
    void whatWasWrittenBeforeAnEndArrives() throws Exception {
        Blob blob = Blob.random(3 << 20, 6);
        Background<Void> writing = Background.run(() -> {
            near.write(blob);
            near.close();
            return null;
        });
        try (Received received = far.read()) {
            assertThat(received.value()).isEqualTo(blob);
        }
        writing.await();
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(far::read)
                .withMessageContaining(near.localAddress().toString());
        near.close();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> near.write("late"));
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(near::read);
    }

    @Test
    void aCloseByAnotherThreadEndsAWaitingRead() {
        Background<Received> reading = Background.run(far::read).awaitInside(Connection.class, "readMessage");
        far.close();
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(reading::await)
                .withMessageContaining(far.peerAddress().toString());
    }

    static Thread.Builder kindOf(boolean isVirtual) {
        return isVirtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    }

    private void isCancelled(Background<?> work, String how) {
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(work::await)
                .withMessageStartingWith("connection to " + near.peerAddress() + " was " + how + " here ");
        assertThat(near.isOpen()).isFalse();
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> near.write("more"));
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(near::read);
    }

    /// Reads; says whether the thread's interrupt is still to be seen when that fails.
    private Received readNoting(AtomicBoolean interruptIsLeft) throws IOException {
        try {
            return near.read();
        } finally {
            interruptIsLeft.set(Thread.currentThread().isInterrupted());
        }
    }

    /// Writes until the peer, which does not read, takes no more.
    private Void writeNoting(AtomicBoolean interruptIsLeft) throws IOException {
        Blob blob = Blob.random(1 << 20, 1);
        try {
            while (true) {
                near.write(blob);
            }
        } finally {
            interruptIsLeft.set(Thread.currentThread().isInterrupted());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptCancelsARead(boolean isVirtual) {
        AtomicBoolean left = new AtomicBoolean();
        Background<Received> reading = Background.run(kindOf(isVirtual), () -> readNoting(left));
        reading.awaitInside(Connection.class, "readMessage").interrupt();
        isCancelled(reading, "interrupted");
        assertThat(left).isTrue();
        assertThatIOException().isThrownBy(far::read);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptCancelsAWrite(boolean isVirtual) {
        AtomicBoolean left = new AtomicBoolean();
        Background<Void> writing = Background.run(kindOf(isVirtual), () -> writeNoting(left));
        writing.awaitInside(Connection.class, "write").interrupt();
        isCancelled(writing, "interrupted");
        assertThat(left).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptThatCameBeforeCancelsARead(boolean isVirtual) {
        Background<Received> reading = Background.run(kindOf(isVirtual), () -> {
            Thread.currentThread().interrupt();
            return near.read();
        });
        isCancelled(reading, "interrupted");
    }

    /// After messages for which nobody had to wait, a socket does not wait.
    private void exchangeQuickly() throws IOException {
        for (long i = 0; i < 20; i++) {
            near.write(i);
            far.read().close();
            far.write(i);
            near.read().close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptThatCameBeforeCancelsAReadOfWhatIsThere(boolean isVirtual) throws Exception {
        exchangeQuickly();
        far.write("there");
        Background<Received> reading = Background.run(kindOf(isVirtual), () -> {
            Thread.currentThread().interrupt();
            return near.read();
        });
        isCancelled(reading, "interrupted");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptThatCameBeforeCancelsAWrite(boolean isVirtual) throws Exception {
        exchangeQuickly();
        Background<Void> writing = Background.run(kindOf(isVirtual), () -> {
            Thread.currentThread().interrupt();
            near.write("late");
            return null;
        });
        isCancelled(writing, "interrupted");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAbortByAnotherThreadCancelsARead(boolean isVirtual) {
        Background<Received> reading = Background.run(kindOf(isVirtual), near::read);
        reading.awaitInside(Connection.class, "readMessage");
        near.abort();
        isCancelled(reading, "closed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAbortByAnotherThreadCancelsAWrite(boolean isVirtual) {
        Background<Void> writing = Background.run(kindOf(isVirtual), () -> writeNoting(new AtomicBoolean()));
        writing.awaitInside(Connection.class, "write");
        near.abort();
        isCancelled(writing, "closed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptCancelsACall(boolean isVirtual) throws Exception {
        HeldHandler held = new HeldHandler();
        try (Server server = Server.listen(settings, List.of(anywhere().toString()))) {
            server.handle("stall", held);
            String address = server.address().toString();
            try (Client client = Client.connect(address, settings)) {
                Background<Received> calling = Background.run(
                        kindOf(isVirtual), () -> client.call("stall", Map.of("data", Blob.random(99_999, 1))));
                held.awaitRequest();
                calling.interrupt();
                assertThatExceptionOfType(ConnectionClosedException.class)
                        .isThrownBy(calling::await)
                        .withMessageStartingWith("connection to " + address + " was interrupted here ");
                assertThat(client.connection().isOpen()).isFalse();
            }
            held.letGo();
            try (Client next = Client.connect(address, settings)) {
                next.ping();
            }
            // The handler had the request's memory.
            while (pool.budget().usedBytes() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    /// Sums what it hears of one end.
    private static final class Sums implements TransferListener {
        private final AtomicLong total = new AtomicLong();
        private final AtomicLong moved = new AtomicLong();

        @Override
        public void messageStarted(long byteSize) {
            total.addAndGet(byteSize);
        }

        @Override
        public void bytesMoved(long byteCount) {
            assertThat(byteCount).isPositive();
            moved.addAndGet(byteCount);
        }
    }

    @Test
    void bothEndsAreToldHowMuchThereIsAndHowMuchHasMoved() throws Exception {
        Sums atNear = new Sums();
        Sums atFar = new Sums();
        near.observe(atNear);
        far.observe(atFar);
        carries(List.of(Blob.random(5 << 20, 1), "and", Blob.random(100, 2)));
        carries("short");
        assertThat(atFar.total).hasValue(atNear.total.get());
        for (Sums sums : List.of(atNear, atFar)) {
            // A prelude of a few words frames each message.
            assertThat(sums.moved.get()).isBetween(sums.total.get(), sums.total.get() + 256);
        }
        assertThat(atNear.total.get()).isGreaterThanOrEqualTo(movesBytes() ? 5 << 20 : 0);
    }

    /// Whether messages go over as bytes.
    boolean movesBytes() {
        return true;
    }

    @Test
    void connectingToNobodyIsRefused() {
        Address gone = listener.address();
        listener.close();
        assertThatIOException()
                .isThrownBy(() -> transport().connect(gone, settings.connectTimeout(), settings))
                .withMessageStartingWith("cannot connect to " + gone + ": ");
    }

    @Test
    void listeningInAPlaceThatIsTakenIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> transport().listen(listener.address(), settings))
                .withMessageStartingWith("cannot listen on " + listener.address() + ": ");
    }

    @Test
    void aCloseOfTheListenerEndsAWaitingAccept() {
        Background<Channel> accepting = Background.run(listener::accept).awaitInside(listener.getClass(), "accept");
        listener.close();
        assertThatIOException().isThrownBy(accepting::await);
    }

    @Test
    void aPeerThatSaysNothingIsGivenUp() {
        ConnectionSettings impatient = settings.withConnectTimeout(Duration.ofMillis(100));
        assertThatIOException()
                .isThrownBy(() -> Connection.connect(listener.address().toString(), impatient))
                .withMessage("no handshake from " + listener.address() + " within 100 ms");
    }
}
