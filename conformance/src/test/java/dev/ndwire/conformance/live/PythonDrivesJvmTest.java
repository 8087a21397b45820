package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.conformance.python.PythonPeer.Result;
import dev.ndwire.core.comm.Server;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plain `distributed` connects to a JVM: every case of `client.py`.
class PythonDrivesJvmTest {
    // 38 dtypes in 32 layouts, and what else there is; a case that is gone is a case that is not tested.
    private static final Map<String, Long> CHECKS = Map.of(
            "array", 3648L, "struct", 126L, "type", 216L, "object", 48L, "descr", 147L, "pickled", 39L, "kind", 246L,
            "value", 24L, "wire", 7L, "op", 17L);
    private static final String[] ALL = {
        "array/", "struct/", "type/", "object/", "descr/", "pickled/", "kind/", "value/", "wire/", "op/"
    };

    private static PythonEnvironment environment;

    @TempDir
    Path directory;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    @Test
    void everyCaseComesBackFromAServerInThisProcess() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            checkAll(drive(server.address().toString(), ALL));
        }
    }

    @Test
    void everyCaseComesBackFromNdwireServe() throws IOException {
        try (var server = NdwireProcess.serve(directory, List.of())) {
            checkAll(drive(server.address(), ALL));
        }
    }

    private static void checkAll(List<Result> results) {
        assertThat(results.stream().filter(result -> !result.ok())).isEmpty();
        var counts = results.stream()
                .collect(
                        Collectors.groupingBy(result -> group(result.testCase()), TreeMap::new, Collectors.counting()));
        assertThat(counts).isEqualTo(new TreeMap<>(CHECKS));
    }

    private static String group(String testCase) {
        return testCase.substring(0, testCase.indexOf('/'));
    }

    @Test
    void echoIsRebuiltFromWhatTheHandlerLeftOfTheDecodedValues() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            server.handle("echo", request -> {
                if (request.argument("data") instanceof NDArray array) {
                    array.setLong(array.getLong(0) ^ 1, 0);
                    return array;
                }
                throw new IllegalArgumentException("echo was to be asked for an array");
            });
            var results = drive(server.address().toString(), "array/<i8/C-1d", "array/>u2/stepped-1d");
            assertThat(results)
                    .filteredOn(result -> result.op().equals("echo"))
                    .hasSize(2)
                    .allSatisfy(result -> {
                        assertThat(result.ok()).as(result.testCase()).isFalse();
                        assertThat(result.why()).isEqualTo("value: other bytes");
                    });
            assertThat(results)
                    .filteredOn(result -> !result.op().equals("echo"))
                    .hasSize(4)
                    .allMatch(Result::ok);
            assertThat(echoed(server.address().toString())).isEqualTo("[1, 1, 2, 3]");
        }
    }

    /// What Python sees of `numpy.arange(4)` in the answer.
    private static String echoed(String address) {
        try (var script = environment.start(LivePython.SCRIPTS.resolve("echo_once.py"), List.of(address))) {
            var end = script.awaitEnd();
            assertThat(end.exitCode()).as(script.standardError()).isZero();
            return String.join("\n", end.lines());
        }
    }

    private static List<Result> drive(String address, String... prefixes) {
        return PythonPeer.drive(environment, LivePython.SCRIPTS, address, prefixes);
    }
}
