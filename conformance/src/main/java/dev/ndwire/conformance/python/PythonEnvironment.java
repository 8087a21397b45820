package dev.ndwire.conformance.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A virtual environment with the packages of a requirements file, built once and kept.
///
/// It lies in `<directory>/venv`; `<directory>/venv/stamp`, written last, holds the hash of the requirements and of the
/// Python that built it. Where the stamp is another, or there is none because a build was cut off, it is built anew.
/// Builds of several threads and processes wait for one another on `<directory>/venv.lock`. What pip says goes to
/// `<directory>/venv.log`; pip is configured as it is for any other program of the user.
public final class PythonEnvironment {
    private static final int LINES_SHOWN = 20;

    private final Path directory;

    private PythonEnvironment(Path directory) {
        this.directory = directory;
    }

    /// Builds the environment, or finds it built.
    ///
    /// @param python the Python to build it with
    /// @param requirements the requirements file, every package pinned
    /// @param directory where it lies; made if it isn't there
    /// @return the environment, ready to run scripts
    /// @throws IllegalStateException if a step fails; the message ends in the last lines it wrote
    public static synchronized PythonEnvironment build(PythonSearch.Found python, Path requirements, Path directory) {
        var environment = new PythonEnvironment(directory.toAbsolutePath());
        try {
            Files.createDirectories(environment.temporary());
            var lock = environment.directory.resolve("venv.lock");
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                environment.buildUnless(stamp(python, requirements), python, requirements, held.isValid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build the Python environment in " + environment.venv(), e);
        }
        return environment;
    }

    private void buildUnless(String stamp, PythonSearch.Found python, Path requirements, boolean locked)
            throws IOException {
        var stampFile = venv().resolve("stamp");
        boolean built = Files.exists(stampFile) && Files.readString(stampFile).equals(stamp);
        if (built || !locked) {
            return;
        }
        Files.deleteIfExists(stampFile);
        run(List.of(python.executable().toString(), "-m", "venv", "--clear", venv().toString()));
        run(List.of(executable().toString(), "-m", "pip", "install", "--requirement", requirements.toString()));
        Files.writeString(stampFile, stamp);
    }

    private void run(List<String> command) throws IOException {
        var log = directory.resolve("venv.log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        clean(builder.environment());
        int exitCode = waitFor(builder.start());
        if (exitCode != 0) {
            throw new IllegalStateException("'" + String.join(" ", command) + "' ended with exit code " + exitCode
                    + "; its last lines:\n" + tail(log));
        }
    }

    private static String stamp(PythonSearch.Found python, Path requirements) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(requirements));
            digest.update((python.version() + " " + python.executable()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The environment's Python.
    ///
    /// @return what to run
    public Path executable() {
        return venv().resolve("bin").resolve("python");
    }

    /// Starts a script as a child process; its standard error goes to a log in `<directory>/python`.
    ///
    /// @param script the script
    /// @param arguments its arguments
    /// @return the running script, which the caller closes
    public PythonProcess start(Path script, List<String> arguments) {
        var command = new java.util.ArrayList<String>();
        command.add(executable().toString());
        command.add(script.toAbsolutePath().toString());
        command.addAll(arguments);
        try {
            var log = Files.createTempFile(temporary(), script.getFileName() + "-", ".log");
            var builder = new ProcessBuilder(command).redirectError(log.toFile());
            clean(builder.environment());
            builder.environment().put("TMPDIR", temporary().toString());
            // The scripts lie among the sources, where no compiled copy of them belongs.
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            return new PythonProcess(script.getFileName().toString(), builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + script, e);
        }
    }

    /// Takes out what would give the child other packages or another configuration than the pinned one.
    private static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.equals("PYTHONPATH")
                        || name.equals("PYTHONHOME")
                        || name.equals("PYTHONSTARTUP")
                        || name.startsWith("DASK_"));
    }

    private Path venv() {
        return directory.resolve("venv");
    }

    private Path temporary() {
        return directory.resolve("python");
    }

    static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a Python process ran", e);
        }
    }

    static String tail(Path log) {
        try {
            var lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
