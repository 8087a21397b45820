package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectFailedException;
import dev.ndwire.core.comm.ConnectFailedException.Reason;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Security;
import dev.ndwire.core.comm.Server;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Plain `distributed` with its `Security`, and a JVM, over `tls://`, both ways.
class TlsTest {
    private static final Path CERTIFICATES = LivePython.SCRIPTS
            .resolve("../../../core/src/test/resources/dev/ndwire/core/comm/tls")
            .normalize();
    private static final long LARGE = 20_000_000;

    private static PythonEnvironment environment;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    private static ConnectionSettings settings(String ca, String own) throws IOException {
        return ConnectionSettings.standard()
                .with(Security.ofFiles(
                        CERTIFICATES.resolve(ca + ".pem"),
                        CERTIFICATES.resolve(own + ".pem"),
                        CERTIFICATES.resolve(own + ".key")));
    }

    @Test
    void everyArrayOfPythonComesBackFromAJvm() throws IOException {
        try (var server = Server.listen(settings("ca", "rsa"), List.of("tls://127.0.0.1:0"))) {
            var results = PythonPeer.drive(
                    environment,
                    LivePython.SCRIPTS,
                    server.address().toString(),
                    "--tls",
                    CERTIFICATES.toString(),
                    "array/",
                    "value/");
            assertThat(results).hasSizeGreaterThan(3648).allMatch(PythonPeer.Result::ok);
        }
    }

    @Test
    void aLargeArrayComesBackFromPython() throws IOException {
        try (var server = LivePython.serve("--tls", CERTIFICATES.toString());
                var client = Client.connect(server.address(), settings("ca", "rsa"))) {
            assertThat(server.address()).startsWith("tls://");
            var sent = NDArray.arange(LARGE).astype(DType.FLOAT64);
            client.put("large", sent);
            try (var received = client.get("large")) {
                assertThat(received.as(NDArray.class).arrayEqual(sent)).isTrue();
            }
        }
    }

    /// What Python sees of `numpy.arange(4)` in the answer, or the error that it sees.
    private static String echoed(Server server, String ca, String own) {
        List<String> arguments = List.of(server.address().toString(), CERTIFICATES.toString(), ca, own);
        try (var script = environment.start(LivePython.SCRIPTS.resolve("echo_once.py"), arguments)) {
            var end = script.awaitEnd();
            assertThat(end.exitCode()).as(script.standardError()).isZero();
            return String.join("\n", end.lines());
        }
    }

    @Test
    void strangersInPythonAreNotTrusted() throws IOException {
        try (var server = Server.listen(settings("ca", "rsa"), List.of("tls://127.0.0.1:0"))) {
            for (String own : List.of("stranger", "expired")) {
                // Only an end of TLS 1.3 that trusts its peer hears later that it is not trusted.
                assertThat(echoed(server, "ca", own)).as(own).isEqualTo("CommClosedError");
            }
            // It is Python that does not trust the server.
            assertThat(echoed(server, "other", "peer")).isEqualTo("FatalCommClosedError");
            assertThat(echoed(server, "ca", "peer")).isEqualTo("[0, 1, 2, 3]");
        }
    }

    @Test
    void strangersAreNotTrusted() throws IOException {
        try (var server = LivePython.serve("--tls", CERTIFICATES.toString())) {
            for (String[] pair : new String[][] {{"ca", "stranger"}, {"other", "stranger"}, {"ca", "expired"}}) {
                assertThatExceptionOfType(ConnectFailedException.class)
                        .as(String.join(" ", pair))
                        .isThrownBy(() -> Client.connect(server.address(), settings(pair[0], pair[1])))
                        .withMessageStartingWith("no handshake from " + server.address() + ": ")
                        .extracting(ConnectFailedException::reason)
                        .isEqualTo(Reason.NOT_TRUSTED);
            }
            Client.connect(server.address(), settings("ca", "peer")).close();
        }
    }
}
