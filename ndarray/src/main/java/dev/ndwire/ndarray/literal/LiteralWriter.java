package dev.ndwire.ndarray.literal;

import dev.ndwire.core.value.PyFloat;
import dev.ndwire.core.value.PyText;
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
            case String text -> out.append(PyText.repr(text));
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
}
