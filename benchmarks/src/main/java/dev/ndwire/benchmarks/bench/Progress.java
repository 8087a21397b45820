package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.TerminalLine;
import java.io.IOException;
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
    private static final int MAX_KEPT = 1 << 16;

    private final TerminalLine line;
    private final int rowCount;
    private final long begun = System.nanoTime();
    private final StringBuilder said = new StringBuilder();
    private int done;

    /// @param line where it is shown
    /// @param rowCount how many results there will be
    Progress(TerminalLine line, int rowCount) {
        this.line = line;
        this.rowCount = rowCount;
    }

    /// What JMH said since the last row began.
    String said() {
        return said.toString();
    }

    @Override
    public void startBenchmark(BenchmarkParams parameters) {
        said.setLength(0);
        String name = parameters.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
        line.show("%d of %d, %s: %s".formatted(done + 1, rowCount, left(), name));
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
