package dev.ndwire.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ndwire.benchmarks.CompressibleFiles;
import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.cli.rig.Spread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// CPython's times for what our benchmarks do: measured by scripts of ours in a process of its own, right
/// after the suite that they belong to.
final class PythonTimes {
    /// The name of their file in a folder of results: one JSON object a line.
    static final String FILE = "python.json";

    private static final Map<JmhSuite, List<String>> SCRIPTS = Map.ofEntries(
            Map.entry(JmhSuite.SERIALIZE, List.of("protocol_times.py", "SerializeArray")),
            Map.entry(JmhSuite.DESERIALIZE, List.of("protocol_times.py", "DeserializeArray")),
            Map.entry(JmhSuite.ROUND_TRIP, List.of("protocol_times.py", "RoundTripArray")),
            Map.entry(JmhSuite.PICKLE, List.of("protocol_times.py", "PickleArray,PickleMessage")),
            Map.entry(JmhSuite.MESSAGES, List.of("protocol_times.py", "SmallMessage")),
            Map.entry(JmhSuite.COMPRESS, List.of("codec_times.py")),
            Map.entry(JmhSuite.GATHER, List.of("array_times.py", "GatherArray")),
            Map.entry(JmhSuite.COMPUTE, List.of("array_times.py", "ComputeArrays")),
            Map.entry(JmhSuite.ELEMENTS, List.of("array_times.py", "CreateView,ReadElements")),
            Map.entry(JmhSuite.NPZ, List.of("npz_times.py")),
            Map.entry(JmhSuite.TABLES, List.of("table_times.py")));

    // Those that work on numbers of ours that no Python makes.
    private static final Set<JmhSuite> WITH_FILES = Set.of(JmhSuite.COMPRESS, JmhSuite.NPZ);
    /// The most bytes of numbers that benchmarks have unless they are told otherwise.
    static final String LARGEST = "67108864";

    private static final Map<String, String> OPTIONS = Map.of(
            "byteSize",
            "--sizes",
            "dtype",
            "--dtypes",
            "layout",
            "--layouts",
            "shape",
            "--shapes",
            "codec",
            "--codecs",
            "data",
            "--data",
            "source",
            "--sources",
            "side",
            "--sides");
    private static final String BENCHMARK = "benchmark";
    private static final String BY = "by";
    private static final Set<String> SPREAD = Set.of("low", "median", "high");

    // Of each of ours.
    private final Map<String, List<Time>> times;

    private PythonTimes(Map<String, List<Time>> times) {
        this.times = times;
    }

    /// How long somebody takes.
    ///
    /// @param by who
    /// @param parameters with which values of our benchmark's parameters
    /// @param nanos how long
    private record Time(String by, Map<String, String> parameters, Spread nanos) {
        boolean isBeside(Figure ours) {
            return parameters.entrySet().stream()
                    .allMatch(entry -> ours.parameters()
                            .getOrDefault(entry.getKey(), entry.getValue())
                            .equals(entry.getValue()));
        }
    }

    /// Whether Python has figures for a suite.
    static boolean hasAny(JmhSuite suite) {
        return SCRIPTS.containsKey(suite);
    }

    /// Measures.
    ///
    /// @param suite for which there are [#hasAny]
    /// @param parameters which of its parameters; others have all of their values
    /// @param rounds how often each is timed
    /// @param seconds how long a round lasts, about
    /// @return one JSON object a line
    /// @throws IOException if Python fails
    static String measure(JmhSuite suite, Map<String, String> parameters, int rounds, double seconds)
            throws IOException {
        List<String> script = SCRIPTS.getOrDefault(suite, List.of());
        List<String> arguments = new ArrayList<>(List.of("--rounds", "" + rounds, "--seconds", "" + seconds));
        if (script.size() > 1) {
            arguments.addAll(List.of("--class", script.get(1)));
        }
        parameters.forEach((name, values) -> {
            if (OPTIONS.containsKey(name)) {
                arguments.addAll(List.of(OPTIONS.get(name), values));
            }
        });
        if (!WITH_FILES.contains(suite)) {
            return lines(script.get(0), arguments);
        }
        try (CompressibleFiles files = CompressibleFiles.write(Math.toIntExact(largest(parameters, LARGEST)))) {
            arguments.addAll(List.of("--files", files.argument()));
            return lines(script.get(0), arguments);
        }
    }

    /// The largest size of some parameters.
    ///
    /// @param usual what they have if they do not say
    static long largest(Map<String, String> parameters, String usual) {
        return Arrays.stream(parameters.getOrDefault("byteSize", usual).split(",", -1))
                .mapToLong(Long::parseLong)
                .max()
                .orElseThrow();
    }

    private static String lines(String script, List<String> arguments) throws IOException {
        Process process =
                Python.running(script, arguments.toArray(String[]::new)).start();
        String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(script + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Python was measured", e);
        }
        return lines;
    }

    /// Reads the times of a folder of results.
    ///
    /// @param results the folder
    /// @return its times; none where there is no such file
    /// @throws IOException if the file cannot be read
    static PythonTimes read(Path results) throws IOException {
        Map<String, List<Time>> times = new HashMap<>();
        Path file = results.resolve(FILE);
        if (Files.exists(file)) {
            ObjectMapper mapper = new ObjectMapper();
            for (String line : Files.readAllLines(file)) {
                JsonNode time = mapper.readTree(line);
                times.computeIfAbsent(time.path(BENCHMARK).asText(), unused -> new ArrayList<>())
                        .add(time(time));
            }
        }
        return new PythonTimes(times);
    }

    private static Time time(JsonNode line) {
        Map<String, String> parameters = new HashMap<>();
        line.properties().stream()
                .filter(entry -> !SPREAD.contains(entry.getKey())
                        && !List.of(BENCHMARK, BY).contains(entry.getKey()))
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        return new Time(
                line.path(BY).asText(),
                parameters,
                new Spread(
                        line.path("low").asDouble(),
                        line.path("median").asDouble(),
                        line.path("high").asDouble()));
    }

    /// What Python takes for one of ours, in nanoseconds.
    ///
    /// @return who, and how long; none if nobody was timed
    Map<String, Spread> beside(Figure ours) {
        Map<String, Spread> beside = new LinkedHashMap<>();
        times.getOrDefault(ours.name(), List.of()).stream()
                .filter(time -> time.isBeside(ours))
                .forEach(time -> beside.put(time.by(), time.nanos()));
        return beside;
    }
}
