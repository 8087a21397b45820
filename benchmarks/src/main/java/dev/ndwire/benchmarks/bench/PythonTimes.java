package dev.ndwire.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.cli.rig.Spread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// CPython's times for what our benchmarks do: measured by scripts of ours in a process of its own, right
/// after the suite that they belong to.
final class PythonTimes {
    /// The name of their file in a folder of results: one JSON object a line.
    static final String FILE = "python.json";

    private static final Map<JmhSuite, List<String>> SCRIPTS = Map.of(
            JmhSuite.SERIALIZE, List.of("protocol_times.py", "SerializeArray"),
            JmhSuite.DESERIALIZE, List.of("protocol_times.py", "DeserializeArray"),
            JmhSuite.PICKLE, List.of("protocol_times.py", "PickleArray"),
            JmhSuite.MESSAGES, List.of("protocol_times.py", "SmallMessage"),
            JmhSuite.TABLES, List.of("table_times.py"));

    private final Map<String, Map<String, Spread>> times;

    private PythonTimes(Map<String, Map<String, Spread>> times) {
        this.times = times;
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
    /// @return one JSON object a line
    /// @throws IOException if Python fails
    static String measure(JmhSuite suite, Map<String, String> parameters, int rounds) throws IOException {
        List<String> script = SCRIPTS.getOrDefault(suite, List.of());
        String[] arguments = {
            Integer.toString(rounds),
            script.size() > 1 ? script.get(1) : "",
            parameters.getOrDefault(suite.equals(JmhSuite.TABLES) ? "shape" : "byteSize", "")
        };
        Process process = Python.running(script.get(0), arguments).start();
        String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(script.get(0) + " ended with " + process.exitValue());
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
        Map<String, Map<String, Spread>> times = new HashMap<>();
        Path file = results.resolve(FILE);
        if (Files.exists(file)) {
            ObjectMapper mapper = new ObjectMapper();
            for (String line : Files.readAllLines(file)) {
                JsonNode time = mapper.readTree(line);
                times.computeIfAbsent(key(time), unused -> new HashMap<>())
                        .put(
                                time.path("by").asText(),
                                new Spread(
                                        time.path("low").asDouble(),
                                        time.path("median").asDouble(),
                                        time.path("high").asDouble()));
            }
        }
        return new PythonTimes(times);
    }

    private static String key(JsonNode time) {
        return time.path("benchmark").asText() + "/" + time.path("parameter").asText();
    }

    /// What Python takes for one of ours, in nanoseconds.
    ///
    /// @return who, and how long; none if nobody was timed. Arrays of float64 in C order alone have any
    Map<String, Spread> beside(Figure ours) {
        Map<String, String> parameters = ours.parameters();
        if (!parameters.getOrDefault("layout", "C").equals("C")
                || !parameters.getOrDefault("dtype", "FLOAT64").equals("FLOAT64")) {
            return Map.of();
        }
        String parameter = parameters.getOrDefault("shape", parameters.getOrDefault("byteSize", ""));
        return times.getOrDefault(ours.name() + "/" + parameter, Map.of());
    }
}
