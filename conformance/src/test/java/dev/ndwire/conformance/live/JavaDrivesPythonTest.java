package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.PeerException;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Java connects to a server of plain `distributed` that holds data as a Dask worker does.
class JavaDrivesPythonTest {
    private static final int TYPE_COUNT = 72;

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
    void readsEveryArrayAsPythonDescribesItAndGivesItBackUnchanged() throws IOException {
        var faults = new ArrayList<String>();
        var cases = cases("array/");
        assertThat(cases).hasSize(38 * 32);
        for (var name : cases) {
            call("make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                var array = received.as(NDArray.class);
                var sent = Facts.sent(description("made"));
                if (!Facts.of(array).equals(sent)) {
                    faults.add(name + ": Java sees " + Facts.of(array) + ", Python sent " + sent);
                }
                addUnlessSame(faults, name, array);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void givesEveryOtherObjectBackUnchanged() throws IOException {
        var faults = new ArrayList<String>();
        var cases = new ArrayList<>(cases("object/collection-"));
        cases.addAll(cases("object/bytes"));
        cases.addAll(cases("object/bytearray"));
        cases.addAll(cases("object/large"));
        assertThat(cases).hasSize(6 + 2 + 1 + 3);
        for (var name : cases) {
            call("make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                addUnlessSame(faults, name, received.value());
            }
        }
        assertThat(faults).isEmpty();
    }

    private static void addUnlessSame(List<String> faults, String name, @Nullable Object value) throws IOException {
        client.put("back", value);
        var difference = call("compare", Map.of("key", "back", "case", name));
        if (difference != null) {
            faults.add(name + ": given back, " + difference);
        }
    }

    @Test
    void arraysMadeHereAreSeenByPythonAsTheyAre() throws IOException {
        var faults = new ArrayList<String>();
        int count = 0;
        for (var dtype : Layouts.dtypes()) {
            for (var layout : Layouts.names()) {
                var array = Layouts.make(DType.parse(dtype), layout);
                client.put("ours", array);
                var seen = Facts.of(description("ours"));
                if (!Facts.sent(array).equals(seen)) {
                    faults.add(dtype + "/" + layout + ": Java sent " + Facts.sent(array) + ", Python sees " + seen);
                }
                count++;
            }
        }
        assertThat(faults).as("seed " + Layouts.SEED).isEmpty();
        assertThat(count).isEqualTo(38 * 26);
    }

    @Test
    void listsAndFreesTheKeysOfAPython() throws IOException {
        client.put("k1", NDArray.of(new double[] {1, 2}));
        client.put("k2", NDArray.of(new double[] {3}));
        assertThat(client.keys()).contains("k1", "k2");
        client.remove("k1", "never there");
        assertThat(client.keys()).contains("k2").doesNotContain("k1");
        assertThatThrownBy(() -> client.get("k1"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("key 'k1' is not held by " + server.address());
        client.ping();
        assertThat(client.identity().get("type")).isEqualTo("DataServer");
    }

    @Test
    void aFailureInPythonIsAnExceptionWithItsWords() throws IOException {
        assertThatThrownBy(() -> call("fail", Map.of("text", "no station named 'Kew'")))
                .isInstanceOf(PeerException.class)
                .hasMessage(server.address() + " failed at 'fail': ValueError(\"no station named 'Kew'\")")
                .satisfies(e -> assertThat(((PeerException) e).tracebackText()).contains("raise ValueError(text)"));
        client.ping();
    }

    @Test
    void aBusyPeerIsAskedAgainByWhoeverWantsTo() throws IOException {
        client.put("busy", NDArray.of(new double[] {1, 2}));
        call("be_busy", Map.of("times", 1L));
        assertThatThrownBy(() -> client.get("busy"))
                .isInstanceOf(PeerException.class)
                .hasMessage(server.address() + " failed at 'get_data': status is 'busy'");
        client.get("busy").close();
    }

    @Test
    void readsStructuredArraysWhoseDtypeIsPickledAndGivesThemBackUnchanged() throws IOException {
        var faults = new ArrayList<String>();
        var cases = cases("struct/");
        assertThat(cases).hasSize(42);
        for (var name : cases) {
            call("make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                addUnlessSame(faults, name, received.as(NDArray.class));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void readsArraysThatAreCarriedAsBytesUnderTheirNamesAndGivesThemBackUnchanged() throws IOException {
        var faults = new ArrayList<String>();
        var cases = cases("carried/");
        assertThat(cases).hasSize(9 * 8);
        for (var name : cases) {
            call("make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                var array = received.as(NDArray.class);
                var dtype = array.dtype();
                var named = name.split("/", -1)[1];
                if (!dtype.isStruct() && !named.equals(dtype.kind() == Kind.EXTENSION ? dtype.name() : dtype.str())) {
                    faults.add(name + ": Java names it " + dtype);
                }
                addUnlessSame(faults, name, array);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void sendsTheOneFloatOfMlDtypesThatPythonItselfCannotSend() throws IOException {
        var bits = NDArray.of(new byte[] {0x3c, 0x40, 0x44}, DType.UINT8);
        client.put("ours", bits.view(DType.parse("float8_e5m2")));
        assertThat(description("ours").get("repr-of-dtype")).isEqualTo("dtype(float8_e5m2)");
        assertThat(Facts.of(description("ours")).sha256())
                .isEqualTo(Facts.of(bits).sha256());
    }

    @Test
    void givesEveryOtherTypeOfTheFamilyAndEveryPickleBackUnchanged() throws IOException {
        var faults = new ArrayList<String>();
        var cases = new ArrayList<>(cases("type/"));
        cases.addAll(cases("pickled/"));
        cases.remove("pickled/array-and-complex");
        assertThat(cases).hasSize(TYPE_COUNT + 12);
        for (var name : cases) {
            call("make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                addUnlessSame(faults, name, received.value());
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void aPickledValueIsRefusedWhereItIsNotAcceptedAndTheConnectionGoesOn() throws IOException {
        var careful =
                ConnectionSettings.standard().with(Serialization.standard().accepting("dask", "msgpack", "error"));
        call("make", Map.of("case", "pickled/range", "key", "pickled"));
        try (var asking = Client.connect(server.address(), careful)) {
            assertThatThrownBy(() -> asking.get("pickled"))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("object was serialized by family 'pickle', only [dask, msgpack, error] are accepted");
            asking.ping();
        }
    }

    private static List<String> cases(String prefix) throws IOException {
        try (var reply = client.call("cases", Map.of("prefix", prefix))) {
            List<?> names = reply.as(List.class);
            return names.stream().map(String::valueOf).toList();
        }
    }

    private static PyDict description(String key) throws IOException {
        try (var reply = client.call("describe", Map.of("key", key))) {
            return reply.as(PyDict.class);
        }
    }

    /// Calls an operation whose answer views no memory of the reply.
    private static @Nullable Object call(String op, Map<String, Object> arguments) throws IOException {
        try (var reply = client.call(op, arguments)) {
            return reply.value();
        }
    }
}
