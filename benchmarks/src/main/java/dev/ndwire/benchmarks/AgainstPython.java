package dev.ndwire.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks of messages and pickles and, before and after them, the same operations in CPython; prints one
/// table of both, in Markdown.
///
/// JMH's own settings hold, but for how long an iteration takes.
public final class AgainstPython {
    private static final String SCRIPT = "protocol_times.py";
    private static final Pattern FIGURE = Pattern.compile("\"benchmark\": \"([^\"]+)\", \"byteSize\": (null|\\d+), "
            + "\"low\": ([-+.e\\d]+), \"median\": ([-+.e\\d]+), \"high\": ([-+.e\\d]+)");
    private static final List<String> BENCHMARKS = List.of(
            "\\.SmallMessage\\.",
            "\\.PickleArray\\.",
            "\\.SerializeArray\\.(serialize|dumps)$",
            "\\.DeserializeArray\\.(deserialize|loads)$");

    private AgainstPython() {}

    /// Nanoseconds of CPython: of all rounds of all runs.
    private record Span(double low, double median, double high) {
        Span and(Span other) {
            return new Span(Math.min(low, other.low), (median + other.median) / 2, Math.max(high, other.high));
        }
    }

    /// Runs everything.
    ///
    /// @param arguments the seconds of an iteration; 1 unless given
    /// @throws IOException if Python cannot be run or says nothing
    /// @throws InterruptedException if this thread is interrupted while it waits for it
    /// @throws RunnerException if a benchmark fails
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        int seconds = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        Map<String, Span> python = new TreeMap<>(ofPython());
        Collection<RunResult> ours = ofJava(seconds);
        ofPython().forEach((name, span) -> python.merge(name, span, Span::and));
        print(ours, python);
    }

    private static Map<String, Span> ofPython() throws IOException, InterruptedException {
        Process process = Python.running(SCRIPT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(SCRIPT + " ended with " + process.exitValue());
        }
        Map<String, Span> spans = new TreeMap<>();
        for (Matcher figure = FIGURE.matcher(output); figure.find(); ) {
            String size = figure.group(2).equals("null") ? "" : figure.group(2);
            spans.put(
                    figure.group(1) + "/" + size,
                    new Span(
                            Double.parseDouble(figure.group(3)),
                            Double.parseDouble(figure.group(4)),
                            Double.parseDouble(figure.group(5))));
        }
        if (spans.isEmpty()) {
            throw new IOException(SCRIPT + " gave no figures");
        }
        return spans;
    }

    private static Collection<RunResult> ofJava(int seconds) throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        for (String benchmark : BENCHMARKS) {
            OptionsBuilder options = new OptionsBuilder();
            options.include(benchmark)
                    .addProfiler(GCProfiler.class)
                    .warmupTime(TimeValue.seconds(seconds))
                    .measurementTime(TimeValue.seconds(seconds));
            if (benchmark.contains("ializeArray")) {
                options.param("form", Form.CONTIGUOUS.name());
            }
            results.addAll(new Runner(options.build()).run());
        }
        return results;
    }

    private static void print(Collection<RunResult> ours, Map<String, Span> python) {
        System.out.println();
        System.out.println("| benchmark | bytes | ndwire, ns | allocated, B | CPython, ns | CPython / ndwire |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        for (RunResult result : ours) {
            BenchmarkParams params = result.getParams();
            String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
            String size = params.getParamsKeys().contains("byteSize") ? params.getParam("byteSize") : "";
            Result<?> time = result.getPrimaryResult();
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %s | %.0f ± %.0f | %.0f | %s |%n",
                    name,
                    size,
                    time.getScore(),
                    time.getScoreError(),
                    allocated == null ? Double.NaN : allocated.getScore(),
                    compared(python.get(name + "/" + size), time.getScore()));
        }
    }

    private static String compared(@Nullable Span python, double ours) {
        return python == null
                ? " | "
                : String.format(
                        Locale.ROOT,
                        "%.0f (%.0f to %.0f) | %.1f",
                        python.median(),
                        python.low(),
                        python.high(),
                        python.median() / ours);
    }
}
