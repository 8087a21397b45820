package dev.ndwire.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.core.comm.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmePythonTest {
    private static final String ADDRESS = "tcp://127.0.0.1:8786";

    private static PythonEnvironment environment;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    @Test
    void pythonExamplePrintsWhatTheReadmeSays() throws IOException {
        String example = Readme.block("python");
        assertThat(example).contains(ADDRESS);
        try (Server server = Server.listen("tcp://127.0.0.1:0")) {
            Path script = Files.writeString(
                    folder.resolve("example.py"),
                    example.replace(ADDRESS, server.address().toString()));
            try (var process = environment.start(script, List.of())) {
                var end = process.awaitEnd();
                assertThat(end.exitCode()).as(process.standardError()).isZero();
                assertThat(end.lines()).hasSize(1);
                assertThat(Readme.text()).contains("prints `" + end.lines().get(0) + "`.");
            }
            assertThat(server.keys()).containsExactly("x");
        }
    }
}
