package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/// Tells how far JMH is; what it says itself is kept for when it fails.
final class JmhProgress implements OutputFormat {
    private static final int MAX_KEPT = 1 << 16;

    private final Run run;
    private final StringBuilder said = new StringBuilder();

    JmhProgress(Run run) {
        this.run = run;
    }

    /// How long one benchmark with one set of parameters takes, about.
    static double secondsOfARow(Pace pace) {
        return switch (pace) {
            case FULL -> 21;
            case QUICK -> 3;
            case SMOKE -> 0.2;
        };
    }

    /// What JMH said last, and what is left if it said nothing.
    String lastWords(Exception failure) {
        String last = said.toString().lines().filter(text -> !text.isBlank()).reduce("", (a, b) -> b);
        return last.isEmpty() ? String.valueOf(failure.getMessage()) : last;
    }

    @Override
    public void startBenchmark(BenchmarkParams parameters) {
        said.setLength(0);
        run.progress().show(parameters.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"));
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        run.progress().done(secondsOfARow(run.plan().pace()));
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
