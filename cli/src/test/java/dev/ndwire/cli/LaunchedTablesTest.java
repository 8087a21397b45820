package dev.ndwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.comm.Server;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables in processes that are started in each of the ways in which people start the command, with the flags of each:
/// the launcher's, the manifest's, those of the message that tells them, and none.
class LaunchedTablesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String MAIN = "dev.ndwire.cli.Main";
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    private static final String FORGOTTEN = "ndwire: Arrow cannot reach native memory: start Java with ";
    private static final String CLASS_PATH_FLAGS =
            "--add-opens=java.base/java.nio=ALL-UNNAMED --enable-native-access=ALL-UNNAMED " + UNSAFE;
    private static final String MODULE_PATH_FLAGS = "--add-opens=java.base/java.nio=org.apache.arrow.memory.core"
            + " --enable-native-access=dev.ndwire.core,dev.ndwire.arrow " + UNSAFE;

    private static final String INFO = """
            file     items.arrow
            format   arrow file
            rows     3
            columns  3
            batches  1
            """;

    @TempDir
    Path folder;

    private Path launcher;
    private Path jar;

    /// What a process gave.
    private record Ended(int code, String out, String err) {}

    /// A copy of the launcher beside a jar whose manifest is that of the command's jar.
    @BeforeEach
    void writeFiles() throws IOException {
        TestTables.items(folder.resolve("items.arrow"));
        TestTables.numbers(folder.resolve("numbers.arrow"));
        Path target = Files.createDirectories(folder.resolve("installed/cli/target"));
        Files.createDirectory(target.resolve("lib"));
        jar = target.resolve("ndwire.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest()).close();
        }
        launcher = Files.copy(ROOT.resolve("ndwire"), folder.resolve("installed/ndwire"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private static Manifest manifest() throws IOException {
        var manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, MAIN);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(CliProcess.classPath().split(File.pathSeparator))
                        .filter(path -> !path.isEmpty())
                        .map(path -> Path.of(path).toUri().toString())
                        .collect(Collectors.joining(" ")));
        String pom = Files.readString(Path.of("pom.xml"));
        String entries = pom.substring(pom.indexOf("<manifestEntries>"), pom.indexOf("</manifestEntries>"));
        Pattern.compile("<([A-Za-z-]+)>([^<]+)</\\1>")
                .matcher(entries)
                .results()
                .forEach(entry -> attributes.putValue(entry.group(1), entry.group(2)));
        return manifest;
    }

    private Ended run(List<String> command, String... args) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(args));
        Path errors = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(all).directory(folder.toFile()).redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("NDWIRE_JAVA_HOME", System.getProperty("java.home"));
        environment.keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "NDWIRE_JAVA_OPTS"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(errors));
    }

    private static List<String> java(String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of(options));
        return command;
    }

    private String done(List<String> command, String... args) throws IOException, InterruptedException {
        Ended ended = run(command, args);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        return ended.out();
    }

    /// Every command that meets tables, none of which says anything on standard error.
    private void runsEveryCommand(List<String> ndwire) throws IOException, InterruptedException {
        assertThat(done(ndwire, "info", "items.arrow")).startsWith(INFO);
        assertThat(done(ndwire, "head", "items.arrow")).contains("three");
        done(ndwire, "convert", "items.arrow", "items.arrows");
        assertThat(done(ndwire, "diff", "items.arrow", "items.arrows")).isEmpty();
        done(ndwire, "convert", "numbers.arrow", "numbers.npy");
        assertThat(run(ndwire, "diff", "items.arrow", "numbers.arrow"))
                .extracting(Ended::code, Ended::err)
                .containsExactly(1, "");
        try (Server server = Server.listen("tcp://127.0.0.1:0")) {
            String address = server.address().toString();
            assertThat(done(ndwire, "put", address, "items.arrow")).startsWith("items: pyarrow.Table (3, 3), ");
            done(ndwire, "get", address, "items", "-o", "got.feather");
            assertThat(done(ndwire, "diff", "items.arrow", "got.feather")).isEmpty();
        }
    }

    @Test
    void theLauncherNeedsNothingMore() throws IOException, InterruptedException {
        runsEveryCommand(List.of(launcher.toString()));
    }

    @Test
    void theJarNeedsNothingMoreAndIsQuietWithOneFlag() throws IOException, InterruptedException {
        runsEveryCommand(java(UNSAFE, "-jar", jar.toString()));
        Ended warned = run(java("-jar", jar.toString()), "info", "items.arrow");
        assertThat(warned.code()).isZero();
        assertThat(warned.out()).startsWith(INFO);
        assertThat(warned.err().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("WARNING: "))
                .anyMatch(line -> line.contains("sun.misc.Unsafe"));
    }

    @Test
    void whoForgetsTheFlagsOnTheClassPathIsToldThem() throws IOException, InterruptedException {
        String classPath = CliProcess.classPath();
        forgets(CLASS_PATH_FLAGS, "-cp", classPath, MAIN);
        runsEveryCommand(flagsAnd(CLASS_PATH_FLAGS, "-cp", classPath, MAIN));
    }

    @Test
    void whoForgetsTheFlagsOnTheModulePathIsToldThem() throws IOException, InterruptedException {
        String modulePath = System.getProperty("jdk.module.path", "");
        assumeThat(modulePath).as("tests run in modules").isNotEmpty();
        // No module names the logger: it is found on the class path.
        String[] options = {
            "--module-path",
            modulePath,
            "-cp",
            System.getProperty("java.class.path", ""),
            "--module",
            "dev.ndwire.cli/" + MAIN
        };
        forgets(MODULE_PATH_FLAGS, options);
        runsEveryCommand(flagsAnd(MODULE_PATH_FLAGS, options));
    }

    private void forgets(String flags, String... options) throws IOException, InterruptedException {
        for (String command : List.of("info", "head")) {
            Ended ended = run(java(options), command, "items.arrow");
            assertThat(ended.err().lines().filter(line -> !line.startsWith("WARNING: ")))
                    .containsExactly(FORGOTTEN + flags);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    private static List<String> flagsAnd(String flags, String... options) {
        List<String> all = new ArrayList<>(List.of(flags.split(" ")));
        all.addAll(List.of(options));
        return java(all.toArray(String[]::new));
    }
}
