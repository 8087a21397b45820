package dev.ndwire.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final TaskRef A = new TaskRef("a");
    private static final TaskRef B = new TaskRef(List.of("b", 0));

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @Test
    void needsTheKeysOfAllReferencesHoweverDeep() {
        Task task = Task.of("x", "f.g", A, List.of(1, PyTuple.of(B, "text")), PyDict.of("k", Set.of(new TaskRef(3))))
                .with("named", Map.of("v", List.of(new TaskRef(Bytes.utf8("c")))));
        assertThat(task.dependencies()).containsExactlyInAnyOrder("a", PyTuple.of("b", 0L), 3L, Bytes.utf8("c"));
        assertThat(Task.of("x", "f.g", "a", List.of("b")).dependencies()).isEmpty();
        assertThat(task.ref()).isEqualTo(new TaskRef("x"));
    }

    @Test
    void keepsItsParts() {
        Task task = Task.of("x", "numpy.linalg.svd", 1, null).with("full", false);
        assertThat(task.key()).isEqualTo("x");
        assertThat(task.function()).isEqualTo(new PythonFunction("numpy.linalg", "svd"));
        assertThat(task.arguments()).isEqualTo(PyTuple.of(1, null));
        assertThat(task.keywords()).isEqualTo(PyDict.of("full", false));
        task.keywords().put("other", 1);
        assertThat(task.keywords()).isEqualTo(PyDict.of("full", false));
        assertThat(task).hasToString("Task[x, numpy.linalg.svd]");
    }

    @Test
    void takesTheKeysThatDaskTakes() {
        assertThat(Task.of(3, "f").key()).isEqualTo(3L);
        assertThat(Task.of(2.5, "f").key()).isEqualTo(2.5);
        assertThat(Task.of(Bytes.EMPTY, "f").key()).isEqualTo(Bytes.EMPTY);
        assertThat(Task.of(List.of("a", List.of((short) 1, (byte) 2)), "f").key())
                .isEqualTo(PyTuple.of("a", PyTuple.of(1L, 2L)));
        String expected = ", expected a text, byte string, integer, float, or a tuple of such";
        refuses(() -> Task.of(true, "f"), "key is a java.lang.Boolean" + expected);
        refuses(() -> Task.of(PyTuple.of("a", null), "f"), "key is null" + expected);
        refuses(() -> Task.of(PyTuple.of(), "f"), "key is a dev.ndwire.core.value.PyTuple" + expected);
        refuses(() -> new TaskRef(A), "key is a dev.ndwire.cluster.task.TaskRef" + expected);
    }

    @Test
    void namesFunctionsByModuleAndName() {
        assertThat(PythonFunction.of("sum")).isEqualTo(new PythonFunction("builtins", "sum"));
        assertThat(PythonFunction.of("numpy.linalg.svd")).hasToString("numpy.linalg.svd");
        refuses(() -> PythonFunction.of("numpy."), "function '' of module 'numpy': neither name may be empty");
        refuses(() -> PythonFunction.of(".sum"), "function 'sum' of module '': neither name may be empty");
    }

    @Test
    void refusesArgumentsThatDaskWouldTakeOtherwise() {
        Task task = Task.of("x", "f").with("a", 1);
        refuses(() -> task.with("a", 2), "argument 'a' of builtins.f is given twice");
        refuses(
                () -> task.with("_data_producer", true),
                "argument '_data_producer' of builtins.f is one that Dask keeps for itself");
        String key = "key of a map is or holds a TaskRef, expected one among the values";
        refuses(() -> Task.of("x", "f", Map.of(A, 1)).dependencies(), key);
        Map<Object, Object> deep = new HashMap<>();
        deep.put(PyTuple.of(1, new PySet(List.of(A))), 1);
        refuses(() -> Task.of("x", "f", List.of(deep)).dependencies(), key);
        List<@Nullable Object> own = new ArrayList<>();
        own.add(own);
        refuses(() -> Task.of("x", "f", own).dependencies(), "argument holds itself, or nests deeper than 1000 levels");
    }
}
