package dev.ndwire.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
    private static final PyGlobal TASK = new PyGlobal("dask._task_spec", "Task");

    private static PyObject object(@Nullable Object value) {
        assertThat(value).isInstanceOf(PyObject.class);
        return (PyObject) Objects.requireNonNull(value);
    }

    /// What a graph's pickle says, by our own machine.
    private static PyTuple expression(TaskGraph graph) {
        PyObject call = object(Serialization.standard().deserialize(graph.serialize()));
        assertThat(call.function()).isEqualTo(new PyGlobal("dask._expr", "Expr._reconstruct"));
        assertThat(call.arguments()).hasSize(4);
        assertThat(call.arguments().get(0)).isEqualTo(new PyGlobal("dask._expr", "LLGExpr"));
        return call.arguments();
    }

    private static PyObject task(TaskGraph graph, Object key) {
        return object(((PyDict) Objects.requireNonNull(expression(graph).get(1))).get(key));
    }

    @Test
    void isPickledAsDaskPicklesItsOwnExpression() {
        TaskGraph graph = TaskGraph.of(Task.of("x", "operator.add", 2, new TaskRef("y")));
        Serialized serialized = graph.serialize();
        assertThat(serialized.header().text("serializer")).isEqualTo("pickle");
        assertThat(serialized.header().has("split-offsets")).isFalse();
        assertThat(serialized.header().has("compression")).isFalse();
        PyObject task = task(graph, "x");
        assertThat(task.function()).isEqualTo(TASK);
        assertThat(task.arguments().subList(0, 3)).isEqualTo(List.of("x", new PyGlobal("operator", "add"), 2L));
        PyObject reference = object(task.arguments().get(3));
        assertThat(reference.function()).isEqualTo(new PyGlobal("dask._task_spec", "TaskRef"));
        assertThat(reference.arguments()).isEqualTo(PyTuple.of("y"));
        PyObject named = task(TaskGraph.of(Task.of("x", "pow").with("base", 2)), "x");
        assertThat(named.function()).isEqualTo(new PyGlobal("dask.utils", "apply"));
        assertThat(named.arguments())
                .isEqualTo(PyTuple.of(TASK, List.of("x", new PyGlobal("builtins", "pow")), PyDict.of("base", 2L)));
    }

    @Test
    void namesEachGraphAnew() {
        TaskGraph graph = TaskGraph.of(Task.of("x", "f"));
        assertThat((String) expression(graph).get(2))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(expression(graph).get(2));
    }

    @Test
    void wrapsOnlyCollectionsThatHoldReferences() {
        List<Object> plain = List.of(1L, List.of(2L));
        TaskGraph graph = TaskGraph.of(Task.of("x", "f", plain, List.of(plain, new TaskRef("y"))));
        List<?> arguments = task(graph, "x").arguments();
        assertThat(arguments.get(2)).isEqualTo(plain);
        PyObject wrapped = object(arguments.get(3));
        assertThat(wrapped.function()).isEqualTo(new PyGlobal("dask._task_spec", "List"));
        assertThat(wrapped.arguments().get(0)).isEqualTo(plain);
    }

    @Test
    void leavesBuffersOutsideOfThePickle() {
        byte[] memory = {1, 2, 3};
        PickleBuffer buffer = new PickleBuffer(Frame.of(memory), true);
        Serialized serialized = TaskGraph.of(Task.of("x", "bytes", buffer)).serialize();
        memory[0] = 9;
        assertThat(serialized.frames()).hasSize(2);
        assertThat(serialized.frames().get(1).toByteArray()).containsExactly(9, 2, 3);
    }

    @Test
    void knowsItsKeysAndThoseItNeedsFromElsewhere() {
        TaskGraph graph = TaskGraph.of(
                Task.of("x", "f", new TaskRef("y"), new TaskRef("z")), Task.of("y", "f", new TaskRef("w")));
        assertThat(graph.keys()).containsExactly("x", "y");
        assertThat(graph.externalKeys()).containsExactlyInAnyOrder("z", "w");
    }

    @Test
    void takesLongChainsInAnyOrder() {
        List<Task> tasks = new ArrayList<>(List.of(Task.of(0, "int")));
        for (int i = 1; i < 20_000; i++) {
            tasks.add(Task.of(i, "operator.neg", new TaskRef(i - 1)));
        }
        Collections.reverse(tasks);
        assertThat(TaskGraph.of(tasks.toArray(Task[]::new)).externalKeys()).isEmpty();
    }

    @Test
    void refusesGraphsThatDaskWouldNotRun() {
        refuses("a graph has no tasks, expected at least one");
        refuses("two tasks have the key 'x'", Task.of("x", "f"), Task.of("x", "g"));
        refuses("two tasks have the key '1.0'", Task.of(1, "f"), Task.of(1.0, "g"));
        refuses(
                "tasks wait for each other in a circle, or for one that does: [x, y, z]",
                Task.of("w", "f"),
                Task.of("x", "f", new TaskRef("y"), new TaskRef("w")),
                Task.of("y", "f", new TaskRef("x")),
                Task.of("z", "f", new TaskRef("x")));
        refuses(
                "tasks wait for each other in a circle, or for one that does: [x]",
                Task.of("x", "f", new TaskRef("x")));
    }

    private static void refuses(String message, Task... tasks) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskGraph.of(tasks))
                .withMessage(message);
    }

    @Test
    void refusesArgumentsThatNoPickleHolds() {
        for (Object argument : List.of(new Object(), new PyFrozenSet(List.of(new TaskRef("y"))))) {
            TaskGraph graph = TaskGraph.of(Task.of("x", "f", argument));
            String type = argument instanceof PyFrozenSet ? TaskRef.class.getName() : "java.lang.Object";
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(graph::serialize)
                    .withMessage("no family of [pickle] takes a dev.ndwire.core.value.PyObject: no way is known to"
                            + " pickle an instance of " + type);
        }
    }
}
