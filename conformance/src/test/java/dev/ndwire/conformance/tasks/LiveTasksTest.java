package dev.ndwire.conformance.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.cluster.task.Task;
import dev.ndwire.cluster.task.TaskGraph;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.comm.Client;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Python reads the graphs of tasks that Java writes, finds them equal to its own, and gets the same results.
class LiveTasksTest {
    @Test
    void pythonFindsEveryGraphEqualToItsOwnAndRunsIt() throws IOException {
        assertThat(faults("check_graph")).isEmpty();
    }

    /// Nobody opens the graph on its way to the scheduler.
    @Test
    void aSchedulerAndAWorkerRunEveryGraph() throws IOException {
        assertThat(faults("run_graph", "--raw")).isEmpty();
    }

    @Test
    void arraysAmongTheArgumentsAreNotCopied() {
        var array = NDArray.of(new double[] {1, 2, 3});
        var frames = TaskGraph.of(Task.of("x", "numpy.sum", array)).serialize().frames();
        array.setDouble(7, 0);
        assertThat(frames).hasSize(2);
        assertThat(frames.get(1).toSegment(Arena.ofAuto()).get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0))
                .isEqualTo(7);
    }

    private static Map<String, Object> faults(String op, String... options) throws IOException {
        var faults = new TreeMap<String, Object>();
        try (var server = LivePython.serve(options);
                var client = Client.connect(server.address())) {
            var graphs = Graphs.all();
            assertThat(graphs).hasSize(8);
            for (var graph : graphs.entrySet()) {
                var expression = graph.getValue().serialize();
                try (var reply = client.call(op, Map.of("case", graph.getKey(), "expr", expression))) {
                    if (reply.value() != null) {
                        faults.put(graph.getKey(), reply.value());
                    }
                }
            }
        }
        return faults;
    }
}
