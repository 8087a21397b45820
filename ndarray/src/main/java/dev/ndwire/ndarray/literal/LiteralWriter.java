package dev.ndwire.ndarray.literal;

import dev.ndwire.core.value.PyFloat;
import dev.ndwire.core.value.PyTuple;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes values as Python's `repr` does.
public final class LiteralWriter {
    private final StringBuilder out = new StringBuilder();

    private LiteralWriter() {}

    /// Writes one value: `None`, booleans, integers, floats, texts, tuples, lists and dicts, as Python does; anything
    /// else by its own `toString`.
    ///
    /// @param value the value, in this library's Java types for Python's
    /// @return Python's literal for it
    public static String repr(@Nullable Object value) {
        LiteralWriter writer = new LiteralWriter();
        writer.write(value);
        return writer.out.toString();
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.append("None");
            case Boolean truth -> out.append(truth ? "True" : "False");
            case String text -> writeText(text);
            case Double number -> out.append(PyFloat.repr(number));
            case PyTuple tuple -> {
                out.append('(');
                writeAll(tuple);
                out.append(tuple.size() == 1 ? ",)" : ")");
            }
            case List<?> list -> {
                out.append('[');
                writeAll(list);
                out.append(']');
            }
            case Map<?, ?> map -> writeMap(map);
            default -> out.append(value);
        }
    }

    private void writeAll(List<?> values) {
        String separator = "";
        for (Object value : values) {
            out.append(separator);
            write(value);
            separator = ", ";
        }
    }

    private void writeMap(Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            write(entry.getKey());
            out.append(": ");
            write(entry.getValue());
            separator = ", ";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    /// Single quotes, unless the text has some of those and no double ones: Python's rule.
    private void writeText(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(codePoint -> writeCodePoint(codePoint, quote));
        out.append(quote);
    }

    private void writeCodePoint(int codePoint, char quote) {
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

    /// Python's `str.isprintable`, by the Unicode version of this JDK: a character younger than the Unicode of the
    /// Python that is compared with is written as it is here and escaped there, and reads the same.
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
