package dev.ndwire.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Python to compare with: the one that `mvn verify` builds for the conformance tests, or what `NDWIRE_PYTHON`
/// names.
public final class Python {
    /// The variable of the environment that names one.
    public static final String VARIABLE = "NDWIRE_PYTHON";

    private static final Path BUILT = Path.of("conformance/target/venv/bin/python");
    private static final Path SCRIPTS = Path.of("benchmarks/python");
    private static final List<String> MODULES =
            List.of("distributed", "lz4", "numpy", "pandas", "pyarrow.flight", "zstandard");

    private Python() {}

    /// Whether there is one.
    ///
    /// @return false if none is named and none found, or our scripts are not; [#complaint] tells whether it works
    public static boolean isThere() {
        return interpreter() != null && found(SCRIPTS) != null;
    }

    /// What is wrong with it, found by having it import what our scripts do, once: that takes some seconds.
    ///
    /// @return the end of a sentence, in one line, such as `there is none`; empty if nothing is
    /// @throws IOException if this is interrupted
    public static String complaint() throws IOException {
        Path interpreter = interpreter();
        return interpreter == null || found(SCRIPTS) == null ? "there is none" : complaint(interpreter);
    }

    /// The same of one that is named.
    static String complaint(Path interpreter) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(interpreter.toString(), "-c", "import " + String.join(", ", MODULES))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return "'" + interpreter + "' cannot be run";
        }
        try (InputStream said = process.getInputStream()) {
            String last = new String(said.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce("", (first, second) -> second);
            int code = process.waitFor();
            // The last line of what Python says of an error is the error.
            return code == 0
                    ? ""
                    : "'" + interpreter + "' does not fit (" + (last.isEmpty() ? "exit code " + code : last.strip())
                            + ")";
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Python was asked what it has", e);
        }
    }

    /// Prepares to run one of our scripts; what it says on standard error is shown.
    ///
    /// @param script its name
    /// @param arguments what it is given
    /// @return a process to be started
    /// @throws IllegalStateException if there is no Python
    public static ProcessBuilder running(String script, String... arguments) {
        Path interpreter = interpreter();
        Path scripts = found(SCRIPTS);
        if (interpreter == null || scripts == null) {
            throw new IllegalStateException("there is no Python to compare with: run from inside of the project after"
                    + " 'mvn verify', or name one that has distributed, lz4 and zstandard in " + VARIABLE);
        }
        List<String> command = new ArrayList<>(
                List.of(interpreter.toString(), scripts.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /// The project that this runs in.
    ///
    /// @return its folder
    /// @throws IllegalStateException if this does not run in one
    public static Path root() {
        Path scripts = found(SCRIPTS);
        if (scripts == null) {
            throw new IllegalStateException("this is not run inside of the project: there is no " + SCRIPTS
                    + " in the working directory or above it");
        }
        return scripts.resolve("../..").normalize();
    }

    private static @Nullable Path interpreter() {
        String named = System.getenv(VARIABLE);
        return named == null ? found(BUILT) : Path.of(named);
    }

    // JMH's forks run where it was started: at the top of the project, or in one of its modules.
    private static @Nullable Path found(Path inside) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(inside))) {
                return at.resolve(inside);
            }
        }
        return null;
    }
}
