package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.benchmarks.transport.TransportSuite;
import java.util.Arrays;
import java.util.List;
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

    private Suites() {}

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
