package dev.ndwire.cluster.task;

import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Arguments as Dask wants them: a collection that holds a reference is a node of the graph, which makes the collection
/// when the results are there; every other value is itself. Source: `parse_input` of `dask._task_spec`.
final class Arguments {
    // As deep as a pickle may nest.
    private static final int MAX_DEPTH = 1000;

    private final Set<Object> dependencies;
    // How many references were met so far.
    private int references;

    /// Makes a walk.
    ///
    /// @param dependencies takes the keys that are referred to
    Arguments(Set<Object> dependencies) {
        this.dependencies = dependencies;
    }

    static PyGlobal spec(String name) {
        return new PyGlobal("dask._task_spec", name);
    }

    /// Turns an argument into what is pickled.
    ///
    /// @param value the argument
    /// @return the value itself, a reference, or a node
    /// @throws IllegalArgumentException if a reference stands where Dask does not look for one
    @Nullable
    Object parsed(@Nullable Object value) {
        return parsed(value, 0);
    }

    private @Nullable Object parsed(@Nullable Object value, int depth) {
        if (value instanceof TaskRef reference) {
            dependencies.add(reference.key());
            references++;
            return PyObject.call(spec("TaskRef"), reference.key());
        }
        if (depth == MAX_DEPTH) {
            throw new IllegalArgumentException("argument holds itself, or nests deeper than " + MAX_DEPTH + " levels");
        }
        if (value instanceof PyTuple tuple) {
            return collection("Tuple", tuple, depth);
        }
        if (value instanceof List<?> list) {
            return collection("List", list, depth);
        }
        if (value instanceof Set<?> set) {
            return collection("Set", set, depth);
        }
        return value instanceof Map<?, ?> map ? dict(map, depth) : value;
    }

    private Object collection(String node, Collection<?> elements, int depth) {
        List<@Nullable Object> parsed = new ArrayList<>(elements.size());
        int before = references;
        for (Object element : elements) {
            parsed.add(parsed(element, depth + 1));
        }
        return references > before ? PyObject.call(spec(node), parsed.toArray()) : elements;
    }

    /// A dict's node takes keys and values by turns.
    private Object dict(Map<?, ?> map, int depth) {
        List<@Nullable Object> parsed = new ArrayList<>(2 * map.size());
        int before = references;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (holdsReference(entry.getKey())) {
                throw new IllegalArgumentException("key of a map is or holds a TaskRef, expected one among the values");
            }
            parsed.add(entry.getKey());
            parsed.add(parsed(entry.getValue(), depth + 1));
        }
        return references > before ? PyObject.call(spec("Dict"), parsed.toArray()) : map;
    }

    private static boolean holdsReference(@Nullable Object key) {
        return key instanceof TaskRef
                || (key instanceof Collection<?> parts && parts.stream().anyMatch(Arguments::holdsReference));
    }
}
