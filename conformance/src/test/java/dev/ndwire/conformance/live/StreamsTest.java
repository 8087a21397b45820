package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Connection;
import dev.ndwire.core.comm.ConnectionClosedException;
import dev.ndwire.core.comm.ConnectionPool;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.MessageStream;
import dev.ndwire.core.comm.PeerException;
import dev.ndwire.core.comm.PoolCounts;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Messages without replies, in batches, between plain `distributed` and a JVM, both ways; and a pool of connections.
class StreamsTest {
    private static final int COUNT = 1000;

    private static PythonEnvironment environment;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    private static MessageStream start(PythonPeer server) throws IOException {
        Connection connection = Connection.connect(server.address(), ConnectionSettings.standard());
        connection.write(PyDict.of("op", "start_stream", "reply", false));
        return MessageStream.over(connection, Duration.ofMillis(2));
    }

    private static List<Object> expectedNotes() {
        List<Object> notes = new ArrayList<>();
        for (long number = 0; number < COUNT; number++) {
            long end = number % 7;
            notes.add(PyTuple.of(number, end * (end - 1) / 2));
        }
        return notes;
    }

    @Test
    void pythonHearsAStreamOfAJvmInItsOrder() throws IOException {
        try (var server = LivePython.serve();
                var client = Client.connect(server.address())) {
            long batches;
            try (var stream = start(server)) {
                for (long number = 0; number < COUNT; number++) {
                    stream.send(PyDict.of("op", "note", "number", number, "array", NDArray.arange(number % 7)));
                }
                stream.flush();
                batches = stream.batchCount();
            }
            assertThat(batches).isBetween(1L, (long) COUNT);
            try (var notes = client.call("noted", Map.of("count", (long) COUNT))) {
                assertThat(notes.value()).isEqualTo(expectedNotes());
            }
        }
    }

    @Test
    void aJvmIsToldThatAStreamIsRefusedByPython() throws IOException {
        try (var server = LivePython.serve()) {
            MessageStream stream = start(server);
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            stream.send(PyDict.of("op", "refuse", "text", "no"));
                            stream.flush();
                        }
                    })
                    .withMessageStartingWith("stream to " + server.address() + " failed: ");
            stream.abort();
        }
    }

    @Test
    void aJvmHearsAStreamOfPythonInItsOrder() throws Exception {
        BlockingQueue<Object> notes = new LinkedBlockingQueue<>();
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            server.handle("start_stream", request -> null);
            server.handleStream("note", message -> {
                NDArray array = (NDArray) Objects.requireNonNull(message.argument("array"));
                long sum = array.sum().getLong();
                notes.add(PyTuple.of(message.argument("number"), sum));
            });
            server.handleStream("refuse", message -> {
                throw new IllegalArgumentException(String.valueOf(message.argument("text")));
            });
            List<String> lines = run(server.address().toString());
            assertThat(Integer.parseInt(lines.get(0))).isBetween(1, COUNT);
            assertThat(lines.get(1)).isEqualTo("closed");
            List<Object> heard = new ArrayList<>();
            while (heard.size() < COUNT) {
                heard.add(notes.take());
            }
            assertThat(heard).isEqualTo(expectedNotes());
        }
    }

    private static List<String> run(String address) {
        var arguments = List.of(address, String.valueOf(COUNT));
        try (var script = environment.start(LivePython.SCRIPTS.resolve("streams_client.py"), arguments)) {
            var end = script.awaitEnd();
            assertThat(end.exitCode()).as(script.standardError()).isZero();
            return end.lines();
        }
    }

    @Test
    void aPoolUsesItsConnectionsToPythonAgain() throws IOException {
        try (var one = LivePython.serve();
                var other = LivePython.serve();
                var pool = ConnectionPool.of(ConnectionSettings.standard(), 1)) {
            for (long round = 0; round < 20; round++) {
                long number = round;
                String address = round % 10 < 5 ? one.address() : other.address();
                NDArray array = NDArray.arange(number);
                pool.use(address, client -> {
                    client.put("x", array);
                    try (var received = client.get("x")) {
                        assertThat(received.as(NDArray.class).arrayEqual(array)).isTrue();
                    }
                    return number;
                });
                assertThatExceptionOfType(PeerException.class)
                        .isThrownBy(() -> pool.call(address, "fail", Map.of("text", "no")))
                        .withMessage(address + " failed at 'fail': ValueError('no')");
                assertThat(pool.counts()).isEqualTo(new PoolCounts(1, 0, 0));
            }
        }
    }
}
