package dev.ndwire.cli;

import dev.ndwire.core.memory.ByteSizes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Values as people read them.
final class Text {
    private Text() {}

    /// A text on one line, without what would move a terminal's cursor: peers choose the names of their values.
    ///
    /// @param text any text
    /// @return the text with control characters written as `\x0a`
    static String printable(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isHarmless(point)) {
                line.appendCodePoint(point);
            } else {
                line.append(String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : "\\u%04x", point));
            }
        });
        return line.toString();
    }

    private static boolean isHarmless(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /// A shape as numpy prints it: `()`, `(3,)`, `(3, 4)`.
    static String shape(List<Long> shape) {
        String lengths = shape.stream().map(length -> Long.toString(length)).collect(Collectors.joining(", "));
        return shape.size() == 1 ? "(" + lengths + ",)" : "(" + lengths + ")";
    }

    /// A size for people, and exactly: `1.5 GiB (1610612737 bytes)`, or `48 bytes`.
    static String size(long byteSize) {
        if (byteSize < 1024) {
            return byteSize + (byteSize == 1 ? " byte" : " bytes");
        }
        return ByteSizes.format(byteSize) + " (" + byteSize + " bytes)";
    }

    /// Rows as columns of equal width, two spaces between them; the last column is not padded.
    static List<String> table(List<List<String>> rows) {
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], width(row.get(column)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell);
            if (column < widths.length - 1) {
                line.append(" ".repeat(widths[column] - width(cell) + 2));
            }
        }
        return line.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
