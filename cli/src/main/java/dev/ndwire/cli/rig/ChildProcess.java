package dev.ndwire.cli.rig;

import dev.ndwire.core.memory.MemoryPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// The second JVM as the first sees it: the same Java with the same flags but those of the heap.
///
/// Used by one thread.
public final class ChildProcess implements AutoCloseable {
    private static final long ENDS_WITHIN_SECONDS = 5;
    private static final List<String> NOT_INHERITED =
            List.of("-javaagent:", "-agentlib:", "-agentpath:", "-Xrun", "-Xdebug", "-Xmx", "-Xms", "-Xmn");

    private final Process process;
    private final BufferedReader out;
    private final Thread errReader;
    // The last line on the child's standard error: why it died, if it did.
    private final AtomicReference<String> lastComplaint = new AtomicReference<>("");

    private ChildProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.errReader = Thread.ofPlatform().daemon().name("second-jvm-err").start(this::readErr);
    }

    /// Starts a main class with this process's Java, flags and code.
    ///
    /// @param main the class
    /// @param flags what else Java is started with, the size of its heap above all
    /// @param args its arguments
    /// @return the process
    /// @throws IOException if it does not start
    public static ChildProcess start(Class<?> main, List<String> flags, String... args) throws IOException {
        List<String> command = command(main, flags);
        command.addAll(List.of(args));
        try {
            return new ChildProcess(new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new IOException("a second JVM cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(Class<?> main, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> inherited = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .toList();
        command.addAll(inherited);
        command.addAll(flags);
        if (inherited.stream().noneMatch(flag -> flag.matches("-XX:\\+Use[A-Za-z0-9]*GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        Module module = main.getModule();
        if (module.isNamed()) {
            Stream.of("--module-path", System.getProperty("jdk.module.path", ""))
                    .forEach(command::add);
            Stream.of("--module", module.getName() + "/" + main.getName()).forEach(command::add);
            return command;
        }
        // A jar's manifest may have allowed it here; a class path has none.
        if (MemoryPool.class.getModule().isNativeAccessEnabled()) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (Buffer.class.getModule().isOpen(Buffer.class.getPackageName(), module)) {
            command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        }
        Stream.of("-cp", System.getProperty("java.class.path"), main.getName()).forEach(command::add);
        return command;
    }

    private void readErr() {
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            err.lines().filter(line -> !line.isBlank()).forEach(lastComplaint::set);
        } catch (IOException | java.io.UncheckedIOException e) {
            // The process is gone, and what it said last is known.
            lastComplaint.compareAndSet("", String.valueOf(e.getMessage()));
        }
    }

    /// Reads the line that tells that the child is ready.
    ///
    /// @return the line
    /// @throws IOException if it ends before that
    public String readLine() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw failure("starting", new IOException("no line came"));
        }
        return line;
    }

    /// Says why an exchange failed: because the child died, if it did.
    ///
    /// @param doing what was being done
    /// @param cause how that failed
    /// @return one line for the user
    public IOException failure(String doing, Exception cause) {
        boolean died = false;
        try {
            died = process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (died) {
                errReader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!died) {
            return new IOException(doing + " failed: " + cause.getMessage(), cause);
        }
        String said = lastComplaint.get();
        return new IOException(
                "the second JVM died while " + doing + ", with exit code " + process.exitValue()
                        + (said.isEmpty() ? "" : ": " + said),
                cause);
    }

    /// Has it end, by ending its standard input, and waits for that.
    @Override
    public void close() {
        boolean ended = false;
        try {
            process.getOutputStream().close();
            ended = process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            lastComplaint.set(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
        }
    }
}
