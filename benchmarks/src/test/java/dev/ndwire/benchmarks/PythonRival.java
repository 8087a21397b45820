package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ndwire.core.pickle.LargeBytes;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// What a script says that one of the calls gave which it times for the report.
///
/// @param benchmark of ours that it stands beside
/// @param by who it is
/// @param parameters what it was given
/// @param gave its result, of Python's values
record PythonRival(
        String benchmark,
        String by,
        Map<String, String> parameters,
        @Nullable Object gave) {
    /// Has a script call each once.
    ///
    /// @throws IOException if it cannot be run, or fails
    static List<PythonRival> once(String script, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--once");
        Process process = Python.running(script, all.toArray(String[]::new)).start();
        List<PythonRival> rivals = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line :
                process.inputReader(StandardCharsets.US_ASCII).lines().toList()) {
            PythonRival rival = of(mapper.readTree(line));
            assertStandsBesideOurs(rival);
            rivals.add(rival);
        }
        assertThat(process.onExit().join().exitValue()).isZero();
        return rivals;
    }

    /// The same by the names of benchmarks, each of which is there once.
    static Named byBenchmark(String script, String... arguments) throws IOException {
        Map<String, PythonRival> rivals = new LinkedHashMap<>();
        for (PythonRival rival : once(script, arguments)) {
            assertThat(rivals.put(rival.benchmark(), rival))
                    .as(rival.benchmark())
                    .isNull();
        }
        return new Named(rivals);
    }

    /// What a script says, by the names of benchmarks.
    record Named(Map<String, PythonRival> all) {
        PythonRival get(String benchmark) {
            return Objects.requireNonNull(all.get(benchmark), benchmark);
        }
    }

    // The report finds what belongs together by these names.
    private static void assertStandsBesideOurs(PythonRival rival) {
        String[] names = rival.benchmark().split("\\.", 2);
        Class<?> type;
        try {
            type = Class.forName(PythonRival.class.getPackageName() + "." + names[0]);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no benchmark " + rival.benchmark(), e);
        }
        assertThat(Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(Method::getName))
                .contains(names[1]);
        assertThat(Arrays.stream(type.getFields())
                        .filter(field -> field.isAnnotationPresent(Param.class))
                        .map(Field::getName))
                .containsAll(rival.parameters().keySet());
    }

    private static PythonRival of(JsonNode line) {
        Map<String, String> parameters = new LinkedHashMap<>();
        line.properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        String gave = Objects.requireNonNull(parameters.remove("gave"));
        return new PythonRival(
                Objects.requireNonNull(parameters.remove("benchmark")),
                Objects.requireNonNull(parameters.remove("by")),
                parameters,
                PickleReader.standard().read(Bytes.of(Base64.getDecoder().decode(gave))));
    }

    String parameter(String name) {
        return Objects.requireNonNull(parameters.get(name));
    }

    /// What it gave, if that is an array.
    NDArray array() {
        return (NDArray) Objects.requireNonNull(gave);
    }

    /// What it gave, if that is bytes.
    byte[] bytes() {
        return bytes(gave);
    }

    /// Those of a value of Python's.
    static byte[] bytes(@Nullable Object value) {
        return value instanceof LargeBytes large
                ? large.content().toByteArray()
                : ((Bytes) Objects.requireNonNull(value)).toArray();
    }
}
