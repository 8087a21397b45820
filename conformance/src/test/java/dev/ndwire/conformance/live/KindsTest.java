package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.value.PyDateTime;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every kind of Python object of `kinds.py`: what Java sees in it, and that Python finds it equal when it comes back.
class KindsTest {
    private static final int VALUES = 45;
    private static final int OPAQUE = 37;

    private static PythonPeer server;
    private static Client client;

    @BeforeAll
    static void connect() throws IOException {
        server = LivePython.serve();
        client = Client.connect(server.address());
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

    @Test
    void everyKindThatJavaHasATypeForIsThatValueAndComesBackEqual() throws IOException {
        var expected = new TreeMap<>(ExpectedKinds.ALL);
        var faults = new ArrayList<String>();
        var names = kinds("kind/value/");
        for (var name : names) {
            var check = expected.remove(name.substring("kind/value/".length()));
            call("make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                var value = received.value();
                var problem = check == null ? "nothing is known of it" : check.problemOf(value);
                if (problem != null) {
                    faults.add(name + ": " + problem);
                }
                addUnlessSame(faults, name, value);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(expected).isEmpty();
        assertThat(names).hasSize(VALUES);
    }

    @Test
    void everyKindThatJavaHasNoTypeForIsKeptWholeAndComesBackEqual() throws IOException {
        var faults = new ArrayList<String>();
        var names = kinds("kind/opaque/");
        for (var name : names) {
            call("make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                if (!isOrHoldsObject(received.value())) {
                    faults.add(name + ": " + received.value() + " is no PyObject and holds none");
                }
                addUnlessSame(faults, name, received.value());
            }
        }
        assertThat(faults).isEmpty();
        assertThat(names).hasSize(OPAQUE);
    }

    private static boolean isOrHoldsObject(@Nullable Object value) {
        return value instanceof PyObject
                || value instanceof PyGlobal
                || (value instanceof PyDateTime time && isOrHoldsObject(time.tzinfo()))
                || (value instanceof List<?> list && list.stream().anyMatch(KindsTest::isOrHoldsObject));
    }

    @Test
    void aReaderThatAcceptsNoPicklesOpensNone() throws IOException {
        var careful =
                ConnectionSettings.standard().with(Serialization.standard().accepting("dask", "msgpack", "error"));
        try (var asking = Client.connect(server.address(), careful)) {
            for (var name : List.of("kind/value/range", "kind/opaque/frame", "kind/opaque/lambda")) {
                call("make", Map.of("case", name, "key", "made"));
                assertThatThrownBy(() -> asking.get("made"))
                        .as(name)
                        .isInstanceOf(SerializationException.class)
                        .hasMessage(
                                "object was serialized by family 'pickle', only [dask, msgpack, error] are accepted");
            }
        }
    }

    private static void addUnlessSame(List<String> faults, String name, @Nullable Object value) throws IOException {
        client.put("back", value);
        var difference = call("compare", Map.of("key", "back", "case", name));
        if (difference != null) {
            faults.add(name + ": given back, " + difference);
        }
    }

    private static List<String> kinds(String prefix) throws IOException {
        try (var reply = client.call("cases", Map.of("prefix", prefix))) {
            List<?> names = reply.as(List.class);
            return names.stream().map(String::valueOf).toList();
        }
    }

    private static @Nullable Object call(String op, Map<String, Object> arguments) throws IOException {
        try (var reply = client.call(op, arguments)) {
            return reply.value();
        }
    }
}
