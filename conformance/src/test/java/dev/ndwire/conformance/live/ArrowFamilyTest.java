package dev.ndwire.conformance.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.conformance.command.NdwireProcess;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.conformance.python.PythonPeer.Result;
import dev.ndwire.core.comm.Client;
import dev.ndwire.core.comm.ConnectionSettings;
import dev.ndwire.core.comm.Server;
import dev.ndwire.core.family.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The family `arrow` between Java and a Python that has `ndwire_arrow`: every kind of `tables.py`, both ways. Neither
/// side may read another family here.
class ArrowFamilyTest {
    private static final int KINDS = 79;
    private static final int KINDS_OF_POLARS_AND_DUCKDB = 100;
    private static final int REFUSED_KINDS = 2;

    private static final Serialization ARROW =
            Serialization.standard().writing("arrow").accepting("arrow", "error");

    @TempDir
    Path directory;

    private static void driveEveryKind(Serialization serialization, String family) throws IOException {
        ConnectionSettings settings = ConnectionSettings.standard().with(serialization);
        try (var server = Server.listen(settings, List.of("tcp://127.0.0.1:0"))) {
            List<Result> results = PythonPeer.run(
                    LivePython.environment(),
                    LivePython.SCRIPTS.resolve("tables_client.py"),
                    server.address().toString(),
                    "--family",
                    family);
            assertThat(results).filteredOn(result -> !result.ok()).isEmpty();
            var counts = results.stream().collect(Collectors.groupingBy(Result::op, Collectors.counting()));
            assertThat(counts)
                    .containsEntry("get_data", (long) KINDS + KINDS_OF_POLARS_AND_DUCKDB)
                    .containsEntry("refuse", (long) REFUSED_KINDS);
            assertThat(counts.get("echo")).isGreaterThan(KINDS + KINDS_OF_POLARS_AND_DUCKDB);
        }
    }

    @Test
    void everyKindComesBackToPythonEqual() throws IOException {
        driveEveryKind(ARROW, "arrow");
    }

    /// The family under another name, where each side looks at the frames and at what became of them.
    @Test
    void nothingIsCopiedOnEitherSide() throws IOException {
        var seen = new LyingWhereItCame("watched");
        driveEveryKind(Serialization.standard().with(seen).writing("watched").accepting("watched", "error"), "watched");
        assertThat(seen.bufferCount()).isGreaterThan(1000);
    }

    @Test
    void everyKindThatPythonHoldsComesBackEqualFromJava() throws IOException {
        try (var server = LivePython.serve("--arrow");
                var plain = Client.connect(server.address())) {
            Client client = plain.with(ARROW).answeredWith("arrow");
            var faults = new ArrayList<String>();
            List<?> names = (List<?>) requireNonNull(call(plain, "cases", Map.of("prefix", "table/")));
            for (Object name : names) {
                call(plain, "make", Map.of("case", name, "key", "made"));
                try (var received = client.get("made")) {
                    client.put("back", received.as(Table.class));
                }
                Object difference = call(plain, "same_tables", Map.of("key", "back", "other", "made"));
                if (difference != null) {
                    faults.add(name + ": " + difference);
                }
            }
            assertThat(faults).isEmpty();
            assertThat(names).hasSize(KINDS);
        }
    }

    private static @Nullable Object call(Client client, String op, Map<String, ?> arguments) throws IOException {
        try (var reply = client.call(op, arguments)) {
            return reply.value();
        }
    }

    @Test
    void tablesAndBatchesMoveToAnotherJvmAndBack() throws IOException {
        var rows = List.of(new Reading("a", 1.5, List.of(1, 2)), new Reading("b", -0.0, List.of()));
        try (var server = NdwireProcess.serve(directory, List.of());
                var plain = Client.connect(server.address());
                Table table = Table.ofRecords(Reading.class, rows)) {
            Client client = plain.with(ARROW).answeredWith("arrow");
            client.put("table", table);
            client.put("batch", new RecordBatch(table));
            try (var received = client.get("table")) {
                assertThat(received.as(Table.class).toRecords(Reading.class)).isEqualTo(rows);
            }
            try (var received = client.get("batch")) {
                assertThat(received.as(RecordBatch.class).table().toRecords(Reading.class))
                        .isEqualTo(rows);
            }
        }
    }

    /// A row.
    public record Reading(String name, double value, List<Integer> counts) {}
}
