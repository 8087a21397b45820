package dev.ndwire.conformance.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentTest {
    private static PythonEnvironment environment;

    @TempDir
    Path directory;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    @Test
    void holdsThePinnedPackages() throws IOException {
        var script = script("""
                from importlib.metadata import version
                print(*(f"{name}=={version(name)}" for name in ("distributed", "numpy", "pyarrow")))
                """);
        try (var process = environment.start(script, List.of())) {
            assertThat(process.readLine()).isEqualTo("distributed==2026.8.0 numpy==2.4.6 pyarrow==26.0.1");
            assertThat(process.awaitEnd()).isEqualTo(new PythonProcess.End(0, List.of()));
        }
    }

    @Test
    void isBuiltOnce() throws IOException {
        var stamp = LivePython.TARGET.resolve("venv/stamp");
        var before = Files.getLastModifiedTime(stamp);
        assertThat(LivePython.environment().executable()).isEqualTo(environment.executable());
        assertThat(Files.getLastModifiedTime(stamp)).isEqualTo(before);
    }

    @Test
    void isBuiltAnewWhereTheStampIsAnotherAndShowsWhatPipSaidWhereThatFails() throws IOException {
        // Not in a temporary folder of JUnit's, which warns of every link that it deletes.
        var other = LivePython.TARGET.resolve("other-environment");
        var stamp = other.resolve("venv/stamp");
        var requirements = directory.resolve("requirements.txt");
        var python = new PythonSearch.Found(environment.executable(), "3.11.0");
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, "another");
        Files.writeString(requirements, "this is no requirement\n");
        assertThatThrownBy(() -> PythonEnvironment.build(python, requirements, other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("'" + other.resolve("venv/bin/python") + " -m pip install --requirement "
                        + requirements + "' ended with exit code 1; its last lines:\n")
                .hasMessageContaining("this is no requirement");
        assertThat(stamp).doesNotExist();

        Files.writeString(requirements, "# nothing\n");
        assertThat(PythonEnvironment.build(python, requirements, other).executable())
                .isExecutable();
        assertThat(stamp).content().hasSize(64);
    }

    @Test
    void showsStandardErrorWhereAScriptEndsEarly() throws IOException {
        var script = script("""
                import sys
                sys.exit("out of coal")
                """);
        try (var process = environment.start(script, List.of())) {
            assertThatThrownBy(process::readLine)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("script.py ended with exit code 1 where a line was awaited; "
                            + "the last lines of its standard error:\nout of coal");
        }
    }

    @Test
    void endsAScriptThatWouldRunOnForever() throws IOException {
        var script = script("""
                import threading
                print("running", flush=True)
                threading.Event().wait()
                """);
        var process = environment.start(script, List.of());
        assertThat(process.readLine()).isEqualTo("running");
        process.close();
        assertThat(process.isAlive()).isFalse();
    }

    private Path script(String text) throws IOException {
        return Files.writeString(directory.resolve("script.py"), text);
    }
}
