package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Pace;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.benchmarks.transport.TransportSuite;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All suites, and how the command line names them.
final class Suites {
    /// What stands for all that move numbers from process to process.
    static final String TRANSPORTS = "transports";

    /// In the order in which they run.
    static final List<Suite> ALL = Stream.concat(JmhSuite.ALL.stream(), Arrays.stream(TransportSuite.values()))
            .map(Suite.class::cast)
            .toList();

    private static final Set<Suite> LONG = Set.of(
            JmhSuite.COMPRESS,
            JmhSuite.GATHER,
            JmhSuite.COMPUTE,
            JmhSuite.ELEMENTS,
            TransportSuite.SERIES,
            TransportSuite.DATAFRAMES);

    private Suites() {}

    /// Those that run where none is named: where there is little time, not all.
    static List<Suite> usual(Pace pace) {
        return pace == Pace.QUICK
                ? ALL.stream().filter(suite -> !LONG.contains(suite)).toList()
                : ALL;
    }

    /// The suites of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    static List<Suite> of(String label) {
        if (label.equals(TRANSPORTS)) {
            return List.of(TransportSuite.values());
        }
        return List.of(ALL.stream()
                .filter(suite -> suite.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no suite '" + label + "', only " + labels())));
    }

    /// The names of all suites.
    static String labels() {
        return ALL.stream().map(Suite::label).collect(Collectors.joining(", ")) + ", and " + TRANSPORTS
                + " for all between processes";
    }
}
