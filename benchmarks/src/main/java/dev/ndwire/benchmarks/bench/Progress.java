package dev.ndwire.benchmarks.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/// Shows how far the benchmarks are, on a terminal; what JMH itself says is kept for when it fails.
final class Progress implements OutputFormat {
    private static final String CLEAR_LINE = "\r\u001B[K";
    private static final int MAX_KEPT = 1 << 16;

    private final PrintStream out;
    private final boolean isTerminal;
    private final int rowCount;
    private final long begun = System.nanoTime();
    private final StringBuilder said = new StringBuilder();
    private int done;

    /// @param out where it is shown
    /// @param isTerminal whether anything is
    /// @param rowCount how many results there will be
    Progress(PrintStream out, boolean isTerminal, int rowCount) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.rowCount = rowCount;
    }

    /// What JMH said since the last row began.
    String said() {
        return said.toString();
    }

    /// Takes the line off the terminal.
    void clear() {
        show("");
    }

    /// Shows what is done besides benchmarks.
    void show(String line) {
        if (isTerminal) {
            out.print(line.isEmpty() ? CLEAR_LINE : CLEAR_LINE + line);
            out.flush();
        }
    }

    @Override
    public void startBenchmark(BenchmarkParams parameters) {
        said.setLength(0);
        String name = parameters.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
        show("%d of %d, %s: %s".formatted(done + 1, rowCount, left(), name));
    }

    private String left() {
        if (done == 0) {
            return "time left unknown";
        }
        long nanoseconds = (System.nanoTime() - begun) / done * (rowCount - done);
        Duration left = Duration.ofNanos(nanoseconds);
        return "%d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        done++;
    }

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams parameters, int iteration) {}

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams parameters, int iteration, IterationResult result) {}

    @Override
    public void print(String text) {
        if (said.length() < MAX_KEPT) {
            said.append(text);
        }
    }

    @Override
    public void println(String text) {
        print(text + System.lineSeparator());
    }

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void write(int letter) {
        print(String.valueOf((char) letter));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        print(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
