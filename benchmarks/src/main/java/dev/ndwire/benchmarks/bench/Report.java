package dev.ndwire.benchmarks.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        List<Map<String, String>> cells =
                ours.stream().map(figure -> cells(figure, all)).toList();
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

    private Map<String, String> cells(Figure ours, List<Figure> all) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("benchmark", "`" + ours.name() + "`");
        cells.put("with", ours.parametersText());
        cells.put("ndwire", spread(ours.low(), ours.median(), ours.high()));
        cells.put("allocated, B", Double.isNaN(ours.allocatedBytes()) ? "" : "%.0f".formatted(ours.allocatedBytes()));
        for (Figure other : all) {
            Role role = Role.of(other);
            if (!role.isBeside(ours.method())
                    || !other.type().equals(ours.type())
                    || !other.parameters().equals(ours.parameters())) {
                continue;
            }
            if (role.kind() == Role.Kind.FLOOR) {
                cells.put(TO_FLOOR, Units.digits(ours.median() / other.median()));
            } else {
                cells.put(role.title(), beside(ours, other.low(), other.median(), other.high()));
            }
        }
        python.beside(ours).forEach((by, time) -> cells.put(by, beside(ours, time.low(), time.median(), time.high())));
        return cells;
    }

    private static String beside(Figure ours, double low, double median, double high) {
        double times = median / ours.median();
        String ratio = Units.digits(times) + " ×";
        return spread(low, median, high) + ", " + (times < 1 ? "**" + ratio + "**" : ratio);
    }

    private static String spread(double low, double median, double high) {
        return Units.time(median) + " (" + Units.time(low) + " to " + Units.time(high) + ")";
    }

    /// Where a rival is ahead, or nothing is.
    ///
    /// @return one line of Markdown for each such pair
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        for (Figure ours : figures) {
            if (Role.of(ours).kind() != Role.Kind.OURS) {
                continue;
            }
            for (Figure other : figures) {
                Role role = Role.of(other);
                if (role.kind() == Role.Kind.RIVAL
                        && role.isBeside(ours.method())
                        && other.type().equals(ours.type())
                        && other.parameters().equals(ours.parameters())) {
                    note(lost, ours, role.title(), other.median());
                }
            }
            python.beside(ours).forEach((by, time) -> note(lost, ours, by, time.median()));
        }
        return lost;
    }

    private static void note(List<String> lost, Figure ours, String rival, double median) {
        if (median < ours.median()) {
            lost.add("- `" + ours.key() + "`: " + rival + " takes " + Units.time(median) + ", ours "
                    + Units.time(ours.median()));
        }
    }
}
