package dev.ndwire.arrow.pandas;

import dev.ndwire.core.value.PyFloat;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as Python's `json.dumps` writes them.
final class PythonJson {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_ASCII = 0x7F;
    private static final int MAX_DEPTH = 64;

    private PythonJson() {}

    /// Whether a value has a form in JSON: Python's `dict` with texts as keys, `list`, `tuple`, `str`, numbers, `bool`
    /// and `None`; what holds itself has none.
    static boolean isJson(@Nullable Object value) {
        return isJson(value, 0);
    }

    private static boolean isJson(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .allMatch(entry -> entry.getKey() instanceof String && isJson(entry.getValue(), depth + 1));
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(element -> isJson(element, depth + 1));
        }
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof Double;
    }

    /// Writes a value.
    static String of(@Nullable Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                quote(String.valueOf(entry.getKey()), text);
                text.append(": ");
                write(entry.getValue(), text);
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : ", ");
                write(list.get(i), text);
            }
            text.append(']');
        } else if (value instanceof String string) {
            quote(string, text);
        } else if (value instanceof Double number) {
            text.append(number(number));
        } else {
            text.append(value);
        }
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : PyFloat.repr(number);
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c >= FIRST_PRINTABLE && c <= LAST_ASCII) {
                        text.append(c);
                    } else {
                        text.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        text.append('"');
    }
}
