package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.measure.Figure;
import dev.ndwire.benchmarks.measure.Role;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.cli.rig.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tables of figures in Markdown, ours beside floors and rivals that do the same work.
///
/// A rival's cell has its value and how many times ours that is: bold where it is less than once, since the rival is
/// ahead there. A floor's cell has how many times the floor ours takes.
final class Report {
    private static final String OURS = "ndwire";
    private static final String SPEED = "GB/s";
    private static final String ALLOCATED = "allocated, B";
    private static final String TO = "ndwire / ";
    private static final double MEBIBYTE = 1 << 20;

    private static final SortedMap<Double, String> PERCENTILES =
            new TreeMap<>(Map.of(50.0, "50 %", 90.0, "90 %", 99.0, "99 %", 99.9, "99.9 %", 100.0, "slowest"));

    private final List<Figure> figures;
    private final PythonTimes python;

    Report(List<Figure> figures, PythonTimes python) {
        this.figures = figures;
        this.python = python;
    }

    /// How long, or how much, it is.
    static String shown(Figure figure, double value) {
        return figure.unit() == Figure.Unit.BYTES ? Units.digits(value / MEBIBYTE) + " MiB" : Units.time(value);
    }

    /// The table of one suite.
    ///
    /// @return Markdown with a newline at its end; empty if nothing of the suite was measured
    String table(Suite suite) {
        List<Map<String, String>> cells = ours().filter(figure -> figure.suite().equals(suite.label()))
                .map(this::cells)
                .toList();
        if (cells.isEmpty()) {
            return "";
        }
        Set<String> given = cells.stream().flatMap(row -> row.keySet().stream()).collect(Collectors.toSet());
        Set<String> columns = new LinkedHashSet<>(List.of("benchmark", "with", OURS, SPEED, ALLOCATED));
        columns.retainAll(given);
        given.stream().filter(name -> name.startsWith(TO)).sorted().forEach(columns::add);
        cells.forEach(row -> columns.addAll(row.keySet()));
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", columns) + " |");
        lines.add("|" + "---|".repeat(2) + "--:|".repeat(columns.size() - 2));
        for (Map<String, String> row : cells) {
            lines.add(columns.stream()
                    .map(column -> row.getOrDefault(column, ""))
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
        return String.join("\n", lines) + "\n";
    }

    /// The table of how long single times of a suite's figures took.
    ///
    /// @return Markdown with a newline at its end; empty if no single times are known
    String percentiles(Suite suite) {
        StringBuilder rows = new StringBuilder();
        for (Figure figure : of(suite)) {
            if (!figure.percentiles().isEmpty()) {
                rows.append("| `" + figure.name() + "` | " + figure.parametersText() + " | "
                        + PERCENTILES.keySet().stream()
                                .map(figure.percentiles()::get)
                                .map(nanos -> nanos == null ? "" : Units.time(nanos))
                                .collect(Collectors.joining(" | "))
                        + " |\n");
            }
        }
        return rows.isEmpty()
                ? ""
                : "| single times | with | " + String.join(" | ", PERCENTILES.values()) + " |\n|---|---|"
                        + "--:|".repeat(PERCENTILES.size()) + "\n" + rows;
    }

    /// The figures of a suite, in the order in which they were measured.
    List<Figure> of(Suite suite) {
        return figures.stream()
                .filter(figure -> figure.suite().equals(suite.label()))
                .toList();
    }

    private Stream<Figure> ours() {
        return figures.stream().filter(figure -> figure.role().kind() == Role.Kind.OURS);
    }

    private Map<String, String> cells(Figure ours) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("benchmark", "`" + ours.name() + "`");
        cells.put("with", ours.parametersText());
        cells.put(OURS, spread(ours, ours.value()));
        if (ours.movedByteSize() > 0) {
            cells.put(SPEED, Units.digits(ours.movedByteSize() / ours.value().median()));
        }
        if (ours.allocatedBytes() >= 0) {
            cells.put(ALLOCATED, "%.0f".formatted(ours.allocatedBytes()));
        }
        // Where there are several of one name, the last is the one that was made for it.
        beside(ours, Role.Kind.FLOOR)
                .forEach(floor -> cells.put(TO + floor.role().title(), Units.digits(ours.beside(floor))));
        beside(ours, Role.Kind.RIVAL)
                .forEach(rival -> cells.put(rival.role().title(), beside(ours, rival.value(), 1 / ours.beside(rival))));
        python.beside(ours)
                .forEach((name, nanos) -> cells.put(
                        name, beside(ours, nanos, nanos.median() / ours.value().median())));
        return cells;
    }

    private Stream<Figure> beside(Figure ours, Role.Kind kind) {
        return figures.stream()
                .filter(other -> other.suite().equals(ours.suite())
                        && other.benchmark().equals(ours.benchmark())
                        && other.parameters().equals(ours.parameters()))
                .filter(other -> other.role().kind() == kind && other.role().isBeside(ours.method()));
    }

    private static String beside(Figure ours, Spread rival, double times) {
        String ratio = Units.digits(times) + " ×";
        return spread(ours, rival) + ", " + (times < 1 ? "**" + ratio + "**" : ratio);
    }

    private static String spread(Figure figure, Spread value) {
        String median = shown(figure, value.median());
        return value.min() == value.max()
                ? median
                : median + " (" + shown(figure, value.min()) + " to " + shown(figure, value.max()) + ")";
    }

    /// Where a rival is ahead, or nothing is.
    ///
    /// @return one line of Markdown for each such pair
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        ours().forEach(ours -> {
            beside(ours, Role.Kind.RIVAL)
                    .filter(rival -> ours.beside(rival) > 1)
                    .forEach(rival -> lost.add(
                            lost(ours, rival.role().title(), rival.value().median())));
            python.beside(ours).forEach((name, nanos) -> {
                if (nanos.median() < ours.value().median()) {
                    lost.add(lost(ours, name, nanos.median()));
                }
            });
        });
        return lost;
    }

    private static String lost(Figure ours, String rival, double median) {
        return "- `" + ours.key() + "`: " + rival + " takes " + shown(ours, median) + ", ours "
                + shown(ours, ours.value().median());
    }
}
