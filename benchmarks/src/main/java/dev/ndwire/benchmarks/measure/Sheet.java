package dev.ndwire.benchmarks.measure;

import dev.ndwire.benchmarks.Units;
import dev.ndwire.cli.rig.Spread;
import java.util.List;

/// A table of figures that are compared with no others.
///
/// @param suite the label of the suite that has it
/// @param title what was measured, in one line
/// @param columns their heads; the first is of texts, the others are of figures
/// @param rows their cells, as people read them
public record Sheet(String suite, String title, List<String> columns, List<List<String>> rows) {
    /// Takes what was measured.
    ///
    /// @param suite the label of the suite that has it
    /// @param title what was measured, in one line
    /// @param columns their heads
    /// @param rows their cells: a [String], a [Number], or a [Spread], of which the median and the range are shown
    /// @return the sheet
    public static Sheet of(String suite, String title, List<String> columns, List<? extends List<?>> rows) {
        return new Sheet(
                suite,
                title,
                columns,
                rows.stream()
                        .map(row -> row.stream().map(Sheet::shown).toList())
                        .toList());
    }

    private static String shown(Object cell) {
        if (cell instanceof Spread spread) {
            return Units.digits(spread.median()) + " (" + Units.digits(spread.min()) + " to "
                    + Units.digits(spread.max()) + ")";
        }
        return cell instanceof Double value ? Units.digits(value) : cell.toString();
    }

    /// The title and the table, between empty lines.
    ///
    /// @return Markdown
    public String markdown() {
        StringBuilder text = new StringBuilder("\n" + title + ":\n\n");
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---|").append("--:|".repeat(columns.size() - 1)).append('\n');
        for (List<String> row : rows) {
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
        }
        return text.toString();
    }
}
