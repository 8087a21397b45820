package dev.ndwire.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonProcess;
import dev.ndwire.conformance.vectors.Json;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every operation on every dtype in every layout does what the live numpy does, refusals included.
class DifferentialTest {
    private static final String SEED = System.getProperty("ndwire.differential.seed", "20260901");
    private static final String CASES = System.getProperty("ndwire.differential.cases", "20000");
    private static final String ONLY = System.getProperty("ndwire.differential.only", "");
    private static final long LEAST_PER_CELL = 5;
    private static final long LEAST_CASES = 20_000;
    private static final int DIFFERENCES_SHOWN = 20;

    private final Map<String, Operation> operations = Operation.all();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> differing = new TreeMap<>();

    @Test
    void agreesWithNumpy(@TempDir Path directory) throws IOException {
        var environment = LivePython.environment();
        var script = LivePython.SCRIPTS.resolveSibling("differential").resolve("generate.py");
        System.out.println("differential: seed " + SEED);
        try (var process = environment.start(script, List.of(SEED, CASES, ONLY));
                var arena = Arena.ofShared()) {
            replay(process, new Memory(arena, directory));
        }
    }

    private void replay(PythonProcess process, Memory memory) throws IOException {
        Json header = Json.parse(process.readLine());
        List<String> named = texts(header.get("operations"));
        var coverage = new Coverage();
        long count = 0;
        Json line = Json.parse(process.readLine());
        for (; !line.has("end"); line = Json.parse(process.readLine())) {
            Case test = Case.of(line);
            coverage.count(test);
            compare(test, memory, (int) (count++ % Memory.Kind.values().length));
        }
        assertThat(count).isEqualTo(line.get("end").integer());
        report(coverage, count);
        if (ONLY.isEmpty()) {
            assertThat(named).as("operations in Python and in the list").hasSameElementsAs(RequiredCells.OPERATIONS);
            assertThat(coverage.thin(LEAST_PER_CELL))
                    .as("cells with too few cases")
                    .isEmpty();
            assertThat(coverage.unlisted()).as("cells that are not in the list").isEmpty();
            assertThat(count).isGreaterThanOrEqualTo(LEAST_CASES);
        }
        assertThat(differences.size()).as(summary()).isZero();
    }

    private void compare(Case test, Memory memory, int kind) {
        String difference;
        try (var arena = Arena.ofConfined()) {
            memory.begin(arena);
            difference = difference(test, memory, kind);
        }
        if (difference != null) {
            differing.merge(test.operation(), 1, Integer::sum);
            differences.add(test.path() + ": " + test.text() + ": " + difference);
        }
    }

    private @Nullable String difference(Case test, Memory memory, int kind) {
        Operation operation = operations.get(test.operation());
        if (operation == null) {
            return "there is no such operation in Java";
        }
        var arguments = new Arguments(test, memory, kind);
        var comparison = new Comparison(test, arguments);
        String difference;
        try {
            difference = comparison.difference(operation.apply(arguments));
        } catch (RuntimeException e) {
            difference = comparison.difference(e);
        }
        return withInputs(difference == null ? comparison.change() : difference, arguments, kind);
    }

    private static @Nullable String withInputs(@Nullable String difference, Arguments arguments, int kind) {
        if (difference == null) {
            return null;
        }
        var text = new StringBuilder(difference);
        for (int i = 0; i < arguments.arrayCount(); i++) {
            var array = arguments.array(i);
            text.append(i == 0 ? "; x = " : i == 1 ? "; y = " : "; z = ")
                    .append(Comparison.shown(array))
                    .append(" of strides ")
                    .append(Arrays.toString(array.strides()));
        }
        return text.append("; memory ")
                .append(List.of(Memory.Kind.values()).get(kind))
                .toString();
    }

    private void report(Coverage coverage, long count) throws IOException {
        Path target = Files.createDirectories(LivePython.SCRIPTS.resolve("../../target/differential"));
        Files.writeString(target.resolve("cells.tsv"), coverage.lines());
        Files.write(target.resolve("differences.txt"), differences);
        System.out.println("differential: " + count + " cases; of each cell, the least of its layouts:");
        System.out.println(coverage.table());
    }

    private String summary() {
        return differences.size() + " differences with seed " + SEED + ", by operation " + differing
                + "; -Dndwire.differential.seed=" + SEED
                + " -Dndwire.differential.only=<what stands before the colon> shows one alone; the first are\n"
                + differences.stream().limit(DIFFERENCES_SHOWN).collect(Collectors.joining("\n"));
    }

    private static List<String> texts(Json list) {
        return list.list().stream().map(Json::text).toList();
    }
}
