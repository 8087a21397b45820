package dev.ndwire.cli;

import dev.ndwire.core.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// The command, called in this JVM.
final class Cli {
    private Cli() {}

    /// What a call came to.
    record Result(int code, String out, String err, Bytes raw) {}

    static Result run(String... args) {
        return run(false, args);
    }

    static Result runOnTerminal(String... args) {
        return run(true, args);
    }

    private static Result run(boolean isTerminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new PrintWriter(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                raw,
                isTerminal,
                isTerminal);
        int code = Main.run(streams, args);
        return new Result(code, text(out), text(err), Bytes.of(raw.toByteArray()));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
