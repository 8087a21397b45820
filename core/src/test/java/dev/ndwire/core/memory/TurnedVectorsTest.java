package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The module of vectors is found where it is, and not missed where it isn't.
class TurnedVectorsTest {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @Test
    void turnsWithoutTheModule() throws IOException, InterruptedException {
        assertThat(inAJvmOfItsOwn()).containsExactly("plain", "bytes as one at a time");
    }

    @Test
    void turnsWithVectorsWhereTheModuleIsAskedFor() throws IOException, InterruptedException {
        List<String> lines = inAJvmOfItsOwn("--add-modules=jdk.incubator.vector");
        assertThat(lines).hasSize(2).last().isEqualTo("bytes as one at a time");
        // Processors without vectors of 256 bits have the plain tiles.
        assertThat(lines.getFirst()).isIn(isX86() ? List.of("vectors") : List.of("vectors", "plain"));
    }

    private static boolean isX86() {
        return System.getProperty("os.arch").equals("amd64");
    }

    private static List<String> inAJvmOfItsOwn(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                TARGET.resolve("classes") + java.io.File.pathSeparator + TARGET.resolve("test-classes"),
                TurnsInAJvmOfItsOwn.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}
