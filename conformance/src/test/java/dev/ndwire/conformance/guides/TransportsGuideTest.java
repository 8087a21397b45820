package dev.ndwire.conformance.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.Connection;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Received;
import dev.ndwire.core.comm.Server;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide about transports: all its Java is compiled, and runs with the files and addresses of the test.
class TransportsGuideTest {
    private static final Path GUIDE = LivePython.VECTORS.resolve("../../docs/guides/transports.md");
    private static final Path CERTIFICATES =
            LivePython.VECTORS.resolve("../../core/src/test/resources/dev/ndwire/core/comm/tls");

    private static final String IMPORTS = """
            import dev.ndwire.core.comm.*;
            import dev.ndwire.core.memory.*;
            import dev.ndwire.core.value.*;
            import dev.ndwire.ndarray.array.*;
            import dev.ndwire.ndarray.dtype.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            """;

    @TempDir
    Path folder;

    private Server server;
    private Connection connection;
    private JavaCode guide;

    private static List<String> blocks() throws IOException {
        return Pattern.compile("(?ms)^```java\n(.*?)^```$")
                .matcher(Files.readString(GUIDE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @BeforeEach
    void compile() throws IOException {
        server = Server.listen(
                ConnectionSettings.standard(), List.of("tcp://127.0.0.1:0", "shm://" + folder.resolve("arrays")));
        connection = Connection.connect(server.address().toString(), ConnectionSettings.standard());
        var code = new StringBuilder(IMPORTS).append("public class Guide {\n");
        List<String> blocks = blocks();
        assertThat(blocks).hasSize(5);
        for (int i = 0; i < blocks.size(); i++) {
            code.append("public static Object block").append(i);
            code.append("(Path folder, Connection connection) throws Exception {\n");
            code.append(here(blocks.get(i)));
            code.append(blocks.get(i).startsWith("ServerSettings") ? "return server;\n}\n" : "return null;\n}\n");
        }
        guide = new JavaCode(folder, "Guide", code + "}\n");
    }

    /// The code with the files and addresses of this test.
    private String here(String code) {
        return code.replace("Path.of(\"", "folder.resolve(\"")
                .replace("/run/user/1000/arrays", folder.resolve("arrays").toString())
                .replace("tcp://127.0.0.1:8786", server.address().toString())
                .replace("tcp://:8786", "tcp://127.0.0.1:0");
    }

    @AfterEach
    void close() throws IOException {
        guide.close();
        connection.close();
        server.close();
    }

    private String run(int block) throws Exception {
        return guide.run("block" + block, folder, connection);
    }

    @Test
    void tlsTakesThreeFiles() throws Exception {
        for (String name : List.of("ca.pem", "peer.pem", "peer.key")) {
            Files.copy(CERTIFICATES.resolve(name), folder.resolve(name));
        }
        assertThat(run(0)).isEmpty();
    }

    @Test
    void sharedMemoryHandsAnArrayOver() throws Exception {
        assertThat(run(1)).isEmpty();
        try (Client client = Client.connect(server.address().toString());
                Received received = client.get("x")) {
            NDArray array = received.as(NDArray.class);
            assertThat(array.dtype()).isEqualTo(DType.FLOAT64);
            assertThat(array.shape()).containsExactly(1024, 1024);
        }
    }

    @Test
    void aPoolCalls() throws Exception {
        assertThat(run(2)).matches("\\{type=Server, id=ndwire-[0-9a-f-]{36}}\n");
    }

    @Test
    void aServerTakesSettings() throws Exception {
        try (var listening = (Server) guide.call("block3", folder, connection);
                Client client = Client.connect(listening.address().toString())) {
            client.ping();
        }
    }

    @Test
    void aStreamOfMessagesArrives() throws Exception {
        var told = new CompletableFuture<Object>();
        server.handleStream(
                "log-event", message -> told.complete(List.of(message.argument("topic"), message.argument("msg"))));
        assertThat(run(4)).isEmpty();
        assertThat(told.get()).isEqualTo(List.of("model", "loaded"));
    }
}
