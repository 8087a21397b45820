package dev.ndwire.conformance.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The peer against itself: what the client asks of a server is what distributed does.
class PythonPeerTest {
    private static PythonEnvironment environment;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    @Test
    void clientFindsNoFaultWithThePythonServer() {
        try (var server = LivePython.serve()) {
            assertThat(faults(server, "--peer", "python", "value/", "object/", "pickled/", "wire/", "op/"))
                    .isEmpty();
            assertThat(faults(server, "--peer", "python", "array/>f4", "array/|S5", "array/<M8[25s]"))
                    .isEmpty();
        }
    }

    @Test
    void clientFindsNoFaultWithAServerThatOpensNoPayload() {
        try (var server = LivePython.serve("--raw")) {
            assertThat(faults(server, "--peer", "python", "descr/")).isEmpty();
        }
    }

    @Test
    void clientFindsFaultWithAServerThatInsistsOnTheWordAfterData() {
        try (var server = LivePython.serve()) {
            var results = PythonPeer.drive(environment, LivePython.SCRIPTS, server.address(), "op/get_data-then-ping");
            assertThat(results.getFirst().ok()).isFalse();
            assertThat(results.getFirst().why())
                    .startsWith("ValueError: after get_data comes 'OK', not {'op': 'get_data'");
        }
    }

    @Test
    void saysWhyAServerDidNotListen() {
        assertThatThrownBy(() -> LivePython.serve("--no-such-option"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("server.py ended with exit code 2 where a line was awaited; ")
                .hasMessageContaining("unrecognized arguments: --no-such-option");
    }

    @Test
    void saysWhyAClientDidNotCount() {
        assertThatThrownBy(
                        () -> PythonPeer.drive(environment, LivePython.SCRIPTS, "tcp://127.0.0.1:1", "--peer", "none"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("client.py ended with exit code 2 after 0 results and did not count them; ")
                .hasMessageContaining("invalid choice: 'none'");
    }

    private static List<PythonPeer.Result> faults(PythonPeer server, String... arguments) {
        var results = PythonPeer.drive(environment, LivePython.SCRIPTS, server.address(), arguments);
        assertThat(results).isNotEmpty();
        return results.stream().filter(result -> !result.ok()).toList();
    }
}
