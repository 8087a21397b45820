package dev.ndwire.cluster.task;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Tasks that go to a scheduler together.
///
/// Their serialized form is the `expr_ser` of its operation `update-graph`: the pickle of
/// `dask._expr.LLGExpr({key: dask._task_spec.Task(…), …})`, neither split nor compressed. Immutable.
public final class TaskGraph {
    private static final PyGlobal RECONSTRUCT = new PyGlobal("dask._expr", "Expr._reconstruct");
    private static final PyGlobal LLG_EXPR = new PyGlobal("dask._expr", "LLGExpr");

    private final Map<Object, Task> tasks;

    private TaskGraph(Map<Object, Task> tasks) {
        this.tasks = tasks;
    }

    /// Makes a graph.
    ///
    /// @param tasks at least one, each with a key of its own; in any order
    /// @return the graph
    /// @throws IllegalArgumentException if there is none, two have one key, or tasks wait for each other in a circle
    public static TaskGraph of(Task... tasks) {
        Map<Object, Task> byKey = new LinkedHashMap<>();
        // Which of Java's numbers are one key in Python.
        PyDict asInPython = new PyDict();
        for (Task task : tasks) {
            if (asInPython.put(task.key(), task) != null) {
                throw new IllegalArgumentException("two tasks have the key '" + task.key() + "'");
            }
            byKey.put(task.key(), task);
        }
        if (byKey.isEmpty()) {
            throw new IllegalArgumentException("a graph has no tasks, expected at least one");
        }
        refuseCircles(byKey);
        return new TaskGraph(Collections.unmodifiableMap(byKey));
    }

    /// Takes away what waits for nothing that is left; what then is left waits for itself.
    private static void refuseCircles(Map<Object, Task> byKey) {
        Map<Object, Set<Object>> waiting = new LinkedHashMap<>();
        Map<Object, List<Object>> dependents = new HashMap<>();
        Deque<Object> ready = new ArrayDeque<>();
        byKey.forEach((key, task) -> {
            Set<Object> inside = new LinkedHashSet<>(task.dependencies());
            inside.retainAll(byKey.keySet());
            inside.forEach(other ->
                    dependents.computeIfAbsent(other, none -> new ArrayList<>()).add(key));
            if (inside.isEmpty()) {
                ready.add(key);
            } else {
                waiting.put(key, inside);
            }
        });
        while (!ready.isEmpty()) {
            Object done = ready.remove();
            for (Object dependent : dependents.getOrDefault(done, List.of())) {
                Set<Object> needs = waiting.getOrDefault(dependent, Set.of());
                needs.remove(done);
                if (needs.isEmpty()) {
                    waiting.remove(dependent);
                    ready.add(dependent);
                }
            }
        }
        if (!waiting.isEmpty()) {
            throw new IllegalArgumentException(
                    "tasks wait for each other in a circle, or for one that does: " + waiting.keySet());
        }
    }

    /// The keys of the tasks.
    ///
    /// @return an unmodifiable set, in the tasks' order
    public Set<Object> keys() {
        return tasks.keySet();
    }

    /// The keys that tasks refer to and that no task of this graph makes: the scheduler must have them.
    ///
    /// @return an unmodifiable set
    public Set<Object> externalKeys() {
        Set<Object> keys = new LinkedHashSet<>();
        tasks.values().forEach(task -> keys.addAll(task.dependencies()));
        keys.removeAll(tasks.keySet());
        return Collections.unmodifiableSet(keys);
    }

    /// Serializes outside of any connection.
    ///
    /// @return header and frames; frames of arrays are the arrays' own memory
    /// @throws dev.ndwire.core.family.SerializationException if an argument cannot be pickled
    public Serialized serialize() {
        return serialize(Context.local());
    }

    /// Serializes.
    ///
    /// @param context what is known about the journey; its pickle settings decide what arguments may be
    /// @return header and frames; frames of arrays are the arrays' own memory
    /// @throws dev.ndwire.core.family.SerializationException if an argument cannot be pickled
    public Serialized serialize(Context context) {
        PyDict graph = new PyDict(tasks.size());
        tasks.forEach((key, task) -> graph.put(key, task.toPython()));
        // Without a token the scheduler would hash every argument to make one. It names the graph and nothing else.
        String token = UUID.randomUUID().toString().replace("-", "");
        PyObject expression = PyObject.call(RECONSTRUCT, LLG_EXPR, graph, token, new PyDict());
        return context.serialization().writing("pickle").serialize(expression, context);
    }
}
