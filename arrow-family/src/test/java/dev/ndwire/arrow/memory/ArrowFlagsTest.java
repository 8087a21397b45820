package dev.ndwire.arrow.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a JVM has to be started with, in JVMs of their own.
class ArrowFlagsTest {
    private static final String MAIN = TableInAJvmOfItsOwn.class.getName();
    private static final String MODULE = "dev.ndwire.arrow";
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    private static final String CLASS_PATH_FLAGS =
            "--add-opens=java.base/java.nio=ALL-UNNAMED --enable-native-access=ALL-UNNAMED " + UNSAFE;
    private static final String MODULE_PATH_FLAGS = "--add-opens=java.base/java.nio=org.apache.arrow.memory.core"
            + " --enable-native-access=dev.ndwire.core,dev.ndwire.arrow " + UNSAFE;

    @Test
    void makesATableOnTheClassPath() throws Exception {
        assertThat(onClassPath(CLASS_PATH_FLAGS)).containsExactly("class path", "[1, 2, 3]", "0 bytes are left");
    }

    @Test
    void makesATableOnTheModulePath() throws Exception {
        assertThat(onModulePath(MODULE_PATH_FLAGS)).containsExactly("module path", "[1, 2, 3]", "0 bytes are left");
    }

    @Test
    void tellsTheFlagsOnTheClassPath() throws Exception {
        assertThat(onClassPath(""))
                .contains("class path", "Arrow cannot reach native memory: start Java with " + CLASS_PATH_FLAGS);
        assertThat(onClassPath(CLASS_PATH_FLAGS.replace("access=allow", "access=deny")))
                .contains("Arrow cannot reach native memory: start Java with " + CLASS_PATH_FLAGS);
    }

    @Test
    void tellsTheFlagsOnTheModulePath() throws Exception {
        assertThat(onModulePath(""))
                .contains("module path", "Arrow cannot reach native memory: start Java with " + MODULE_PATH_FLAGS);
    }

    private static List<String> onClassPath(String flags) throws Exception {
        return child(flags, "-cp", String.join(File.pathSeparator, testClasses(), modulePath(), classPath()), MAIN);
    }

    private static List<String> onModulePath(String flags) throws Exception {
        assumeThat(modulePath()).as("tests run in modules").isNotEmpty();
        return child(
                flags,
                "--module-path",
                modulePath(),
                "--patch-module",
                MODULE + "=" + testClasses(),
                "--module",
                MODULE + "/" + MAIN);
    }

    private static String modulePath() {
        return System.getProperty("jdk.module.path", "");
    }

    private static String classPath() {
        return System.getProperty("java.class.path", "");
    }

    /// The folder that has this class, which a test in a module does not see on its path.
    private static String testClasses() throws URISyntaxException {
        String name = MAIN.replace('.', '/') + ".class";
        URL own = Objects.requireNonNull(ArrowFlagsTest.class.getResource("/" + name));
        String file = Path.of(own.toURI()).toString();
        return file.substring(0, file.length() - name.length() - 1);
    }

    private static List<String> child(String flags, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!flags.isEmpty()) {
            command.addAll(List.of(flags.split(" ")));
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        // Modules have no logger here.
        return output.lines().filter(line -> !line.startsWith("SLF4J(W)")).toList();
    }
}
