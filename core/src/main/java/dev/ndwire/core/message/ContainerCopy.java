package dev.ndwire.core.message;

import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.ToPickle;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Copies maps, lists, tuples and sets, at every depth, into those that reading a message gives; other objects stay.
final class ContainerCopy {
    private static final BigInteger INT64_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger INT64_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private final Function<Object, @Nullable Object> forObjects;
    private final int maxDepth = HeaderLimits.standard().maxDepth() - 1;

    private ContainerCopy(Function<Object, @Nullable Object> forObjects) {
        this.forObjects = forObjects;
    }

    /// Copies a message as msgpack would: lists become tuples, markers are taken off.
    ///
    /// @param forObjects what to do with an object that is no container, number or text
    static @Nullable Object ofMessage(@Nullable Object message, Function<Object, @Nullable Object> forObjects) {
        return new ContainerCopy(forObjects).copy(message, false, 0);
    }

    /// Copies an object as a pickle would: lists stay lists.
    static @Nullable Object ofObject(@Nullable Object object, Function<Object, @Nullable Object> forObjects) {
        return new ContainerCopy(forObjects).copy(object, true, 0);
    }

    private @Nullable Object copy(@Nullable Object value, boolean isObject, int depth) {
        if (depth > maxDepth) {
            throw new IllegalArgumentException("value nests deeper than " + maxDepth + " levels");
        }
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        } else if (value instanceof Number number) {
            return copyNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            return copyMap(map, isObject, depth);
        } else if (value instanceof Set<?> set) {
            return new PySet(copies(set, isObject, depth));
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> elements = copies(list, isObject, depth);
            return isObject && !(list instanceof PyTuple) ? elements : PyTuple.copyOf(elements);
        }
        return copyRest(value, isObject, depth);
    }

    private @Nullable Object copyRest(Object value, boolean isObject, int depth) {
        if (value instanceof Serialize marked) {
            return copy(marked.value(), true, depth + 1);
        } else if (value instanceof ToPickle marked) {
            return copy(marked.value(), true, depth + 1);
        } else if (value instanceof byte[] bytes) {
            return Bytes.of(bytes);
        } else if (value instanceof Header header) {
            return copyMap(header.toDict(), isObject, depth);
        }
        return forObjects.apply(value);
    }

    private static Object copyNumber(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        } else if (number instanceof Float) {
            return number.doubleValue();
        } else if (number instanceof BigInteger big && big.compareTo(INT64_MIN) >= 0 && big.compareTo(INT64_MAX) <= 0) {
            return big.longValue();
        }
        return number;
    }

    private PyDict copyMap(Map<?, ?> map, boolean isObject, int depth) {
        PyDict copy = new PyDict(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(copy(entry.getKey(), isObject, depth + 1), copy(entry.getValue(), isObject, depth + 1));
        }
        return copy;
    }

    private List<@Nullable Object> copies(Collection<?> elements, boolean isObject, int depth) {
        List<@Nullable Object> copies = new ArrayList<>(elements.size());
        for (Object element : elements) {
            copies.add(copy(element, isObject, depth + 1));
        }
        return copies;
    }
}
