package dev.ndwire.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs a class of these tests in a JVM with a small heap.
final class AnotherJvm {
    private static final Path TARGET =
            Path.of(System.getProperty("basedir", ".")).resolve("target");

    private AnotherJvm() {}

    /// Runs it to its end, which must be a good one.
    ///
    /// @return what it printed, line by line
    static List<String> run(Class<?> main, List<String> arguments, Map<String, String> environment, String... flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-Xmx64m", "-cp"));
        command.add(TARGET.resolve("classes") + File.pathSeparator + TARGET.resolve("test-classes"));
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
