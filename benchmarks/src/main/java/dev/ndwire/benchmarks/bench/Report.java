package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.cli.rig.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tables of figures in Markdown, ours beside floors and rivals that do the same work.
///
/// A rival's cell has its time and how many times ours that is: bold where it is less than once, since the rival is
/// ahead there. A floor's cell has how many times the floor ours takes.
final class Report {
    private static final String TO_FLOOR = "ndwire / floor";
    private static final List<String> BEFORE_RIVALS = List.of("benchmark", "with", "ndwire", "allocated, B", TO_FLOOR);

    private final List<Figure> figures;
    private final PythonTimes python;

    Report(List<Figure> figures, PythonTimes python) {
        this.figures = figures;
        this.python = python;
    }

    /// The table of one suite.
    ///
    /// @return Markdown with a newline at its end; empty if nothing of the suite was measured
    String table(Suite suite) {
        List<Figure> all = of(suite);
        List<Figure> ours = all.stream()
                .filter(figure -> Role.of(figure).kind() == Role.Kind.OURS)
                .toList();
        if (ours.isEmpty()) {
            return "";
        }
        List<Map<String, String>> cells = ours.stream().map(this::cells).toList();
        Set<String> columns = new LinkedHashSet<>(BEFORE_RIVALS);
        columns.retainAll(cells.stream().flatMap(row -> row.keySet().stream()).collect(Collectors.toSet()));
        cells.forEach(row -> columns.addAll(row.keySet()));
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", columns) + " |");
        lines.add("|" + "---|".repeat(2) + "--:|".repeat(columns.size() - 2));
        for (Map<String, String> row : cells) {
            lines.add("| "
                    + String.join(
                            " | ",
                            columns.stream()
                                    .map(column -> row.getOrDefault(column, ""))
                                    .toList())
                    + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    /// The figures of a suite, in the order in which they were measured.
    List<Figure> of(Suite suite) {
        return figures.stream().filter(figure -> suite.has(figure.type())).toList();
    }

    private Map<String, String> cells(Figure ours) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("benchmark", "`" + ours.name() + "`");
        cells.put("with", ours.parametersText());
        cells.put("ndwire", spread(ours.nanos()));
        cells.put("allocated, B", Double.isNaN(ours.allocatedBytes()) ? "" : "%.0f".formatted(ours.allocatedBytes()));
        floor(ours)
                .ifPresent(floor -> cells.put(
                        TO_FLOOR,
                        Units.digits(ours.nanos().median() / floor.nanos().median())));
        rivals(ours).forEach((name, nanos) -> cells.put(name, beside(ours, nanos)));
        return cells;
    }

    private Optional<Figure> floor(Figure ours) {
        return beside(ours, Role.Kind.FLOOR).reduce((first, last) -> last);
    }

    /// Who else does the same, and how long it takes.
    private Map<String, Spread> rivals(Figure ours) {
        Map<String, Spread> rivals = new LinkedHashMap<>();
        beside(ours, Role.Kind.RIVAL).forEach(rival -> rivals.put(Role.of(rival).title(), rival.nanos()));
        rivals.putAll(python.beside(ours));
        return rivals;
    }

    private Stream<Figure> beside(Figure ours, Role.Kind kind) {
        return figures.stream()
                .filter(other ->
                        other.type().equals(ours.type()) && other.parameters().equals(ours.parameters()))
                .filter(other -> Role.of(other).kind() == kind && Role.of(other).isBeside(ours.method()));
    }

    private static String beside(Figure ours, Spread rival) {
        double times = rival.median() / ours.nanos().median();
        String ratio = Units.digits(times) + " ×";
        return spread(rival) + ", " + (times < 1 ? "**" + ratio + "**" : ratio);
    }

    private static String spread(Spread nanos) {
        return Units.time(nanos.median()) + " (" + Units.time(nanos.min()) + " to " + Units.time(nanos.max()) + ")";
    }

    /// Where a rival is ahead, or nothing is.
    ///
    /// @return one line of Markdown for each such pair
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        for (Figure ours : figures) {
            if (Role.of(ours).kind() == Role.Kind.OURS) {
                rivals(ours).forEach((name, nanos) -> note(lost, ours, name, nanos.median()));
            }
        }
        return lost;
    }

    private static void note(List<String> lost, Figure ours, String rival, double median) {
        if (median < ours.nanos().median()) {
            lost.add("- `" + ours.key() + "`: " + rival + " takes " + Units.time(median) + ", ours "
                    + Units.time(ours.nanos().median()));
        }
    }
}
