package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Connection;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.comm.TransferListener;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.message.SerializedBytes;
import dev.ndwire.core.message.WriteOptions;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each compression with a live Python, both ways. Neither compresses for a peer on the same host, so the server is at
/// 127.0.0.2, and who connects to it comes from 127.0.0.1.
class CompressionTest {
    private static final String ELSEWHERE = "127.0.0.2";
    private static final int CASES = 7;

    private static PythonEnvironment environment;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "snappy", "zlib", "zstd"})
    void aPythonServerReadsOursAndWeReadItsOwn(String codec) throws IOException {
        var settings = ConnectionSettings.standard().withCompression(codec);
        try (var server = LivePython.serve("--host", ELSEWHERE, "--compression", codec)) {
            for (var shard : List.of(Long.MAX_VALUE, 30_000L)) {
                try (var client = Client.connect(server.address(), settings.withShardByteSize(shard))) {
                    assertThat(call(client, "agreed", Map.of())).isEqualTo(codec);
                    assertThat(moveAll(client)).isEmpty();
                }
            }
            assertThat(bytesToPut(server.address(), settings)).isLessThan(100_000);
            assertThat(bytesToPut(server.address(), ConnectionSettings.standard()))
                    .isGreaterThan(1_000_000);
        }
    }

    private static List<String> moveAll(Client client) throws IOException {
        var faults = new ArrayList<String>();
        List<?> cases = cases(client);
        assertThat(cases).hasSize(CASES);
        for (Object name : cases) {
            call(client, "make", Map.of("case", name, "key", "made"));
            try (var received = client.get("made")) {
                client.put("back", received.value());
                var difference = call(client, "compare", Map.of("key", "back", "case", name));
                if (difference != null) {
                    faults.add(name + ": " + difference);
                }
            }
        }
        return faults;
    }

    private static List<?> cases(Client client) throws IOException {
        try (var reply = client.call("cases", Map.of("prefix", "shrink/"))) {
            return reply.as(List.class);
        }
    }

    private static @Nullable Object call(Client client, String op, Map<String, Object> arguments) throws IOException {
        try (var reply = client.call(op, arguments)) {
            return reply.value();
        }
    }

    /// How many bytes it takes to put 1.2 MB of zeros.
    private static long bytesToPut(String address, ConnectionSettings settings) throws IOException {
        var moved = new AtomicLong();
        try (var connection = Connection.connect(address, settings)) {
            connection.observe(new TransferListener() {
                @Override
                public void messageStarted(long byteSize) {}

                @Override
                public void bytesMoved(long byteCount) {
                    moved.addAndGet(byteCount);
                }
            });
            connection.write(
                    PyDict.of("op", "update_data", "data", PyDict.of("zeros", NDArray.of(new double[150_000]))));
            connection.read().close();
        }
        return moved.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "snappy", "zlib", "zstd"})
    void aPythonClientReadsOursAndWeReadItsOwn(String codec) throws IOException {
        var settings = ConnectionSettings.standard().withCompression(codec);
        try (var server = Server.listen(settings, List.of("tcp://" + ELSEWHERE + ":0"))) {
            var compressed = drive(server.address().toString(), codec);
            assertThat(compressed.remove("shrink/handshake")).isEqualTo(codec);
            assertThat(compressed)
                    .hasSize(CASES)
                    .containsEntry("shrink/zeros", "[\"" + codec + "\"]")
                    .containsEntry("shrink/bytes", "[\"" + codec + "\"]")
                    .containsEntry("shrink/list", "[\"" + codec + "\", null, null, \"" + codec + "\"]")
                    .containsEntry("shrink/noise", "[null]")
                    .containsEntry("shrink/small", "[null]");
        }
    }

    @Test
    void whatBothDoNotNameIsNotUsed() throws IOException {
        var settings = ConnectionSettings.standard().withCompression("zstd");
        try (var server = Server.listen(settings, List.of("tcp://" + ELSEWHERE + ":0"))) {
            var compressed = drive(server.address().toString(), "lz4");
            assertThat(compressed.remove("shrink/handshake")).isEqualTo("None");
            assertThat(String.join("", compressed.values())).doesNotContain("lz4", "zstd");
        }
        try (var server = Server.listen(settings, List.of("tcp://127.0.0.1:0"))) {
            assertThat(drive(server.address().toString(), "zstd")).containsEntry("shrink/handshake", "None");
        }
    }

    /// What each frame of each case was compressed by.
    private static Map<String, String> drive(String address, String codec) {
        var compressed = new TreeMap<String, String>();
        try (var script = environment.start(LivePython.SCRIPTS.resolve("compression.py"), List.of(address, codec))) {
            var end = script.awaitEnd();
            assertThat(end.exitCode()).as(script.standardError()).isZero();
            for (var line : end.lines()) {
                var result = Json.parse(line);
                assertThat(result.get("ok").isTrue()).as(line).isTrue();
                if (!result.get("why").isNull()) {
                    compressed.put(result.get("case").text(), result.get("why").text());
                }
            }
        }
        return compressed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "snappy", "zlib", "zstd"})
    void bytesThatStandAloneAreReadByBoth(String codec) throws IOException {
        var context = Context.local().withCompression(codec);
        var serialization = Serialization.standard();
        var inFolder = folder.resolve("python");
        var outFolder = Files.createDirectory(folder.resolve("java"));
        run("packed.py", "write", inFolder.toString(), codec);
        try (var files = Files.list(inFolder)) {
            var all = files.toList();
            assertThat(all).hasSize(CASES);
            for (var file : all) {
                var bytes = Files.readAllBytes(file);
                var value = SerializedBytes.deserializeBytes(Frame.of(bytes), serialization, context);
                var ours = SerializedBytes.serializeBytes(value, serialization, context, WriteOptions.standard());
                Files.write(outFolder.resolve(file.getFileName()), ours.toByteArray());
            }
        }
        assertThat(run("packed.py", "check", outFolder.toString(), codec)).isEqualTo(List.of("7 are the same"));
    }

    private static List<String> run(String script, String... arguments) {
        try (var process = environment.start(LivePython.SCRIPTS.resolve(script), List.of(arguments))) {
            var end = process.awaitEnd();
            assertThat(end.exitCode()).as(process.standardError()).isZero();
            return end.lines();
        }
    }
}
