package dev.ndwire.cluster.task;

import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call `f(x, …)` that a worker makes, and the key that its result is kept under.
///
/// Arguments are values that the family `pickle` writes: Java's values, arrays, Python's objects that were received;
/// and [TaskRef]s, which stand for results of other tasks. A `TaskRef` may stand inside lists, tuples, sets and the
/// values of maps: the function gets these with the results in their places. Immutable as far as its arguments are,
/// which must not change before the task is written.
public final class Task {
    private static final PyGlobal APPLY = new PyGlobal("dask.utils", "apply");
    private static final String RESERVED = "_data_producer";

    private final Object key;
    private final PythonFunction function;
    private final PyTuple arguments;
    private final PyDict keywords;

    private Task(Object key, PythonFunction function, PyTuple arguments, PyDict keywords) {
        this.key = Keys.checked(key);
        this.function = function;
        this.arguments = arguments;
        this.keywords = keywords;
    }

    /// Makes a task with arguments by position.
    ///
    /// @param key what the result is kept under: a text, byte string, integer, float, or a list of such, which is a
    ///     tuple
    /// @param function what is called
    /// @param arguments its arguments
    /// @return the task
    /// @throws IllegalArgumentException if Dask takes no such key
    public static Task of(Object key, PythonFunction function, @Nullable Object... arguments) {
        return new Task(key, function, PyTuple.of(arguments), new PyDict());
    }

    /// Makes a task with arguments by position.
    ///
    /// @param key what the result is kept under
    /// @param function the qualified name of what is called, such as `numpy.linalg.svd`; see [PythonFunction#of]
    /// @param arguments its arguments
    /// @return the task
    /// @throws IllegalArgumentException if Dask takes no such key, or the name has an empty part
    public static Task of(Object key, String function, @Nullable Object... arguments) {
        return of(key, PythonFunction.of(function), arguments);
    }

    /// The same with an argument by name more.
    ///
    /// @param name the parameter
    /// @param value its argument
    /// @return another task
    /// @throws IllegalArgumentException if the name is given already, or is `_data_producer`, which Dask keeps for
    ///     itself
    public Task with(String name, @Nullable Object value) {
        if (name.equals(RESERVED) || keywords.containsKey(name)) {
            throw new IllegalArgumentException("argument '" + name + "' of " + function
                    + (name.equals(RESERVED) ? " is one that Dask keeps for itself" : " is given twice"));
        }
        PyDict more = keywords();
        more.put(name, value);
        return new Task(key, function, arguments, more);
    }

    /// What the result is kept under.
    ///
    /// @return a text, [dev.ndwire.core.value.Bytes], [Long], [Double] or [PyTuple]
    public Object key() {
        return key;
    }

    /// What is called.
    ///
    /// @return the function
    public PythonFunction function() {
        return function;
    }

    /// The arguments by position.
    ///
    /// @return the arguments
    public PyTuple arguments() {
        return arguments;
    }

    /// The arguments by name.
    ///
    /// @return a copy
    public PyDict keywords() {
        PyDict copy = new PyDict();
        copy.putAll(keywords);
        return copy;
    }

    /// The keys whose results the task needs: those of all [TaskRef]s among its arguments.
    ///
    /// @return an unmodifiable set
    /// @throws IllegalArgumentException if a reference stands where Dask does not look for one
    public Set<Object> dependencies() {
        Set<Object> keys = new LinkedHashSet<>();
        parsed(new Arguments(keys));
        return Collections.unmodifiableSet(keys);
    }

    /// A reference to the result, for the arguments of another task.
    ///
    /// @return the reference
    public TaskRef ref() {
        return new TaskRef(key);
    }

    /// The call that makes Dask's own task; the set of dependencies is made by its constructor, over there.
    PyObject toPython() {
        Parsed parsed = parsed(new Arguments(new LinkedHashSet<>()));
        PyGlobal type = Arguments.spec("Task");
        List<@Nullable Object> all = new ArrayList<>();
        all.add(key);
        all.add(function.toGlobal());
        all.addAll(parsed.arguments);
        return parsed.keywords.isEmpty()
                ? PyObject.call(type, all.toArray())
                : PyObject.call(APPLY, type, all, parsed.keywords);
    }

    private Parsed parsed(Arguments walk) {
        List<@Nullable Object> all = new ArrayList<>(arguments.size());
        for (Object argument : arguments) {
            all.add(walk.parsed(argument));
        }
        PyDict named = new PyDict();
        keywords.forEach((name, value) -> named.put(name, walk.parsed(value)));
        return new Parsed(all, named);
    }

    private record Parsed(List<@Nullable Object> arguments, PyDict keywords) {}

    @Override
    public String toString() {
        return "Task[" + key + ", " + function + "]";
    }
}
