package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.benchmarks.measure.Sheet;
import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.cli.rig.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reports what ways took: a figure of each, and a sheet with processor time.
///
/// @param run what it is a part of
/// @param suite that measured it
record Seen(Run run, TransportSuite suite) {
    /// Reports.
    ///
    /// @param benchmark what was done, in one word
    /// @param title the same in one line
    /// @param parameters of all ways
    /// @param byteSize what each moved
    /// @param times of the ways
    void report(String benchmark, String title, Map<String, String> parameters, long byteSize, List<Times> times) {
        figures(benchmark, parameters, byteSize, times);
        List<List<Object>> rows = new ArrayList<>();
        for (Times one : times) {
            Spread nanos = spread(one);
            rows.add(List.of(
                    one.name(),
                    Units.time(nanos.median()) + " (" + Units.time(nanos.min()) + " to " + Units.time(nanos.max())
                            + ")",
                    byteSize / nanos.median(),
                    one.senderMillis().median(),
                    one.receiverMillis().median()));
        }
        sheet(title, List.of("way", "time", "GB/s", "sender's processor, ms", "receiver's"), rows);
    }

    /// Reports figures alone.
    ///
    /// @param benchmark what was done, in one word
    /// @param parameters of all ways
    /// @param byteSize what each moved
    /// @param times of the ways
    void figures(String benchmark, Map<String, String> parameters, long byteSize, List<Times> times) {
        for (Times one : times) {
            Role role = role(one.kind(), one.name());
            run.findings()
                    .add(Figure.time(suite.label(), benchmark, one.name(), role, parameters, spread(one))
                            .taking(one.nanos(), byteSize));
        }
    }

    private static Spread spread(Times times) {
        return Spread.of(times.nanos().stream().mapToDouble(Double::doubleValue));
    }

    /// What somebody is there for.
    static Role role(Role.Kind kind, String name) {
        return kind == Role.Kind.OURS ? Role.OURS : new Role(kind, name, List.of());
    }

    /// Reports what else was seen.
    ///
    /// @param rows their cells: a [String], a [Number], or a [Spread]
    void sheet(String title, List<String> columns, List<? extends List<?>> rows) {
        run.findings().add(Sheet.of(suite.label(), title, columns, rows));
    }
}
