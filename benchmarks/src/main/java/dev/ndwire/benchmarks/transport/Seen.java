package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Note;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.benchmarks.measure.Sheet;
import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.cli.rig.Spread;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Reports what ways took: a figure of each, and a sheet with processor time and memory.
///
/// @param run what it is a part of
/// @param suite that measured it
record Seen(Run run, TransportSuite suite) {
    private static final List<String> COLUMNS =
            List.of("way", "time", "GB/s", "sender's processor, ms", "receiver's", "sender allocates, KiB", "receiver");

    /// Reports.
    ///
    /// @param benchmark what was done, in one word
    /// @param title the same in one line
    /// @param parameters of all ways
    /// @param byteSize what each moved
    /// @param times of the ways
    void report(String benchmark, String title, Map<String, String> parameters, long byteSize, List<Times> times) {
        figures(benchmark, parameters, byteSize, times);
        sheet(title, times.stream().map(one -> row(one.name(), byteSize, one)).toList());
    }

    /// Reports what ways needed for what they moved.
    ///
    /// @param title what was done, in one line
    /// @param rows as [#row] makes them
    void sheet(String title, List<List<Object>> rows) {
        sheet(title, COLUMNS, rows);
    }

    /// What a way needed.
    ///
    /// @param name of the way, as the sheet has it
    /// @param byteSize what it moved
    /// @param times of the way
    static List<Object> row(String name, long byteSize, Times times) {
        Spread nanos = Spread.of(times.nanos());
        return List.of(
                name,
                Units.time(nanos.median()) + " (" + Units.time(nanos.min()) + " to " + Units.time(nanos.max()) + ")",
                byteSize / nanos.median(),
                times.senderMillis().median(),
                times.receiverMillis().median(),
                times.senderKibibytes(),
                times.receiverKibibytes());
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
                    .add(Figure.time(suite.label(), benchmark, one.name(), role, parameters, Spread.of(one.nanos()))
                            .taking(one.nanos(), byteSize)
                            .allocating(one.allocatedBytes()));
        }
    }

    /// Reports what was done again and again.
    ///
    /// @param benchmark what was done, in one word
    /// @param name who did it
    /// @param kind what it was done for
    /// @param parameters of all who did
    /// @param times all of them, in rounds
    void rounds(String benchmark, String name, Role.Kind kind, Map<String, String> parameters, RoundTimes times) {
        List<Double> medians = times.medians();
        run.findings()
                .add(Figure.time(suite.label(), benchmark, name, role(kind, name), parameters, Spread.of(medians))
                        .taking(medians, 0)
                        .withPercentiles(times.percentiles())
                        .allocating(times.allocatedBytes()));
    }

    /// Says at once, and in the report, that something is left out.
    ///
    /// @param text why, a sentence
    void leftOut(String text) {
        run.progress().note(text);
        run.findings().add(new Note(suite.label(), text));
    }

    /// Whether Python has a part in it, as the suite says.
    boolean usesPython() {
        return suite.needsPython(run.plan());
    }

    /// Starts a [PythonPeer].
    ///
    /// @throws IllegalStateException if the suite says that it needs none
    Second python() throws IOException {
        if (!usesPython()) {
            throw new IllegalStateException("suite " + suite.label() + " starts a Python, and said that it needs none");
        }
        return Second.python();
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
