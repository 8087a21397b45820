package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's Python, word for word, against the server that the README starts.
class ReadmeTest {
    private static final Path README = LivePython.VECTORS.resolve("../../README.md");
    private static final String ADDRESS = "tcp://127.0.0.1:8786";

    private static PythonEnvironment environment;

    @TempDir
    Path directory;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    @Test
    void itsPythonDoesWhatItSays() throws IOException {
        var readme = Files.readString(README);
        assertThat(readme).contains("./ndwire serve --listen " + ADDRESS + "\n");
        var blocks = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .toList();
        assertThat(blocks).hasSize(1);
        var code = blocks.getFirst().group(1);
        assertThat(code).contains(ADDRESS);
        var printed = Pattern.compile("^prints `(.*?)`", Pattern.MULTILINE).matcher(readme);
        assertThat(printed.find(blocks.getFirst().end())).isTrue();

        try (var server = NdwireProcess.serve(directory, List.of())) {
            var script = Files.writeString(directory.resolve("readme.py"), code.replace(ADDRESS, server.address()));
            try (var process = environment.start(script, List.of())) {
                var end = process.awaitEnd();
                assertThat(end.exitCode()).as(process.standardError()).isZero();
                assertThat(end.lines()).containsExactly(printed.group(1));
            }
        }
    }
}
