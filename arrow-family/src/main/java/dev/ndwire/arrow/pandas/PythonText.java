package dev.ndwire.arrow.pandas;

import java.util.List;
import java.util.stream.Collectors;

/// Texts as Python's `repr` shows them.
final class PythonText {
    private PythonText() {}

    /// A tuple of texts.
    static String tuple(List<String> texts) {
        String end = texts.size() == 1 ? ",)" : ")";
        return texts.stream().map(PythonText::quote).collect(Collectors.joining(", ", "(", end));
    }

    private static String quote(String text) {
        char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var quoted = new StringBuilder().append(mark);
        text.codePoints().forEach(point -> escape(point, mark, quoted));
        return quoted.append(mark).toString();
    }

    private static void escape(int point, char mark, StringBuilder quoted) {
        switch (point) {
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (point == mark) {
                    quoted.append('\\').append(mark);
                } else if (isPrintable(point)) {
                    quoted.appendCodePoint(point);
                } else if (point <= 0xff) {
                    quoted.append(String.format("\\x%02x", point));
                } else {
                    quoted.append(String.format(point <= 0xffff ? "\\u%04x" : "\\U%08x", point));
                }
            }
        }
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
