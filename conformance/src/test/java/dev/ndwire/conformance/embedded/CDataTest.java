package dev.ndwire.conformance.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables of every kind go to a Python in the same process and back, through the C Data interface.
class CDataTest {
    private static final int KINDS = 79;

    @TempDir
    Path folder;

    /// The Python's own library, its home, and where its packages are.
    private List<String> python() throws IOException {
        PythonEnvironment environment = LivePython.environment();
        Path script = Files.writeString(folder.resolve("where.py"), """
                import os, sys, sysconfig
                names = [sysconfig.get_config_var(name) or "" for name in ("INSTSONAME", "LDLIBRARY")]
                places = [os.path.join(sysconfig.get_config_var("LIBDIR") or "", name) for name in names]
                found = [place for place in places if not place.endswith(".a") and os.path.isfile(place)]
                print(found[0] if found else "")
                print(sys.base_prefix)
                print(sysconfig.get_paths()["platlib"])
                """);
        try (var process = environment.start(script, List.of())) {
            var end = process.awaitEnd();
            assertThat(end.exitCode()).as(process.standardError()).isZero();
            return end.lines();
        }
    }

    @Test
    void tablesOfEveryKindGoToPythonAndBackInOneProcess() throws Exception {
        List<String> python = python();
        Assumptions.assumeFalse(
                python.get(0).isEmpty(), "Python at " + python.get(1) + " was built without a shared library");

        List<String> lines = child(python);

        assertThat(lines).filteredOn(line -> line.startsWith("FAILED")).isEmpty();
        assertThat(lines).filteredOn(line -> line.startsWith("kind ")).hasSize(KINDS);
        assertThat(lines)
                .contains("ok address", "ok held", "ok released once", "ok own address", "ok own values", "ok array")
                .anyMatch(
                        line -> line.startsWith(
                                "error dev.ndwire.arrow.cdata.ProducerException: stream has no next batch (error 22): Invalid: the second batch is not there."))
                .endsWith("left 0");
    }

    private static List<String> child(List<String> python) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Xss16m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                CDataInPython.class.getName(),
                python.get(0),
                python.get(2),
                LivePython.SCRIPTS.toString());
        builder.environment().put("PYTHONHOME", python.get(1));
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().remove("PYTHONPATH");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
