package dev.ndwire.conformance.tasks;

import dev.ndwire.cluster.task.PythonFunction;
import dev.ndwire.cluster.task.Task;
import dev.ndwire.cluster.task.TaskGraph;
import dev.ndwire.cluster.task.TaskRef;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The cases of `tasks.py`, made in Java.
final class Graphs {
    private static final List<List<Double>> SQUARE = List.of(List.of(2.0, 0.0), List.of(1.0, 3.0));

    private Graphs() {}

    static Map<String, TaskGraph> all() {
        Map<String, TaskGraph> graphs = new LinkedHashMap<>();
        graphs.put("add", TaskGraph.of(Task.of(List.of("add", 0), "operator.add", 2, 3)));
        graphs.put("sum", TaskGraph.of(Task.of("total", "sum", List.of(1, 2, 3.5))));
        graphs.put(
                "svd",
                TaskGraph.of(
                        Task.of("x", "numpy.array", SQUARE),
                        Task.of("svd", "numpy.linalg.svd", new TaskRef("x")).with("full_matrices", false)));
        graphs.put("svd-of-array", TaskGraph.of(Task.of("svd", "numpy.linalg.svd", NDArray.of(new double[][] {
            {2, 0}, {1, 3}
        }))));
        graphs.put(
                "numpy-sum",
                TaskGraph.of(Task.of(Bytes.utf8("m"), "numpy.sum", stepped())
                        .with("axis", PyTuple.of(0, 2))
                        .with("keepdims", true)
                        .with("initial", 1.5)));
        graphs.put("chain", chain());
        graphs.put("nested", nested());
        graphs.put(
                "methods",
                TaskGraph.of(
                        Task.of(1, new PythonFunction("builtins", "str.upper"), "abc"),
                        Task.of(2.5, new PythonFunction("builtins", "bytes.fromhex"), "00ff")));
        return graphs;
    }

    /// As in Python: not contiguous.
    private static NDArray stepped() {
        var segment = Arena.ofAuto().allocate(ValueLayout.JAVA_DOUBLE, 24);
        for (int i = 0; i < 24; i++) {
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, i);
        }
        return NDArray.wrap(segment, DType.FLOAT64, 2, 3, 4).at(":, ::-1");
    }

    private static TaskGraph chain() {
        var a = Task.of("a", "int", "7");
        var b = Task.of("b", "operator.neg", a.ref());
        var c = Task.of("c", "operator.mul", b.ref(), a.ref());
        var power = Task.of("power", "pow").with("base", c.ref()).with("exp", 2).with("mod", null);
        return TaskGraph.of(c, b, a, power);
    }

    private static TaskGraph nested() {
        var a = new TaskRef("a");
        return TaskGraph.of(
                Task.of("a", "abs", -4),
                Task.of("list", "sum", List.of(a, 1, a)),
                Task.of(
                        "dict",
                        "dict",
                        PyDict.of(
                                "k",
                                List.of(a, PyTuple.of(new TaskRef("list"), 5), List.of(1, 2)),
                                "plain",
                                PyDict.of("q", List.of(3)))),
                Task.of("set", "len", new PySet(List.of(a, 9L))),
                Task.of("deep", "repr", List.of(List.of(List.of(a)))),
                Task.of("named", "dict")
                        .with("x", PyDict.of(1, a, PyTuple.of(2, 3), "b"))
                        .with("y", PyTuple.of())
                        .with("z", null));
    }
}
