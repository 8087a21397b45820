package dev.ndwire.ndarray.npy;

import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `descr` of elements that are, or have fields that are, Python objects. No dtype here has such: a file holds no
/// bytes of them, but a pickle.
final class ObjectDescr {
    private static final Set<String> CODES = Set.of("O", "O4", "O8", "object");

    /// As wide as numpy's pointers, and nothing that numpy takes for padding.
    private static final String STAND_IN = "|S8";

    private ObjectDescr() {}

    /// The same descr with bytes, as many, where there are objects.
    ///
    /// Walks formats alone, since a field may be named `O`. A literal nests at most as deep as its parser allows.
    ///
    /// @param descr what stands under `descr`
    /// @return a descr that equals the given one if no objects are in it
    static Object withoutObjects(Object descr) {
        if (descr instanceof String text) {
            return isObject(text) ? STAND_IN : text;
        }
        if (descr instanceof PyTuple pair && pair.size() == 2 && pair.get(0) != null) {
            return PyTuple.of(withoutObjects(pair.get(0)), pair.get(1));
        }
        if (descr instanceof List<?> fields && !(descr instanceof PyTuple)) {
            List<@Nullable Object> replaced = new ArrayList<>();
            fields.forEach(field -> replaced.add(withoutObjectsInField(field)));
            return replaced;
        }
        return descr;
    }

    private static @Nullable Object withoutObjectsInField(@Nullable Object field) {
        if (!(field instanceof PyTuple parts) || parts.size() < 2) {
            return field;
        }
        Object format = parts.get(1);
        @Nullable Object[] replaced = parts.toArray();
        replaced[1] = format == null ? null : withoutObjects(format);
        return PyTuple.of(replaced);
    }

    private static boolean isObject(String text) {
        boolean hasOrder = !text.isEmpty() && "<>|=".indexOf(text.charAt(0)) >= 0;
        return CODES.contains(hasOrder ? text.substring(1) : text);
    }
}
