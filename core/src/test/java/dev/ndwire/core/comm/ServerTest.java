package dev.ndwire.core.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.Background;
import dev.ndwire.core.Blob;
import dev.ndwire.core.ClosedMemory;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Family;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEnum;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:0";

    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(1L << 30), 0);
    private final ConnectionSettings settings =
            ConnectionSettings.standard().with(Blob.SERIALIZATION).with(pool);

    private Server server;
    private String address;

    @BeforeEach
    void listen() throws IOException {
        server = Server.listen(settings, List.of(ANYWHERE));
        address = server.address().toString();
    }

    @AfterEach
    void closeAndCountThreadsAndMemory() throws InterruptedException {
        server.close();
        Background.awaitEndOfThreadsNamed("ndwire-");
        assertThat(Background.threadsNamed("ndwire-")).isEmpty();
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private Client client() throws IOException {
        return Client.connect(address, settings);
    }

    private Connection connection() throws IOException {
        return Connection.connect(address, settings);
    }

    /// Writes a message and reads the answer, which holds no arrays.
    private static @Nullable Object ask(Connection connection, @Nullable Object message) throws IOException {
        connection.write(message);
        try (Received reply = connection.read()) {
            return reply.value();
        }
    }

    private static PyDict request(String op, Object... arguments) {
        PyDict request = PyDict.of("op", op);
        request.putAll(PyDict.of(arguments));
        return request;
    }

    @Test
    void answersEveryOperationOfAWorker() throws IOException {
        try (Connection peer = connection()) {
            assertThat(ask(peer, request("ping"))).isEqualTo(Bytes.utf8("pong"));
            assertThat(ask(peer, request("identity"))).isInstanceOfSatisfying(PyDict.class, identity -> {
                assertThat(identity.get("type")).isEqualTo("Server");
                assertThat(identity.get("id")).asString().startsWith("ndwire-");
            });
            assertThat(ask(peer, request("echo", "data", PyDict.of(1L, List.of("x")))))
                    .isEqualTo(PyDict.of(1L, List.of("x")));
            assertThat(ask(peer, request("echo"))).isNull();
            assertThat(ask(peer, request("keys"))).isEqualTo(List.of());
            PyDict data = PyDict.of("a", Blob.of("abc"), "b", new Serialize(Bytes.utf8("de")), "c", "text", "d", 5L);
            assertThat(ask(peer, request("update_data", "data", data)))
                    .isEqualTo(PyDict.of("nbytes", PyDict.of("a", 3L, "b", 2L, "c", 4L, "d", 32L), "status", "OK"));
            assertThat(ask(peer, request("keys"))).isEqualTo(List.of("a", "b", "c", "d"));
            assertThat(ask(peer, request("get_data", "keys", List.of("b", "missing", "c"))))
                    .isEqualTo(PyDict.of("status", "OK", "data", PyDict.of("b", Bytes.utf8("de"), "c", "text")));
            assertThat(ask(peer, request("free_keys", "keys", List.of("a", "missing"))))
                    .isNull();
            assertThat(ask(peer, request("keys"))).isEqualTo(List.of("b", "c", "d"));
        }
    }

    @Test
    void answersAnUnknownOperationWithNil() throws IOException {
        try (Connection peer = connection()) {
            assertThat(ask(peer, request("make_coffee"))).isNull();
            assertThat(ask(peer, request("ping"))).isEqualTo(Bytes.utf8("pong"));
        }
    }

    @Test
    void tellsOfAHandlerThatFailsAndGoesOn() throws IOException {
        server.handle("fail", request -> {
            throw new IllegalStateException("it's \"broken\"");
        });
        server.handle("overflow", request -> {
            throw new IOException();
        });
        try (Connection peer = connection();
                Client client = client()) {
            PyDict reply = (PyDict) answer(peer, request("fail"));
            assertThat(reply.get("status")).isEqualTo("uncaught-error");
            assertThat(reply.get("exception_text")).isEqualTo("RuntimeError('it\\'s \"broken\"')");
            assertThat(reply.get("traceback")).isNull();
            assertThat(reply.get("traceback_text")).isEqualTo("");
            assertThat(reply.get("exception")).isInstanceOf(Bytes.class);
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> client.call("overflow", Map.of()))
                    .withMessage(address + " failed at 'overflow': RuntimeError('java.io.IOException')");
            assertThat(ask(peer, request("ping"))).isEqualTo(Bytes.utf8("pong"));
            client.ping();
        }
    }

    @Test
    void tellsOfArgumentsThatAreWrong() throws IOException {
        try (Client client = client()) {
            fails(client, "update_data", PyDict.of("x", 1L), "op 'update_data' has no argument \\'data\\', only [x]");
            fails(client, "update_data", PyDict.of("data", 1L), "argument \\'data\\' of update_data is no map");
            fails(client, "get_data", PyDict.of("keys", "x"), "argument \\'keys\\' of get_data is no list and no set");
            fails(client, "free_keys", PyDict.of("keys", 1L), "argument \\'keys\\' of free_keys is no list and no set");
            client.ping();
        }
    }

    private void fails(Client client, String op, PyDict arguments, String problem) {
        Map<String, Object> named = new java.util.LinkedHashMap<>();
        arguments.forEach((key, value) -> named.put((String) key, value));
        assertThatExceptionOfType(PeerException.class)
                .isThrownBy(() -> client.call(op, named))
                .withMessage(address + " failed at '" + op + "': ValueError('"
                        + problem.replace("op '" + op + "'", "op \\'" + op + "\\'") + "')");
    }

    @Test
    void closesAConnectionWhoseMessageIsNoRequest() throws IOException {
        for (Object message : Arrays.asList("OK", null, List.of(1L), new PyDict(), PyDict.of("op", 5L))) {
            try (Connection peer = connection()) {
                peer.write(message);
                assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(peer::read);
            }
        }
        try (Client client = client()) {
            client.ping();
        }
    }

    @Test
    void tellsOfAMessageThatCannotBeOpenedAndGoesOn() throws IOException {
        try (Connection peer = connection()) {
            PyDict reply = (PyDict) answer(peer, PyDict.of("op", "ping", "x", PyDict.of("__Serialized__", 9L)));
            assertThat(reply.get("exception_text"))
                    .isEqualTo("ValueError('a placeholder points to frame 9, the message has 1 frames')");
            assertThat(ask(peer, request("ping"))).isEqualTo(Bytes.utf8("pong"));
        }
    }

    @Test
    void tellsOfFailuresWithFamiliesThatTakeNothing() throws IOException {
        Family none = Family.of("none", (value, context) -> null, (header, frames, context) -> header);
        ConnectionSettings choosy =
                settings.with(Blob.SERIALIZATION.with(none).writing("none").accepting("none"));
        try (Server narrow = Server.listen(choosy, List.of(ANYWHERE));
                Client client = Client.connect(narrow.address().toString(), choosy)) {
            narrow.handle("fail", request -> {
                throw new IllegalArgumentException("abc");
            });
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> client.call("ping", Map.of("x", PyDict.of("__Serialized__", 9L))))
                    .withMessage(narrow.address() + " failed at 'ping': "
                            + "ValueError('a placeholder points to frame 9, the message has 1 frames')");
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> client.call("fail", Map.of()))
                    .withMessage(narrow.address() + " failed at 'fail': ValueError('abc')");
            client.ping();
        }
    }

    @Test
    void endsAConnectionThatAsksForIt() throws IOException {
        try (Connection peer = connection()) {
            assertThat(ask(peer, request("ping", "close", true))).isEqualTo(Bytes.utf8("pong"));
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(peer::read);
        }
        try (Connection peer = connection()) {
            assertThat(ask(peer, request("close"))).isEqualTo("OK");
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(peer::read);
        }
        try (Connection peer = connection()) {
            peer.write(request("close", "reply", false));
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(peer::read);
        }
    }

    @Test
    void answersNothingWhereNoReplyIsWanted() throws IOException {
        AtomicReference<String> heard = new AtomicReference<>("");
        server.handle("note", request -> {
            heard.set(request.op() + request.arguments() + request.peer());
            return "not sent";
        });
        server.handle("fail", request -> {
            throw new IllegalStateException("not sent either");
        });
        try (Connection peer = connection()) {
            peer.write(request("note", "reply", false, "n", 1L));
            peer.write(request("fail", "reply", false));
            assertThat(ask(peer, request("ping"))).isEqualTo(Bytes.utf8("pong"));
            assertThat(heard.get()).isEqualTo("note{n=1}" + peer.localAddress());
        }
    }

    @Test
    void answersWithTheFamiliesThatAreAskedFor() throws IOException {
        server.put("x", Bytes.utf8("abc"));
        server.put("blob", Blob.of("abc"));
        try (Connection peer = connection()) {
            PyDict get = request("get_data", "keys", List.of("x"), "serializers", List.of("msgpack", "pickle"));
            assertThat(ask(peer, get)).isEqualTo(PyDict.of("status", "OK", "data", PyDict.of("x", Bytes.utf8("abc"))));
            peer.write(request("get_data", "keys", List.of("blob"), "serializers", List.of("msgpack")));
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(peer::read)
                    .withMessage("the sender could not serialize the object: no family of [msgpack] takes a "
                            + "dev.ndwire.core.Blob");
            assertThat(ask(peer, request("ping"))).isEqualTo(Bytes.utf8("pong"));
        }
    }

    @Test
    void aWordOfThanksAfterGetDataMayComeOrNot() throws IOException {
        server.put("x", 1L);
        PyDict get = request("get_data", "keys", PySet.of("x"));
        PyDict expected = PyDict.of("status", "OK", "data", PyDict.of("x", 1L));
        try (Connection peer = connection()) {
            assertThat(ask(peer, get)).isEqualTo(expected);
            peer.write("OK");
            assertThat(ask(peer, get)).isEqualTo(expected);
            assertThat(ask(peer, get)).isEqualTo(expected);
            peer.write("OK");
            peer.write("OK");
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(peer::read);
        }
    }

    @Test
    void holdsValuesUnderKeysOfEveryType() throws IOException {
        List<Object> keys = Arrays.asList("text", 1L, 2.5, Bytes.utf8("b"), PyTuple.of("x", 0L), null, PySet.of(1L));
        try (Connection peer = connection()) {
            for (int i = 0; i < keys.size(); i++) {
                ask(peer, request("update_data", "data", PyDict.of(keys.get(i), (long) i)));
            }
            assertThat(ask(peer, request("keys"))).isEqualTo(keys);
            PyDict reply = (PyDict) answer(peer, request("get_data", "keys", Arrays.asList(1.0, null, true)));
            assertThat(reply.get("data")).isEqualTo(PyDict.of(1L, 1L, null, 5L));
            ask(peer, request("free_keys", "keys", PySet.of(1L, 2.5)));
            assertThat(server.keys()).hasSize(5).doesNotContain(1L);
            PyDict refused = (PyDict) answer(peer, request("get_data", "keys", List.of("text", new PyDict())));
            assertThat(refused.get("exception_text")).isEqualTo("ValueError('a map of 0 entries is no key')");
        }
    }

    @Test
    void aValueKeepsItsMemoryUntilItIsOverwrittenOrFreed() throws Exception {
        try (Client client = client()) {
            client.put("x", Blob.random(1 << 20, 1));
            long held = pool.budget().usedBytes();
            assertThat(held).isBetween(1L << 20, (1L << 20) + (256 << 10));
            client.put("x", Blob.random(1 << 20, 2));
            // The old memory goes before the answer is written.
            assertThat(pool.budget().usedBytes()).isEqualTo(held);
            try (Received received = client.get("x")) {
                assertThat(received.value()).isEqualTo(Blob.random(1 << 20, 2));
            }
            client.remove("x");
            client.ping();
            assertThat(pool.budget().usedBytes()).isZero();
        }
    }

    @Test
    void valuesThatAreOnTheHeapHoldNoOthersMemory() throws IOException {
        try (Client client = client()) {
            client.call("update_data", Map.of("data", PyDict.of("large", Blob.random(1 << 20, 1), "small", "text")))
                    .close();
            client.put("bytes", Bytes.of(new byte[1 << 20]));
            client.remove("large");
            client.ping();
            assertThat(pool.budget().usedBytes()).isZero();
            assertThat(client.keys()).containsExactly("small", "bytes");
        }
    }

    @Test
    void aSlowReaderGetsItsValueAlthoughItIsFreed() throws Exception {
        Blob blob = Blob.random(64 << 20, 3);
        FrameChannel channel = (FrameChannel) Transports.of(server.address(), settings)
                .connect(server.address(), settings.connectTimeout(), settings);
        Connection slow = Connection.shakeHands(channel, settings, settings.connectTimeout());
        try (Client client = client()) {
            client.put("x", blob);
            slow.write(request("get_data", "keys", List.of("x")));
            FrameSource frames = channel.read(Lease.none());
            client.remove("x");
            assertThat(client.keys()).isEmpty();
            assertThat(pool.budget().usedBytes()).isGreaterThanOrEqualTo(64 << 20);
            frames.skip();
            frames.skip();
            assertThat(frames.take(Arena.ofAuto()).contentEquals(blob.content()))
                    .isTrue();
            assertThat(ask(slow, request("ping"))).isEqualTo(Bytes.utf8("pong"));
            assertThat(pool.budget().usedBytes()).isZero();
        } finally {
            slow.close();
        }
    }

    @Test
    void givesMemoryBackWhenAReaderVanishes() throws Exception {
        FrameChannel channel = (FrameChannel) Transports.of(server.address(), settings)
                .connect(server.address(), settings.connectTimeout(), settings);
        Connection gone = Connection.shakeHands(channel, settings, settings.connectTimeout());
        try (Client client = client()) {
            client.put("x", Blob.random(64 << 20, 4));
            gone.write(request("get_data", "keys", List.of("x")));
            assertThat(channel.read(Lease.none()).frameCount()).isEqualTo(3);
            gone.abort();
            client.remove("x");
            Background.awaitEndOfThreadsNamed("ndwire-serve-" + gone.localAddress());
            assertThat(pool.budget().usedBytes()).isZero();
        }
    }

    @Test
    void aValueWhoseMemoryIsClosedEndsOnlyTheConnectionThatAsks() throws IOException {
        server.put("closed", new Blob(Frame.of(ClosedMemory.ofBytes(100_000))));
        try (Client other = client();
                Client client = client()) {
            assertThatIOException().isThrownBy(() -> client.get("closed"));
            other.ping();
        }
    }

    @Test
    void clientsGetPutListAndRemove() throws IOException {
        try (Client client = client()) {
            client.put("a", Blob.of("one"));
            client.put("b", List.of(1L, Blob.of("two")));
            client.put("nothing", null);
            assertThat(client.keys()).containsExactly("a", "b", "nothing");
            try (Received received = client.get("b")) {
                assertThat(received.value()).isEqualTo(List.of(1L, Blob.of("two")));
                assertThat(received.as(List.class).size()).isEqualTo(2);
                assertThatExceptionOfType(ClassCastException.class)
                        .isThrownBy(() -> received.as(String.class))
                        .withMessageEndingWith(", expected a java.lang.String");
            }
            try (Received received = client.get("nothing")) {
                assertThat(received.value()).isNull();
            }
            assertThatExceptionOfType(NoSuchElementException.class)
                    .isThrownBy(() -> client.get("missing"))
                    .withMessage("key 'missing' is not held by " + address);
            client.remove("a", "missing", "b", "nothing");
            assertThat(client.keys()).isEmpty();
            assertThat(client.identity().get("type")).isEqualTo("Server");
        }
        server.put("own", 1L);
        assertThat(server.remove("own")).isTrue();
        assertThat(server.remove("own")).isFalse();
    }

    @Test
    void automaticMemoryOutlivesItsReceivedAndGoesWithTheCollector() throws IOException {
        server.put("x", Blob.of("one"));
        getAutomatically();
        while (pool.budget().usedBytes() > 0) {
            System.gc();
        }
    }

    // In a method of its own, so that nothing on the test's stack reaches the memory.
    private void getAutomatically() throws IOException {
        Object kept;
        try (Client client = client();
                Received received = client.get("x", Ownership.AUTOMATIC)) {
            kept = received.value();
        }
        assertThat(kept).isEqualTo(Blob.of("one"));
        assertThat(pool.budget().usedBytes()).isPositive();
    }

    @Test
    void usingAReceivedValueAfterItsEndIsAnIllegalState() throws IOException {
        try (Client client = client()) {
            client.put("x", Blob.random(100_000, 5));
            Received received = client.get("x");
            Blob blob = received.as(Blob.class);
            received.close();
            received.close();
            assertThatIllegalStateException().isThrownBy(() -> blob.content().at(0));
        }
    }

    @Test
    void familiesAreChosenForOneCall() throws IOException {
        server.put("blob", Blob.of("abc"));
        try (Client client = Client.connect(address, settings)) {
            Client careful = client.with(Blob.SERIALIZATION.accepting("msgpack"));
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> careful.get("blob"))
                    .withMessage("object was serialized by family 'dask', only [msgpack] are accepted");
            try (Received received = client.get("blob")) {
                assertThat(received.value()).isEqualTo(Blob.of("abc"));
            }
            Client plain = client.with(Blob.SERIALIZATION.writing("msgpack"));
            plain.put("list", List.of(1L, "a"));
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> plain.put("blob", Blob.of("abc")))
                    .withMessage("no family of [msgpack] takes a dev.ndwire.core.Blob");
            plain.ping();
        }
    }

    @Test
    void aFamilyIsToldOfTheJourney() throws IOException {
        List<Context> journeys = Collections.synchronizedList(new ArrayList<>());
        Family noting = Family.of(
                "noting",
                (value, context) -> {
                    journeys.add(context);
                    return Serialized.of(Header.EMPTY, Frame.utf8(String.valueOf(value)));
                },
                (header, frames, context) -> {
                    journeys.add(context);
                    return frames.get(0).toUtf8();
                });
        Serialization told = Serialization.standard().with(noting).writing("noting");
        try (Server other = Server.listen(settings.with(told), List.of("tcp://127.0.0.1:0"));
                Client client = Client.connect(other.address().toString(), settings.with(told))) {
            client.put("x", 5L);
            String here = client.connection().localAddress().toString();
            assertThat(journeys).hasSize(2).allSatisfy(context -> {
                assertThat(context.sender()).isEqualTo(here);
                assertThat(context.recipient()).isEqualTo(other.address().toString());
                assertThat(context.pickleProtocol()).isEqualTo(5);
                assertThat(context.compression()).isNull();
                assertThat(context.isSameHost()).isTrue();
                assertThat(context.serialization().serializers()).containsExactly("noting");
            });
        }
        assertThat(Context.local().isSameHost()).isFalse();
    }

    @Test
    void aClientWhoseFamiliesRefuseAValueGoesOn() throws IOException {
        server.put("blob", Blob.of("abc"));
        server.put("text", "abc");
        ConnectionSettings careful = settings.with(Blob.SERIALIZATION.accepting("pickle"));
        try (Client client = Client.connect(address, careful)) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(SerializationException.class)
                        .isThrownBy(() -> client.get("blob"))
                        .withMessage("object was serialized by family 'dask', only [pickle] are accepted");
                try (Received received = client.get("text")) {
                    assertThat(received.value()).isEqualTo("abc");
                }
            }
        }
    }

    // A Dask worker that has sent its data waits for one word, and would take the next request for it.
    @Test
    void aClientSaysThatTheDataCameEvenIfItCannotOpenThem() throws Exception {
        try (Listener listener = Transports.of(server.address(), settings).listen(Address.parse(ANYWHERE), settings)) {
            Background<Client> connecting =
                    Background.run(() -> Client.connect(listener.address().toString(), settings));
            Connection worker = Connection.shakeHands(listener.accept(), settings, settings.connectTimeout());
            try (Client client = connecting.await()) {
                Background<Received> getting = Background.run(() -> client.get("x"));
                worker.read().close();
                worker.write(PyDict.of("status", "OK", "data", PyDict.of("x", PyDict.of("__Serialized__", 7L))));
                try (Received word = worker.read()) {
                    assertThat(word.value()).isEqualTo("OK");
                }
                assertThatExceptionOfType(dev.ndwire.core.value.MalformedException.class)
                        .isThrownBy(getting::await)
                        .withMessage("a placeholder points to frame 7, the message has 1 frames");
            } finally {
                worker.close();
            }
        }
    }

    @Test
    void saysWhenAPeerIsBusyOrAnswersNonsense() throws IOException {
        server.handle("get_data", request -> PyDict.of("status", "busy"));
        server.handle("keys", request -> 5L);
        server.handle("identity", request -> null);
        try (Client client = client()) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> client.get("x"))
                    .withMessage(address + " failed at 'get_data': status is 'busy'");
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(client::keys)
                    .withMessage(address + " failed at 'keys': its answer is an integer, expected a list");
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(client::identity)
                    .withMessage(address + " failed at 'identity': its answer is nil, expected a map");
            client.ping();
        }
    }

    @Test
    void servesFiftyClientsAtOnce() throws Exception {
        List<Background<Void>> clients = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            int seed = number;
            clients.add(Background.run(() -> {
                try (Client client = client()) {
                    for (int i = 0; i < 5; i++) {
                        Blob blob = Blob.random(100_000, 100L * seed + i);
                        client.put("key" + seed, blob);
                        try (Received received = client.get("key" + seed)) {
                            assertThat(received.value()).isEqualTo(blob);
                        }
                    }
                }
                return null;
            }));
        }
        for (Background<Void> client : clients) {
            client.await();
        }
        assertThat(server.keys()).hasSize(50);
    }

    @Test
    void severalThreadsShareAClient() throws Exception {
        try (Client client = client()) {
            List<Background<Void>> threads = new ArrayList<>();
            for (int number = 0; number < 8; number++) {
                String key = "key" + number;
                threads.add(Background.run(() -> {
                    for (int i = 0; i < 20; i++) {
                        client.put(key, Blob.of(key + i));
                        try (Received received = client.get(key)) {
                            assertThat(received.value()).isEqualTo(Blob.of(key + i));
                        }
                    }
                    return null;
                }));
            }
            for (Background<Void> thread : threads) {
                thread.await();
            }
        }
    }

    @Test
    void aCloseEndsEverythingAndMayComeAgain() throws Exception {
        Client idle = client();
        Client waiting = client();
        waiting.put("x", Blob.random(1 << 20, 6));
        Background<Received> calling = Background.run(() -> waiting.call("wait", Map.of()));
        Background<Void> awaiting = Background.run(() -> {
            server.awaitClose();
            return null;
        });
        server.handle("wait", request -> {
            server.awaitClose();
            return null;
        });
        server.close();
        server.close();
        awaiting.await();
        assertThatIOException().isThrownBy(idle::ping);
        Background.awaitEndOfThreadsNamed("ndwire-");
        try (Received received = calling.await()) {
            assertThat(received.value()).isNull();
        } catch (IOException e) {
            assertThat(e).isInstanceOf(ConnectionClosedException.class);
        }
        // Who is refused tries again until its time is over.
        ConnectionSettings hasty = settings.withConnectTimeout(Duration.ofMillis(100));
        assertThatIOException().isThrownBy(() -> Client.connect(address, hasty));
        assertThatIllegalStateException()
                .isThrownBy(() -> server.put("x", 1L))
                .withMessage("the server is closed and holds no values");
        assertThat(server.keys()).isEmpty();
        idle.close();
        waiting.close();
    }

    /// Has a listener of the Unix domain fail as it is closed: what was the folder of its socket leads to itself.
    private static void breakFolderOf(Address listener) throws IOException {
        Path socket = Path.of(listener.location());
        Files.delete(socket);
        Path folder = socket.getParent();
        Files.delete(folder);
        Files.createSymbolicLink(folder, folder);
    }

    private Server listensWhereItCannotEnd(Path folder) throws IOException {
        List<String> addresses = new ArrayList<>(List.of(ANYWHERE));
        for (String name : List.of("a", "b")) {
            addresses.add(
                    "unix://" + Files.createDirectory(folder.resolve(name)).resolve("s"));
        }
        addresses.add(ANYWHERE);
        Server made = Server.listen(settings, addresses);
        breakFolderOf(made.addresses().get(1));
        breakFolderOf(made.addresses().get(2));
        return made;
    }

    private void isClosed(Server made) throws Exception {
        made.awaitClose();
        assertThat(made.connectionCount()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> made.put("x", 1L));
        ConnectionSettings once = settings.with(settings.timeouts().withAttempts(1));
        for (Address one : made.addresses()) {
            assertThatIOException().isThrownBy(() -> Connection.connect(one.toString(), once));
        }
        made.close();
    }

    @Test
    void aListenerThatCannotEndInGoodOrderKeepsNothingElseOpen(@TempDir Path folder) throws Exception {
        Server made = listensWhereItCannotEnd(folder);
        try (Client client = Client.connect(made.address().toString(), settings)) {
            client.put("x", Blob.random(1_000_000, 1));
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(made::close)
                    .withMessage("cannot stop listening on " + made.addresses().get(2))
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                            .hasMessage("cannot stop listening on "
                                    + made.addresses().get(1)));
            assertThatIOException().isThrownBy(client::ping);
        }
        isClosed(made);
    }

    @Test
    void aListenerThatCannotEndInGoodOrderLetsRequestsBeAnswered(@TempDir Path folder) throws Exception {
        Server made = listensWhereItCannotEnd(folder);
        HeldHandler held = new HeldHandler();
        made.handle("wait", held);
        try (Client client = Client.connect(made.address().toString(), settings)) {
            Background<Object> calling = Background.run(() -> {
                try (Received reply = client.call("wait", Map.of("data", "done"))) {
                    return Objects.requireNonNull(reply.value());
                }
            });
            held.awaitRequest();
            Background<Boolean> ending =
                    Background.run(() -> made.shutDown(Duration.ofMinutes(5))).awaitInside(Serving.class, "finish");
            held.letGo();
            assertThat(calling.await()).isEqualTo("done");
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(ending::await);
        }
        isClosed(made);
    }

    @Test
    void listensOnSeveralAddressesOrOnNone() throws Exception {
        try (Server two = Server.listen(settings, List.of(ANYWHERE, ANYWHERE))) {
            assertThat(two.addresses()).hasSize(2).doesNotHaveDuplicates();
            for (Address one : two.addresses()) {
                try (Client client = Client.connect(one.toString(), settings)) {
                    client.ping();
                }
            }
        }
        String taken = address;
        assertThatIOException()
                .isThrownBy(() -> Server.listen(settings, List.of(ANYWHERE, taken)))
                .withMessage("cannot listen on " + taken + ": Address already in use");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.listen(settings, List.of()))
                .withMessage("a server needs at least one address to listen on");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.listen("nowhere://x"))
                .withMessage(
                        "address 'nowhere://x' has an unknown scheme, expected one of [tcp, tls, unix, inproc, shm]");
    }

    @Test
    void aReplyThatCannotBeWrittenIsToldOf() throws IOException {
        server.handle("surrogate", request -> new PyEnum("m", "C", "\ud800"));
        try (Client client = client()) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> client.call("surrogate", Map.of()))
                    .withMessage(address + " failed at 'surrogate': "
                            + "ValueError('text holds an unpaired surrogate at index 0')");
            client.ping();
        }
    }

    @Test
    void anObjectForWhichThereIsNoRoomIsRefusedByName() throws IOException {
        ConnectionSettings poor = settings.with(MemoryPool.of(MemoryBudget.ofBytes(1 << 20), 0));
        try (Server small = Server.listen(poor, List.of(ANYWHERE));
                Client client = Client.connect(small.address().toString(), settings)) {
            assertThatExceptionOfType(PeerException.class)
                    .isThrownBy(() -> client.put("x", Blob.random(2 << 20, 7)))
                    .withMessageStartingWith(small.address() + " failed at 'update_data': MemoryError('");
            client.put("y", Blob.random(1000, 8));
            assertThat(client.keys()).containsExactly("y");
        }
    }

    @Test
    void aHandlerMayKeepTheMemoryOfItsRequest() throws IOException {
        AtomicReference<Runnable> release = new AtomicReference<>(() -> {});
        AtomicReference<Blob> kept = new AtomicReference<>(Blob.of(""));
        server.handle("keep", request -> {
            var hold = request.lease().hold();
            release.set(hold::close);
            kept.set((Blob) Objects.requireNonNull(request.arguments().get("data")));
            return null;
        });
        Blob blob = Blob.random(200_000, 9);
        try (Client client = client()) {
            client.call("keep", Map.of("data", blob)).close();
            client.ping();
            assertThat(kept.get()).isEqualTo(blob);
            release.get().run();
            assertThat(pool.budget().usedBytes()).isZero();
        }
    }

    private static Object answer(Connection peer, PyDict request) throws IOException {
        return Objects.requireNonNull(ask(peer, request));
    }
}
