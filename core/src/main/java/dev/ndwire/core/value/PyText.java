package dev.ndwire.core.value;

/// Prints texts as Python's `repr` does.
public final class PyText {
    private PyText() {}

    /// Prints a text as Python's `repr(str)`: in single quotes, unless it has some of those and no double ones, and
    /// with escapes for what cannot be printed.
    ///
    /// What can be, is by the Unicode version of this JDK: a character younger than the Unicode of the Python that is
    /// compared with is written as it is here and escaped there, and reads the same.
    ///
    /// @param text any text
    /// @return Python's literal for it
    public static String repr(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var out = new StringBuilder().append(quote);
        text.codePoints().forEach(codePoint -> write(codePoint, quote, out));
        return out.append(quote).toString();
    }

    private static void write(int codePoint, char quote, StringBuilder out) {
        switch (codePoint) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (codePoint == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(codePoint)) {
                    out.appendCodePoint(codePoint);
                } else if (codePoint < 0x100) {
                    out.append(String.format("\\x%02x", codePoint));
                } else {
                    out.append(String.format(codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint));
                }
            }
        }
    }

    /// Python's `str.isprintable`.
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
