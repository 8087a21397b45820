package dev.ndwire.arrow.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// A table as text.
///
/// ```text
///     3 rows × 2 columns
///     id     name
///     int64  string
///     -----  -------
///         1  one
///         2  (null)
///         3  three
/// ```
final class TableText {
    private static final int MAX_ROWS = 10;
    private static final int MAX_WIDTH = 100;
    private static final int MAX_CELL = 32;
    private static final String GAP = "  ";
    private static final String CUT = "…";

    private final Table table;
    private final List<Long> rows = new ArrayList<>();

    private TableText(Table table) {
        this.table = table;
    }

    /// The first and last rows, where there are many.
    static String of(Table table) {
        var text = new TableText(table);
        long count = table.rowCount();
        if (count > MAX_ROWS) {
            text.add(0, MAX_ROWS / 2);
            text.rows.add(-1L);
            text.add(count - MAX_ROWS / 2, count);
        } else {
            text.add(0, count);
        }
        return text.text();
    }

    /// The first rows.
    static String of(Table table, long rows) {
        var text = new TableText(table);
        text.add(0, Math.min(rows, table.rowCount()));
        if (rows < table.rowCount()) {
            text.rows.add(-1L);
        }
        return text.text();
    }

    private void add(long from, long to) {
        for (long row = from; row < to; row++) {
            rows.add(row);
        }
    }

    private String text() {
        long count = table.rowCount();
        int columns = table.columnCount();
        var lines = new ArrayList<StringBuilder>();
        for (int i = 0; i < rows.size() + 3; i++) {
            lines.add(new StringBuilder());
        }
        int width = 0;
        for (int column = 0; column < columns; column++) {
            List<String> cells = cells(column);
            int cellWidth = cells.stream().mapToInt(TableText::length).max().orElse(0);
            boolean isLast = column == columns - 1;
            int needed = width + (column == 0 ? 0 : GAP.length()) + cellWidth;
            if (column > 0 && needed + (isLast ? 0 : GAP.length() + CUT.length()) > MAX_WIDTH) {
                lines.forEach(line -> line.append(GAP).append(CUT));
                break;
            }
            boolean isNumeric = isNumeric(table.schema().getFields().get(column));
            for (int i = 0; i < lines.size(); i++) {
                append(lines.get(i), column, cells.get(i), cellWidth, isNumeric && i > 2);
            }
            width = needed;
        }
        String head = count + (count == 1 ? " row × " : " rows × ") + columns + (columns == 1 ? " column" : " columns");
        return columns == 0
                ? head
                : head + "\n"
                        + lines.stream()
                                .map(line -> line.toString().stripTrailing())
                                .collect(Collectors.joining("\n"));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void append(StringBuilder line, int column, String cell, int width, boolean isRight) {
        String padding = " ".repeat(width - length(cell));
        line.append(column == 0 ? "" : GAP).append(isRight ? padding : cell).append(isRight ? cell : padding);
    }

    private static boolean isNumeric(Field field) {
        return field.getDictionary() == null
                && (field.getType() instanceof ArrowType.Int
                        || field.getType() instanceof ArrowType.FloatingPoint
                        || field.getType() instanceof ArrowType.Decimal);
    }

    private List<String> cells(int column) {
        var cells = new ArrayList<String>();
        cells.add(shown(table.schema().getFields().get(column).getName()));
        cells.add(shown(TypeNames.of(table, column)));
        for (long row : rows) {
            cells.add(row < 0 ? CUT : shown(cell(column, row)));
        }
        int width = cells.stream().mapToInt(TableText::length).max().orElse(0);
        cells.add(2, "-".repeat(width));
        return cells;
    }

    private String cell(int column, long row) {
        try {
            return text(table.value(column, row));
        } catch (RuntimeException e) {
            // What cannot be read is shown as such: a table is printed to find out what is wrong with it, too.
            return "(" + e.getClass().getSimpleName() + ")";
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "(null)" : value.toString();
    }

    /// One line of at most so many characters, control characters shown by their number.
    private static String shown(String text) {
        var shown = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (++count > MAX_CELL) {
                int end = shown.offsetByCodePoints(shown.length(), -1);
                return shown.substring(0, end) + CUT;
            }
            if (Character.isISOControl(character)) {
                shown.append(String.format("\\x%02x", character));
                count += 3;
            } else {
                shown.appendCodePoint(character);
            }
        }
        return shown.toString();
    }
}
