package dev.ndwire.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON on one line, in characters that every terminal and pipe can carry: all beyond ASCII are escaped.
final class Json {
    private final StringBuilder line = new StringBuilder();

    private Json() {}

    /// Writes a value.
    ///
    /// @param value null, a boolean, a whole or finite number, a text, or a list or map (with text keys) of those
    /// @return its JSON
    /// @throws IllegalArgumentException if it is or holds anything else
    static String of(@Nullable Object value) {
        Json json = new Json();
        json.write(value);
        return json.line.toString();
    }

    private void write(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            line.append(value);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            line.append(value);
        } else if (value instanceof String text) {
            writeText(text);
        } else if (value instanceof List<?> list) {
            writeList(list);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " has no JSON form here");
        }
    }

    private void writeList(List<?> list) {
        String separator = "[";
        for (Object element : list) {
            line.append(separator);
            write(element);
            separator = ", ";
        }
        line.append(list.isEmpty() ? "[]" : "]");
    }

    private void writeMap(Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("key " + entry.getKey() + " is no text, as JSON demands");
            }
            line.append(separator);
            writeText(key);
            line.append(": ");
            write(entry.getValue());
            separator = ", ";
        }
        line.append(map.isEmpty() ? "{}" : "}");
    }

    private void writeText(String text) {
        line.append('"');
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == '"' || unit == '\\') {
                line.append('\\').append(unit);
            } else if (unit >= ' ' && unit <= '~') {
                line.append(unit);
            } else {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
        }
        line.append('"');
    }
}
