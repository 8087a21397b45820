package dev.ndwire.cluster.task;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyTuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keys as Dask takes them: texts, byte strings, integers, floats, and tuples of keys. Source: `dask.typing.Key`.
final class Keys {
    private Keys() {}

    /// Checks a key, and makes a tuple of a list and a [Long] of a smaller integer, so that equal keys are equal.
    static Object checked(@Nullable Object key) {
        if (key instanceof String || key instanceof Bytes || key instanceof Long || key instanceof Double) {
            return key;
        }
        if (key instanceof Integer || key instanceof Short || key instanceof Byte) {
            return ((Number) key).longValue();
        }
        if (key instanceof List<?> parts && !parts.isEmpty()) {
            return PyTuple.copyOf(parts.stream().map(Keys::checked).toList());
        }
        String found = key == null ? "null" : "a " + key.getClass().getName();
        throw new IllegalArgumentException(
                "key is " + found + ", expected a text, byte string, integer, float, or a tuple of such");
    }
}
