package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.benchmarks.transport.Turns.Times;
import dev.ndwire.cli.rig.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A table of figures, for people in Markdown and for programs in JSON.
///
/// @param title what was measured, in one line
/// @param columns their heads; the first is of texts, the others are of figures
/// @param rows their cells: a [String], a [Number], or a [Spread], of which Markdown has the median and the range
record Sheet(String title, List<String> columns, List<List<Object>> rows) {
    /// What several ways took.
    ///
    /// @param title what was measured
    /// @param byteSize of the numbers
    /// @param times of the ways
    /// @param others the positions of those that all are compared with
    static Sheet of(String title, long byteSize, List<Times> times, int... others) {
        List<String> columns = new ArrayList<>(List.of("way", "ms", "GB/s"));
        Arrays.stream(others)
                .forEach(other -> columns.add("speed / " + times.get(other).name()));
        columns.addAll(List.of("sender's processor, ms", "receiver's"));
        List<List<Object>> rows = new ArrayList<>();
        for (Times one : times) {
            List<Object> row = new ArrayList<>();
            row.add(one.name());
            row.add(one.millis());
            row.add(byteSize / 1e6 / one.millis().median());
            for (int other : others) {
                row.add(one.equals(times.get(other)) ? "" : one.speedBeside(times.get(other)));
            }
            row.add(one.senderMillis().median());
            row.add(one.receiverMillis().median());
            rows.add(row);
        }
        return new Sheet(title, columns, rows);
    }

    /// The title and the table, between empty lines.
    String markdown() {
        StringBuilder text = new StringBuilder("\n" + title + ":\n\n");
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---|").append("--:|".repeat(columns.size() - 1)).append('\n');
        for (List<Object> row : rows) {
            text.append("|");
            row.forEach(cell -> text.append(' ').append(shown(cell)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String shown(Object cell) {
        if (cell instanceof Spread spread) {
            return Units.digits(spread.median()) + " (" + Units.digits(spread.min()) + " to "
                    + Units.digits(spread.max()) + ")";
        }
        return cell instanceof Double value ? Units.digits(value) : cell.toString();
    }

    /// One object: title, columns, rows. A spread is an object of min, median and max.
    String json() {
        return "{\"title\": " + quoted(title) + ", \"columns\": "
                + columns.stream().map(Sheet::quoted).collect(Collectors.joining(", ", "[", "]")) + ", \"rows\": "
                + rows.stream()
                        .map(row -> row.stream().map(Sheet::value).collect(Collectors.joining(", ", "\n  [", "]")))
                        .collect(Collectors.joining(",", "[", "]"))
                + "}";
    }

    private static String value(Object cell) {
        if (cell instanceof Spread spread) {
            return "{\"min\": " + spread.min() + ", \"median\": " + spread.median() + ", \"max\": " + spread.max()
                    + "}";
        }
        return cell instanceof Number ? cell.toString() : quoted(cell.toString());
    }

    /// A text of JSON. None of ours has control characters.
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
