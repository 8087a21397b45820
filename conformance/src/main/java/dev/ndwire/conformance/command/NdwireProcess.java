package dev.ndwire.conformance.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A running `ndwire` command. Closing it kills it and waits until it is gone. For one thread, but for [#kill].
public final class NdwireProcess implements AutoCloseable {
    private static final String MAIN = "dev.ndwire.cli.Main";
    private static final String GREETING = "listening on ";

    private final Process process;
    private final Path log;
    private final BufferedReader output;
    private String address = "";

    private NdwireProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts a command; its standard error goes to a file in the directory.
    ///
    /// @param directory where it runs, and where the file is made
    /// @param javaOptions more options for Java
    /// @param arguments the words after `ndwire`
    /// @return the running command, which the caller closes
    /// @throws IOException if it cannot be started
    public static NdwireProcess start(Path directory, List<String> javaOptions, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(arguments));
        var log = Files.createTempFile(directory, "ndwire-", ".log");
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectError(log.toFile());
        return new NdwireProcess(builder.start(), log);
    }

    /// Starts a server on a free port of this machine, and waits until it listens.
    ///
    /// @param directory where it runs
    /// @param javaOptions more options for Java
    /// @param arguments more for `ndwire serve`
    /// @return the server, which the caller closes
    /// @throws IOException if it cannot be started
    /// @throws IllegalStateException if it ends before it listens
    public static NdwireProcess serve(Path directory, List<String> javaOptions, String... arguments)
            throws IOException {
        var all = new ArrayList<String>(List.of("serve", "--listen", "tcp://127.0.0.1:0"));
        all.addAll(List.of(arguments));
        var server = start(directory, javaOptions, all.toArray(String[]::new));
        var line = server.output.readLine();
        if (line == null || !line.startsWith(GREETING)) {
            server.close();
            throw new IllegalStateException("ndwire serve wrote '" + line + "' where '" + GREETING
                    + "ADDRESS' was awaited; its standard error:\n" + server.standardError());
        }
        server.address = line.substring(GREETING.length());
        return server;
    }

    /// Where a server listens.
    ///
    /// @return as in `tcp://127.0.0.1:40213`
    public String address() {
        return address;
    }

    /// Where a server listens, on this machine.
    ///
    /// @return the port
    public int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /// The memory of the process that is in RAM and in no file.
    ///
    /// @return the bytes, or nothing where the system does not tell
    public OptionalLong residentBytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /// What it has written to standard error.
    ///
    /// @return all of it
    public String standardError() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /// Waits for the command's end.
    ///
    /// @return its exit code, and the lines it still had written
    /// @throws IOException if its output cannot be read
    public End awaitEnd() throws IOException {
        var lines = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        return new End(waitFor(), List.copyOf(lines));
    }

    /// Whether it runs.
    ///
    /// @return true until it ended
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it at once, as a crash would.
    public void kill() {
        process.destroyForcibly();
    }

    private int waitFor() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ndwire ran", e);
        }
    }

    @Override
    public void close() {
        kill();
        waitFor();
    }

    /// How a command ended.
    ///
    /// @param exitCode its exit code
    /// @param lines what it wrote to standard output
    public record End(int exitCode, List<String> lines) {}
}
