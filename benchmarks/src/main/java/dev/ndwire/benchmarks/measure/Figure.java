package dev.ndwire.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.ndwire.cli.rig.Spread;
import dev.ndwire.core.memory.ByteSizes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What was measured of one who does one thing, with one set of parameters.
///
/// @param suite the label of its suite
/// @param benchmark what is done: figures of one benchmark with the same parameters are compared
/// @param method who does it, and how: one name in a benchmark
/// @param role what it is there for
/// @param parameters what it was given, in the order of their names
/// @param unit of the values
/// @param value how much it was in each of the iterations or rounds
/// @param rounds how much it was in each round, where several took turns; else none
/// @param percentiles how much it was at most in these shares of all times, in percent; may be none
/// @param movedByteSize how many bytes an operation moves from process to process; 0 for none
/// @param allocatedBytes what an operation allocates on the heap; negative where nobody counted
@JsonIgnoreProperties(ignoreUnknown = true)
public record Figure(
        String suite,
        String benchmark,
        String method,
        Role role,
        Map<String, String> parameters,
        Unit unit,
        Spread value,
        List<Double> rounds,
        Map<Double, Double> percentiles,
        long movedByteSize,
        double allocatedBytes) {
    private static final double NOT_COUNTED = -1;

    /// What a value is.
    public enum Unit {
        /// Of time.
        NANOSECONDS,
        /// Of memory.
        BYTES
    }

    /// Takes what was measured.
    public Figure {
        parameters = new TreeMap<>(parameters);
        percentiles = new TreeMap<>(percentiles);
    }

    /// A time.
    ///
    /// @param suite the label of its suite
    /// @param benchmark what is done
    /// @param method who does it, and how
    /// @param role what it is there for
    /// @param parameters what it was given
    /// @param nanos how long it took
    /// @return a figure without anything else
    public static Figure time(
            String suite, String benchmark, String method, Role role, Map<String, String> parameters, Spread nanos) {
        return new Figure(
                suite,
                benchmark,
                method,
                role,
                parameters,
                Unit.NANOSECONDS,
                nanos,
                List.of(),
                Map.of(),
                0,
                NOT_COUNTED);
    }

    /// Memory.
    ///
    /// @param suite the label of its suite
    /// @param benchmark what is done
    /// @param method who does it, and how
    /// @param role what it is there for
    /// @param parameters what it was given
    /// @param bytes how much
    /// @return a figure without anything else
    public static Figure memory(
            String suite, String benchmark, String method, Role role, Map<String, String> parameters, double bytes) {
        Spread all = new Spread(bytes, bytes, bytes);
        return new Figure(
                suite, benchmark, method, role, parameters, Unit.BYTES, all, List.of(), Map.of(), 0, NOT_COUNTED);
    }

    /// The same, of somebody who took turns with others.
    ///
    /// @param nanos what each round took
    /// @param byteSize what each moved
    /// @return a copy
    public Figure taking(List<Double> nanos, long byteSize) {
        return new Figure(
                suite, benchmark, method, role, parameters, unit, value, nanos, percentiles, byteSize, allocatedBytes);
    }

    /// The same, of which all single times are known.
    ///
    /// @param nanos by percentile
    /// @return a copy
    public Figure withPercentiles(Map<Double, Double> nanos) {
        return new Figure(
                suite, benchmark, method, role, parameters, unit, value, rounds, nanos, movedByteSize, allocatedBytes);
    }

    /// The same, with what it allocates.
    ///
    /// @param bytes for each operation
    /// @return a copy
    public Figure allocating(double bytes) {
        return new Figure(
                suite, benchmark, method, role, parameters, unit, value, rounds, percentiles, movedByteSize, bytes);
    }

    /// How many times another's value this is.
    ///
    /// @param other of the same benchmark
    /// @return of each round beside the same round of the other, where they took turns; else of the medians
    public double beside(Figure other) {
        if (rounds.isEmpty() || rounds.size() != other.rounds.size()) {
            return value.median() / other.value.median();
        }
        return Spread.of(IntStream.range(0, rounds.size()).mapToDouble(i -> rounds.get(i) / other.rounds.get(i)))
                .median();
    }

    /// Benchmark and method.
    ///
    /// @return such as `SmallMessage.dumps`
    public String name() {
        return benchmark + "." + method;
    }

    /// What makes it the same measurement in two reports.
    ///
    /// Suites have the same benchmarks in common: `put.ndwire` is one of TCP and one of TLS.
    ///
    /// @return suite, name and parameters, such as `tcp put.ndwire 64 MiB, warm`
    public String key() {
        String key = suite.isEmpty() ? name() : suite + " " + name();
        return parameters.isEmpty() ? key : key + " " + parametersText();
    }

    /// The parameters as a person reads them.
    ///
    /// @return with commas between them
    public String parametersText() {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name.equals("byteSize") ? ByteSizes.format(Long.parseLong(value)) : value));
        return text.toString();
    }
}
