package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.comm.inproc.InprocTransport;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.ToPickle;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InprocTransportTest extends TransportSuite {
    // As InprocTransport says.
    private static final int MESSAGES_AHEAD = 16;

    private final InprocTransport transport = new InprocTransport();

    @Override
    Transport transport() {
        return transport;
    }

    @Override
    Address anywhere() {
        return Address.parse("inproc://");
    }

    @Override
    boolean movesBytes() {
        return false;
    }

    private @Nullable Object passes(Object message) throws IOException {
        near.write(message);
        try (Received received = far.read()) {
            return received.value();
        }
    }

    private static byte firstByteOf(Received received) {
        return received.as(Blob.class).content().segments().get(0).get(ValueLayout.JAVA_BYTE, 0);
    }

    @Test
    void anObjectArrivesAsItIs() throws IOException {
        Blob blob = Blob.of("x");
        Object stranger = new Object();
        PyDict message = PyDict.of("a", blob, "b", List.of(stranger));
        assertThat(passes(message)).isEqualTo(PyDict.of("a", blob, "b", PyTuple.of(stranger)));
        assertThat(passes(blob)).isSameAs(blob);
        assertThat(passes(stranger)).isSameAs(stranger);
    }

    @Test
    void whatIsMarkedArrivesWithoutItsMark() throws IOException {
        Blob blob = Blob.of("x");
        assertThat(passes(new Serialize(blob))).isSameAs(blob);
        assertThat(passes(List.of(new ToPickle(blob)))).isEqualTo(PyTuple.of(blob));
        // A pickle tells lists from tuples, msgpack does not.
        near.write(List.of(List.of(1), new Serialize(List.of(1, PyTuple.of(2)))));
        try (Received lists = far.read()) {
            assertThat(lists.as(PyTuple.class)).element(0).isInstanceOf(PyTuple.class);
            assertThat(lists.as(PyTuple.class))
                    .element(1)
                    .isInstanceOf(ArrayList.class)
                    .isEqualTo(List.of(1L, PyTuple.of(2L)));
        }
    }

    @Test
    void plainValuesArriveAsOverAnyTransport() throws Exception {
        Map<String, Object> message = Map.of(
                "int",
                1,
                "short",
                (short) 2,
                "byte",
                (byte) 3,
                "float",
                1.5f,
                "big",
                BigInteger.TEN,
                "huge",
                BigInteger.ONE.shiftLeft(63),
                "bytes",
                new byte[] {1, 2},
                "set",
                Set.of(1),
                "map",
                Map.of(1, true));
        PyDict expected = PyDict.of(
                "int",
                1L,
                "short",
                2L,
                "byte",
                3L,
                "float",
                1.5,
                "big",
                10L,
                "huge",
                BigInteger.ONE.shiftLeft(63),
                "bytes",
                Bytes.of((byte) 1, (byte) 2),
                "set",
                PySet.of(1L),
                "map",
                PyDict.of(1L, true));
        assertThat(passes(message)).isEqualTo(expected);
        try (Server server = Server.listen("tcp://127.0.0.1:0");
                Client client = Client.connect(server.address().toString());
                Received echo = client.call("echo", Map.of("data", message))) {
            assertThat(echo.value()).isEqualTo(expected);
        }
    }

    @Test
    void aContainerThatIsChangedAfterwardsIsNotSeenToChange() throws IOException {
        List<Object> list = new ArrayList<>(List.of("a"));
        PyDict inner = PyDict.of("k", 1L);
        PyDict message = PyDict.of("list", list, "inner", new Serialize(inner));
        near.write(message);
        list.add("b");
        inner.put("k", 2L);
        message.put("more", true);
        try (Received received = far.read()) {
            assertThat(received.value()).isEqualTo(PyDict.of("list", PyTuple.of("a"), "inner", PyDict.of("k", 1L)));
        }
    }

    @Test
    void whatHoldsItselfIsRefused() throws Exception {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> near.write(list))
                .withMessage("value nests deeper than 511 levels");
        carries("next");
    }

    @Test
    void theSendersMemoryIsTheReceivers() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(100);
            near.write(new Blob(Frame.of(memory)));
            memory.set(ValueLayout.JAVA_BYTE, 0, (byte) 7);
            try (Received received = far.read()) {
                assertThat(firstByteOf(received)).isEqualTo((byte) 7);
            }
        }
        assertThat(pool.budget().usedBytes()).isZero();
    }

    @Test
    void memoryThatTheSenderClosesIsClosedForTheReceiver() throws Exception {
        try (Arena arena = Arena.ofShared()) {
            near.write(new Blob(Frame.of(arena.allocate(100))));
        }
        try (Received received = far.read()) {
            assertThatIllegalStateException().isThrownBy(() -> firstByteOf(received));
        }
        carries("next");
    }

    @Test
    void memoryThatIsHeldLastsUntilTheReceiverHasClosedIt() throws IOException {
        Received received;
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment memory = lease.allocate(100, 1);
            memory.set(ValueLayout.JAVA_BYTE, 0, (byte) 7);
            near.write(new Blob(Frame.of(memory)), settings.serialization(), lease.hold());
            received = far.read();
        }
        assertThat(firstByteOf(received)).isEqualTo((byte) 7);
        Lease.Hold kept = received.lease().hold();
        received.close();
        assertThat(firstByteOf(received)).isEqualTo((byte) 7);
        kept.close();
        assertThatIllegalStateException().isThrownBy(() -> firstByteOf(received));
        assertThat(pool.budget().usedBytes()).isZero();
    }

    @Test
    void holdsOfMessagesThatNobodyReadsAreClosed() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        Lease.Hold hold = closed::incrementAndGet;
        near.write("unread", settings.serialization(), hold);
        assertThat(closed).hasValue(0);
        far.close();
        assertThat(closed).hasValue(1);
        assertThatIOException().isThrownBy(() -> near.write("late", settings.serialization(), hold));
        assertThat(closed).hasValue(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> near.write(Map.of(Map.of(), 1), settings.serialization(), hold));
        assertThat(closed).hasValue(3);
    }

    @Test
    void aListenerThatThrowsLosesNoMemory() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        AtomicBoolean throwing = new AtomicBoolean(true);
        far.observe(new TransferListener() {
            @Override
            public void messageStarted(long byteSize) {
                if (throwing.getAndSet(false)) {
                    throw new IllegalStateException("not now");
                }
            }

            @Override
            public void bytesMoved(long byteCount) {
                throw new AssertionError("no bytes move");
            }
        });
        near.write("lost", settings.serialization(), closed::incrementAndGet);
        assertThatIllegalStateException().isThrownBy(far::read).withMessage("not now");
        assertThat(closed).hasValue(1);
        carries("next");
        assertThat(closed).hasValue(1);
    }

    @Test
    void anAbortDropsWhatWasWritten() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        near.write("unread", settings.serialization(), closed::incrementAndGet);
        near.abort();
        assertThat(closed).hasValue(1);
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(far::read)
                .withMessage(near.localAddress() + " closed the connection");
    }

    @Test
    void whatWasSerializedBeforeIsOpened() throws IOException {
        Blob blob = Blob.random(100_000, 1);
        Object closed = Blob.SERIALIZATION.serialize(blob, Context.local());
        assertThat(passes(List.of("x", closed, List.of(PyDict.of("deep", closed)))))
                .isEqualTo(PyTuple.of("x", blob, PyTuple.of(PyDict.of("deep", blob))));
        near.write(closed);
        Serialization jvmOnly = Serialization.standard().accepting("jvm");
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> far.read(Ownership.LEASED, jvmOnly))
                .withMessage("object was serialized by family 'dask', only [jvm] are accepted");
        assertThat(passes("next")).isEqualTo("next");
    }

    private void fill(Connection connection) throws IOException {
        for (long i = 0; i < MESSAGES_AHEAD; i++) {
            connection.write(i);
        }
    }

    @Test
    void aWriterIsNoMoreThanSomeMessagesAhead() throws Exception {
        fill(near);
        Background<Void> writing = Background.run(() -> {
            near.write("one more");
            return null;
        });
        writing.awaitInside(Connection.class, "write");
        assertThatIllegalStateException()
                .isThrownBy(() -> near.write("second"))
                .withMessage("another thread is writing to " + near.peerAddress());
        for (long i = 0; i < MESSAGES_AHEAD; i++) {
            try (Received received = far.read()) {
                assertThat(received.value()).isEqualTo(i);
            }
        }
        writing.await();
        try (Received received = far.read()) {
            assertThat(received.value()).isEqualTo("one more");
        }
    }

    private void closeEndsAWaitingWrite(Connection closing, String message) throws Exception {
        fill(near);
        Background<Void> writing = Background.run(() -> {
            near.write("one more");
            return null;
        });
        writing.awaitInside(Connection.class, "write");
        closing.close();
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(writing::await)
                .withMessage(message, near.peerAddress());
    }

    @Test
    void aCloseByThePeerEndsAWaitingWrite() throws Exception {
        closeEndsAWaitingWrite(far, "%s closed the connection");
    }

    @Test
    void aCloseByAnotherThreadEndsAWaitingWrite() throws Exception {
        closeEndsAWaitingWrite(near, "connection to %s was closed here while writing");
    }

    @Test
    void anyTextIsANameThatOnlyOneListensUnder() throws Exception {
        Address name = Address.parse("inproc://a name/with #marks");
        try (Listener first = transport.listen(name, settings)) {
            assertThat(first.address()).isEqualTo(name);
            assertThatIOException()
                    .isThrownBy(() -> transport.listen(name, settings))
                    .withMessage("cannot listen on inproc://a name/with #marks: somebody does already");
        }
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> transport.connect(name, settings.connectTimeout(), settings))
                .withMessage("cannot connect to inproc://a name/with #marks: nobody in this process listens there")
                .returns(ConnectFailedException.Reason.REFUSED, ConnectFailedException::reason);
        transport.listen(name, settings).close();
        assertThat(listener.address().toString())
                .matches("inproc://" + ProcessHandle.current().pid() + "/\\d+");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Connection.connect("inproc://", settings))
                .withMessage("address 'inproc://' names nobody to connect to");
    }

    @Test
    void encryptionIsNotMissed() throws IOException {
        ConnectionSettings careful = settings.with(Security.none().withEncryptionRequired(true));
        try (Server server = Server.listen(careful, List.of("inproc://"));
                Client client = Client.connect(server.address().toString(), careful)) {
            client.ping();
        }
    }

    @Test
    void connectionsThatNobodyAcceptsEndWithTheListener() throws Exception {
        Listener unanswered = transport.listen(anywhere(), settings);
        ObjectChannel waiting =
                (ObjectChannel) transport.connect(unanswered.address(), settings.connectTimeout(), settings);
        unanswered.close();
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(waiting::read)
                .withMessage(unanswered.address() + " closed the connection");
    }

    @Test
    void aServerLendsWhatItHoldsUntilTheClientHasClosedIt() throws Exception {
        try (Server server = Server.listen(settings, List.of("inproc://", "tcp://127.0.0.1:0"));
                Client inside = Client.connect(server.address().toString(), settings);
                Client outside = Client.connect(server.addresses().get(1).toString(), settings)) {
            Blob blob = Blob.random(200_000, 3);
            outside.put("x", blob);
            // Whoever is answered again has the server done with what he put, but for keeping it.
            assertThat(outside.keys()).containsExactly("x");
            long held = pool.budget().usedBytes();
            Received lent = inside.get("x");
            assertThat(server.remove("x")).isTrue();
            assertThat(lent.value()).isEqualTo(blob);
            assertThat(pool.budget().usedBytes()).isEqualTo(held);
            lent.close();
            assertThatIllegalStateException().isThrownBy(() -> firstByteOf(lent));
            assertThat(pool.budget().usedBytes()).isZero();
        }
    }

    @Test
    void whatIsLentIsCopiedForWhoLeavesItToTheCollector() throws Exception {
        try (Server server = Server.listen(settings, List.of("inproc://", "tcp://127.0.0.1:0"));
                Client inside = Client.connect(
                        server.address().toString(), settings.with(MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0)));
                Client outside = Client.connect(server.addresses().get(1).toString(), settings)) {
            Blob blob = Blob.random(200_000, 3);
            outside.put("x", blob);
            // Whoever is answered again has the server done with what he put, but for keeping it.
            assertThat(outside.keys()).containsExactly("x");
            Received copied = inside.get("x", Ownership.AUTOMATIC);
            copied.close();
            assertThat(server.remove("x")).isTrue();
            assertThat(pool.budget().usedBytes()).isZero();
            assertThat(copied.value()).isEqualTo(blob);
        }
    }

    @Test
    void aServerHoldsTheVeryObject() throws Exception {
        try (Server server = Server.listen(settings, List.of("inproc://"));
                Client client = Client.connect(server.address().toString(), settings)) {
            Blob mine = Blob.of("mine");
            client.put("y", mine);
            try (Received echo = client.call("echo", Map.of("data", mine));
                    Received back = client.get("y")) {
                assertThat(echo.value()).isSameAs(mine);
                assertThat(back.value()).isSameAs(mine);
            }
        }
    }

    @Test
    void errorsAreToldAsElsewhere() throws Exception {
        try (Server server = Server.listen(settings, List.of("inproc://"));
                Client client = Client.connect(server.address().toString(), settings)) {
            server.handle("fail", request -> {
                throw new IllegalArgumentException("no");
            });
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> client.call("fail", Map.of()))
                    .withMessage(server.address() + " failed at 'fail': ValueError('no')");
            client.ping();
        }
    }
}
