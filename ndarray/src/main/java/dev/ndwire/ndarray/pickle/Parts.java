package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.value.PyTuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at the parts of a call, which may be anything.
final class Parts {
    private Parts() {}

    /// Integers, or null if something else is among them.
    static long @Nullable [] integers(@Nullable Object tuple) {
        if (!(tuple instanceof PyTuple elements)) {
            return null;
        }
        long[] integers = new long[elements.size()];
        for (int i = 0; i < integers.length; i++) {
            if (!(elements.get(i) instanceof Long number)) {
                return null;
            }
            integers[i] = number;
        }
        return integers;
    }

    static PyTuple tuple(long[] integers) {
        @Nullable Object[] elements = new Object[integers.length];
        for (int i = 0; i < integers.length; i++) {
            elements[i] = integers[i];
        }
        return PyTuple.of(elements);
    }

    static @Nullable Object at(@Nullable Object tuple, int index) {
        return tuple instanceof List<?> elements && index < elements.size() ? elements.get(index) : null;
    }

    static int size(@Nullable Object tuple) {
        return tuple instanceof PyTuple elements ? elements.size() : -1;
    }
}
