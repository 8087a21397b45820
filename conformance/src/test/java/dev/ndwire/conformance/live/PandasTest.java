package dev.ndwire.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.pandas.PandasTables;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.conformance.python.PythonPeer.Result;
import dev.ndwire.core.comm.Server;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Dataframes go to a JVM as Python pickles them, are read as tables there, and their tables come back as pyarrow's.
class PandasTest {
    private static final int KINDS = 67;
    private static final int OPAQUE = 12;
    // Of those, the ones that pyarrow itself gives back as they were.
    private static final int SAME_FRAMES = 54;

    private static PythonEnvironment environment;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    @Test
    void pickledFramesAreReadAsTablesWhichToPandasMakesTheFramesAgain() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            server.handle("table", request -> {
                Table table = PandasTables.of(request.argument("data"), request.lease());
                request.afterReply(table::close);
                return table;
            });
            List<Result> results = PythonPeer.run(
                    environment,
                    LivePython.SCRIPTS.resolve("frames_client.py"),
                    server.address().toString());
            assertThat(results).filteredOn(result -> !result.ok()).isEmpty();
            var counts = results.stream().collect(Collectors.groupingBy(Result::op, Collectors.counting()));
            assertThat(counts)
                    .containsEntry("table", (long) KINDS)
                    .containsEntry("echo", (long) KINDS + OPAQUE)
                    .containsEntry("refuse", (long) OPAQUE);
            assertThat(counts).containsEntry("frame", (long) SAME_FRAMES);
        }
    }
}
