package dev.ndwire.benchmarks.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Findings;
import dev.ndwire.cli.rig.Spread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/// Reads figures from the files of a folder of results: JMH's, and that of [Findings].
final class Figures {
    /// The name of JMH's file in a folder of results.
    static final String FILE = "jmh.json";

    private static final Map<String, Double> NANOSECONDS =
            Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);
    private static final List<String> PATHS = List.of("jvm", "jvmArgs");
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Figures() {}

    /// Reads a folder of results.
    ///
    /// @param results the folder
    /// @return its figures, in the order in which they were measured; JMH's first
    /// @throws IOException if there is no such file, or it is not what it should be
    static List<Figure> read(Path results) throws IOException {
        List<Figure> figures = new ArrayList<>();
        Path file = results.resolve(FILE);
        boolean hasOthers = Files.exists(results.resolve(Findings.FILE));
        try {
            if (Files.exists(file) || !hasOthers) {
                figures.addAll(parse(Files.readString(file)));
            }
            figures.addAll(others(results));
            return figures;
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "no results in '" + results + "': there is neither " + FILE + " nor " + Findings.FILE, e);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IOException("'" + file + "' is not JMH's: " + why, e);
        }
    }

    /// Writes JMH's file into a folder, without the paths that it has of the machine.
    ///
    /// @param results the folder
    /// @param runs what JMH gave
    /// @throws IOException if it cannot be written
    static void write(Path results, Collection<RunResult> runs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .writeOut(runs);
        ObjectMapper mapper = new ObjectMapper();
        JsonNode list = mapper.readTree(bytes.toByteArray());
        list.forEach(run -> ((ObjectNode) run).remove(PATHS));
        Files.writeString(
                results.resolve(FILE),
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list) + System.lineSeparator());
    }

    private static List<Figure> others(Path results) throws IOException {
        try {
            return Findings.read(results).figures();
        } catch (JsonProcessingException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IOException("'" + results.resolve(Findings.FILE) + "' is not ours: " + why, e);
        }
    }

    private static List<Figure> parse(String json) throws JsonProcessingException {
        JsonNode runs = new ObjectMapper().readTree(json);
        if (!runs.isArray()) {
            throw new IllegalArgumentException("found no list of runs");
        }
        List<Figure> figures = new ArrayList<>();
        runs.forEach(run -> figures.add(figure(run)));
        return figures;
    }

    private static Figure figure(JsonNode run) {
        String benchmark = text(run, "benchmark");
        int dot = benchmark.lastIndexOf('.');
        Map<String, String> parameters = new TreeMap<>();
        run.path("params")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        JsonNode metric = run.path("primaryMetric");
        Double unit = NANOSECONDS.get(text(metric, "scoreUnit"));
        if (unit == null) {
            throw new IllegalArgumentException(
                    "the unit of " + benchmark + " is " + text(metric, "scoreUnit") + ", which is no time");
        }
        DoubleStream.Builder nanos = DoubleStream.builder();
        metric.path("rawData").forEach(fork -> fork.forEach(time -> nanos.add(unit * time.asDouble())));
        String type = benchmark.substring(0, Math.max(dot, 0));
        String method = benchmark.substring(dot + 1);
        return Figure.time(
                        JmhSuite.having(type).map(JmhSuite::label).orElse(""),
                        type.substring(type.lastIndexOf('.') + 1),
                        method,
                        Benchmarks.role(type, method),
                        parameters,
                        spread(nanos.build(), benchmark))
                .allocating(run.path("secondaryMetrics")
                        .path(ALLOCATED)
                        .path("score")
                        .asDouble(-1));
    }

    private static Spread spread(DoubleStream nanos, String benchmark) {
        try {
            return Spread.of(nanos);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no times of " + benchmark, e);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode found = node.get(field);
        if (found == null || !found.isTextual()) {
            throw new IllegalArgumentException("found no text '" + field + "' in a run");
        }
        return found.asText();
    }
}
