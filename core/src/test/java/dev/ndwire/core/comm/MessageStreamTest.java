package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Family;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStreamTest {
    private static final ConnectionSettings SETTINGS =
            ConnectionSettings.standard().with(Blob.SERIALIZATION);
    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<Object> notes = new LinkedBlockingQueue<>();

    private Server listen(String address) throws IOException {
        Server server = Server.listen(SETTINGS, List.of(address));
        server.handleStream("note", message -> notes.add(message.arguments()));
        return server;
    }

    private static Connection connect(Server server) throws IOException {
        return Connection.connect(server.address().toString(), SETTINGS);
    }

    private static MessageStream stream(Server server, Duration interval) throws IOException {
        return MessageStream.over(connect(server), interval);
    }

    private static PyDict note(long number) {
        return PyDict.of("op", "note", "number", number);
    }

    private List<Object> heard(int count) throws InterruptedException {
        List<Object> heard = new ArrayList<>();
        while (heard.size() < count) {
            heard.add(((PyDict) notes.take()).get("number"));
        }
        return heard;
    }

    private static List<Object> numbers(long count) {
        List<Object> numbers = new ArrayList<>();
        for (long number = 0; number < count; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "inproc://"})
    void keepsTheOrderOfItsMessages(String address) throws Exception {
        try (Server server = listen(address);
                MessageStream stream = stream(server, Duration.ZERO)) {
            for (long number = 0; number < 10_000; number++) {
                stream.send(note(number));
            }
            stream.flush();
            assertThat(heard(10_000)).isEqualTo(numbers(10_000));
            assertThat(stream.messageCount()).isEqualTo(10_000);
            assertThat(stream.batchCount()).isBetween(1L, 10_000L);
        }
    }

    @Test
    void whatComesBeforeTheIntervalIsOverGoesTogether() throws Exception {
        try (Server server = listen("tcp://127.0.0.1:0")) {
            MessageStream stream = stream(server, LONG);
            stream.send(note(0));
            // At once, after a pause.
            stream.flush();
            assertThat(heard(1)).isEqualTo(List.of(0L));
            for (long number = 1; number < 100; number++) {
                stream.send(note(number));
            }
            assertThat(stream.batchCount()).isEqualTo(1);
            assertThat(stream.messageCount()).isEqualTo(1);
            stream.close();
            assertThat(heard(99)).isEqualTo(numbers(100).subList(1, 100));
            assertThat(stream.batchCount()).isEqualTo(2);
        }
    }

    @Test
    void waitsForTheInterval() throws Exception {
        Duration interval = Duration.ofMillis(30);
        try (Server server = listen("tcp://127.0.0.1:0");
                MessageStream stream = stream(server, interval)) {
            long start = System.nanoTime();
            for (long number = 0; number < 4; number++) {
                stream.send(note(number));
                stream.flush();
            }
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3 * interval.toNanos());
            assertThat(stream.batchCount()).isEqualTo(4);
        }
    }

    @Test
    void manyThreadsSendOverOne() throws Exception {
        try (Server server = listen("tcp://127.0.0.1:0")) {
            MessageStream stream = stream(server, Duration.ofMillis(1));
            List<Background<Void>> threads = new ArrayList<>();
            for (long first = 0; first < 4000; first += 1000) {
                long from = first;
                threads.add(Background.run(() -> {
                    for (long number = from; number < from + 1000; number++) {
                        stream.send(note(number));
                    }
                    return null;
                }));
            }
            for (Background<Void> thread : threads) {
                thread.await();
            }
            stream.close();
            assertThat(heard(4000)).containsExactlyInAnyOrderElementsOf(numbers(4000));
        }
    }

    @Test
    void requestsAndBatchesShareAConnection() throws Exception {
        try (Server server = listen("tcp://127.0.0.1:0");
                Connection connection = connect(server)) {
            connection.write(List.of(note(0), note(1)));
            connection.write(PyDict.of("op", "ping"));
            connection.read().close();
            assertThat(notes).hasSize(2);
            connection.write(List.of(note(2), PyDict.of("op", "close-stream"), note(3)));
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(connection::read);
            assertThat(heard(3)).isEqualTo(numbers(3));
        }
    }

    @Test
    void theArraysOfABatchLiveWhileItIsHandled() throws Exception {
        Blob blob = Blob.random(100_000, 1);
        try (Server server = listen("tcp://127.0.0.1:0")) {
            BlockingQueue<Boolean> same = new LinkedBlockingQueue<>();
            server.handleStream("blob", message -> same.add(blob.equals(message.argument("blob"))));
            AtomicInteger closed = new AtomicInteger();
            try (MessageStream stream = stream(server, Duration.ZERO)) {
                stream.send(PyDict.of("op", "blob", "blob", blob), closed::incrementAndGet);
                stream.flush();
                assertThat(closed).hasValue(1);
            }
            assertThat(same.take()).isTrue();
        }
    }

    private static void failsInTheEnd(MessageStream stream, Object message) {
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(() -> {
                    while (true) {
                        stream.send(message);
                        stream.flush();
                    }
                })
                .withMessageStartingWith("stream to ")
                .withMessageContaining(" failed: ");
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> stream.send(message));
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(stream::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "inproc://"})
    void isToldWhatTheServerCannotHandle(String address) throws Exception {
        try (Server server = listen(address)) {
            server.handleStream("fail", message -> {
                throw new IllegalArgumentException("no");
            });
            failsInTheEnd(stream(server, Duration.ZERO), PyDict.of("op", "fail"));
            failsInTheEnd(stream(server, Duration.ZERO), PyDict.of("op", "unknown"));
            failsInTheEnd(stream(server, Duration.ZERO), PyDict.of("no", "op"));
            failsInTheEnd(stream(server, Duration.ZERO), "no map");
            try (Connection connection = connect(server)) {
                connection.write(PyDict.of("op", "ping"));
                connection.read().close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "inproc://"})
    void isToldThatTheServerCannotReadWhatItSends(String address) throws Exception {
        ConnectionSettings choosy = ConnectionSettings.standard().with(Blob.SERIALIZATION.accepting("jvm"));
        Serialized closed = Blob.SERIALIZATION.serialize(Blob.of("x"), Context.local());
        try (Server server = Server.listen(choosy, List.of(address))) {
            server.handleStream("note", message -> notes.add(message.arguments()));
            failsInTheEnd(stream(server, Duration.ZERO), PyDict.of("op", "note", "blob", closed));
            // Where it has been understood before, too.
            MessageStream stream = stream(server, Duration.ZERO);
            stream.send(note(0));
            stream.flush();
            assertThat(heard(1)).isEqualTo(List.of(0L));
            failsInTheEnd(stream, PyDict.of("op", "note", "blob", closed));
            assertThat(notes).isEmpty();
            try (Connection connection = connect(server)) {
                connection.write(PyDict.of("op", "ping", "blob", closed));
                try (Received refusal = connection.read()) {
                    assertThat(refusal.as(PyDict.class).get("exception_text"))
                            .asString()
                            .startsWith("TypeError(");
                }
                connection.write(PyDict.of("op", "ping"));
                connection.read().close();
                connection.write(PyDict.of("op", "ping", "reply", false, "blob", closed));
                assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(connection::read);
            }
        }
    }

    @Test
    void isToldWhatCannotBeSerialized() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (Server server = listen("tcp://127.0.0.1:0")) {
            MessageStream stream = stream(server, LONG);
            stream.send(PyDict.of("op", "note", "number", new Object()), closed::incrementAndGet);
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(stream::flush)
                    .withCauseInstanceOf(SerializationException.class);
            assertThat(closed).hasValue(1);
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> stream.send("late", closed::incrementAndGet));
            assertThat(closed).hasValue(2);
        }
    }

    @Test
    void isToldOfAnErrorThatIsNobodysFault() throws Exception {
        Family gone = Family.of(
                "gone",
                (value, context) -> {
                    throw new NoClassDefFoundError("dev/Gone");
                },
                (header, frames, context) -> header);
        ConnectionSettings broken =
                SETTINGS.with(Blob.SERIALIZATION.with(gone).writing("gone").accepting("gone"));
        AtomicInteger closed = new AtomicInteger();
        try (Server server = listen("tcp://127.0.0.1:0")) {
            MessageStream stream =
                    MessageStream.over(Connection.connect(server.address().toString(), broken), Duration.ZERO);
            stream.send(PyDict.of("op", "note", "number", new Object()), closed::incrementAndGet);
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(stream::flush)
                    .withMessage("stream to " + server.address() + " failed: dev/Gone")
                    .withCauseInstanceOf(NoClassDefFoundError.class);
            assertThat(closed).hasValue(1);
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> stream.send(note(1)));
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(stream::close);
        }
        Background.awaitEndOfThreadsNamed("ndwire-stream-");
    }

    @Test
    void aHoldThatThrowsEndsTheStream() throws Exception {
        try (Server server = listen("tcp://127.0.0.1:0")) {
            MessageStream stream = stream(server, Duration.ZERO);
            stream.send(note(0), () -> {
                throw new AssertionError("not mine");
            });
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(stream::flush)
                    .withMessage("stream to " + server.address() + " failed: not mine");
        }
        Background.awaitEndOfThreadsNamed("ndwire-stream-");
    }

    @Test
    void anAbortLosesWhatWasNotWritten() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (Server server = listen("tcp://127.0.0.1:0")) {
            MessageStream stream = stream(server, LONG);
            stream.send(note(0));
            stream.flush();
            stream.send(note(1), closed::incrementAndGet);
            Background<Void> flushing = Background.run(() -> {
                stream.flush();
                return null;
            });
            flushing.awaitInside(MessageStream.class, "flush");
            stream.abort();
            assertThat(closed).hasValue(1);
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(flushing::await)
                    .withMessage("stream to " + server.address() + " failed: it was aborted here");
        }
        Background.awaitEndOfThreadsNamed("ndwire-stream-");
    }

    @Test
    void aClosedStreamTakesNothing() throws Exception {
        try (Server server = listen("tcp://127.0.0.1:0")) {
            MessageStream stream = stream(server, Duration.ZERO);
            stream.send(note(0));
            stream.close();
            stream.close();
            assertThat(heard(1)).isEqualTo(List.of(0L));
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> stream.send(note(1)))
                    .withMessage("stream to " + server.address() + " was closed here");
        }
        Background.awaitEndOfThreadsNamed("ndwire-stream-");
    }

    @Test
    void whoSendsFasterThanThePeerReadsWaits() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        try (Server server = listen("inproc://")) {
            server.handleStream("wait", message -> goOn.await());
            MessageStream stream = stream(server, Duration.ZERO);
            Background<Void> sending = Background.run(() -> {
                stream.send(Map.of("op", "wait"));
                for (int i = 0; i < 2_000_000; i++) {
                    stream.send(note(i));
                    sent.incrementAndGet();
                }
                return null;
            });
            sending.awaitInside(AbstractQueuedSynchronizer.ConditionObject.class, "await");
            assertThat(sent.get()).isLessThan(2_000_000);
            stream.abort();
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(sending::await);
            goOn.countDown();
        }
    }

    @Test
    void asManyMessagesWaitAsItIsTold() throws Exception {
        try (Server server = listen("inproc://")) {
            MessageStream stream = MessageStream.over(connect(server), LONG, 2);
            stream.send(note(0));
            // From here on all wait for the interval to be over.
            stream.flush();
            stream.send(note(1));
            stream.send(note(2));
            Background<Void> sending = Background.run(() -> {
                stream.send(note(3));
                return null;
            });
            sending.awaitInside(AbstractQueuedSynchronizer.ConditionObject.class, "await");
            stream.abort();
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(sending::await);
        }
        try (Server server = listen("inproc://");
                Connection connection = connect(server)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MessageStream.over(connection, LONG, 0))
                    .withMessage("maxWaiting is 0, expected at least 1");
        }
    }

    @Test
    void refusesAnIntervalBelowZero() throws Exception {
        try (Server server = listen("inproc://");
                Connection connection = connect(server)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MessageStream.over(connection, Duration.ofMillis(-1)))
                    .withMessage("interval is PT-0.001S, expected at least zero");
            connection.write(PyTuple.of(note(0)));
            assertThat(heard(1)).isEqualTo(List.of(0L));
        }
    }
}
