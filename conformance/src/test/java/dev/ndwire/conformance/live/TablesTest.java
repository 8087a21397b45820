package dev.ndwire.conformance.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.conformance.python.PythonPeer.Result;
import dev.ndwire.core.comm.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tables of pyarrow, pandas, polars and duckdb go to a JVM and come back equal: every kind of `tables.py`, and every
/// type of polars and duckdb that pyarrow takes, of `tables_of_others.py`.
class TablesTest {
    private static final int KINDS = 79;
    private static final int KINDS_OF_POLARS_AND_DUCKDB = 100;
    private static final int REFUSED_KINDS = 2;

    private static PythonEnvironment environment;

    @BeforeAll
    static void build() {
        environment = LivePython.environment();
    }

    private static List<Result> drive(Server server, String... prefixes) {
        return PythonPeer.run(
                environment,
                LivePython.SCRIPTS.resolve("tables_client.py"),
                server.address().toString(),
                prefixes);
    }

    @Test
    void comeBackEqualRebuiltFromTheirVectors() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            checkAll(drive(server));
        }
    }

    private static void checkAll(List<Result> results) {
        assertThat(results).filteredOn(result -> !result.ok()).isEmpty();
        var counts = results.stream().collect(Collectors.groupingBy(Result::op, Collectors.counting()));
        assertThat(counts)
                .containsEntry("get_data", (long) KINDS + KINDS_OF_POLARS_AND_DUCKDB)
                .containsEntry("refuse", (long) REFUSED_KINDS)
                .containsEntry("cover", 1L);
        assertThat(counts.get("echo")).isGreaterThan(KINDS + KINDS_OF_POLARS_AND_DUCKDB);
    }

    /// Echoes tables and batches that are made anew, and closes them in the end.
    private static final class Remaking implements AutoCloseable {
        private final List<Table> made = new ArrayList<>();

        Remaking(Server server, Function<Table, @Nullable Table> remake) {
            server.handle("echo", request -> {
                Object data = requireNonNull(request.argument("data"));
                Table table =
                        data instanceof RecordBatch batch ? batch.table() : data instanceof Table all ? all : null;
                Table again = table == null ? null : remake.apply(table);
                if (again == null) {
                    return data;
                }
                made.add(again);
                return data instanceof RecordBatch ? new RecordBatch(again) : again;
            });
        }

        @Override
        public void close() {
            made.forEach(Table::close);
        }
    }

    private static List<List<@Nullable Object>> rows(Table table) {
        return table.rows()
                .map(row -> (List<@Nullable Object>) new ArrayList<>(row.values()))
                .toList();
    }

    @Test
    void comeBackEqualMadeOfTheirRowsInJava() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0");
                var remaking = new Remaking(server, table -> hasSeveralDictionaries(table) ? null : remade(table))) {
            checkAll(drive(server));
            assertThat(remaking.made).hasSizeGreaterThan(KINDS + KINDS_OF_POLARS_AND_DUCKDB);
        }
    }

    private static Table remade(Table table) {
        return table.withRows(rows(table));
    }

    /// Of these the batches become one, whose dictionary has the values of all: equal ones, for Python no equal column.
    private static boolean hasSeveralDictionaries(Table table) {
        return table.batches().size() > 1
                && table.schema().getFields().stream().anyMatch(field -> field.getDictionary() != null);
    }

    /// A value of every kind is changed between decoding and encoding: that cell, and no other, comes back different.
    @Test
    void areRebuiltFromWhatTheHandlerMadeOfTheirValues() throws IOException {
        var changes = new ArrayList<String>();
        try (var server = Server.listen("tcp://127.0.0.1:0");
                var remaking = new Remaking(server, table -> {
                    List<List<@Nullable Object>> rows = rows(table);
                    changes.add(change(table, rows));
                    return table.withRows(rows);
                })) {
            List<Result> echoes = drive(server).stream()
                    .filter(result -> result.op().equals("echo"))
                    .toList();
            assertThat(echoes).hasSameSizeAs(changes);
            var unchanged = new ArrayList<String>();
            for (int i = 0; i < changes.size(); i++) {
                Result echo = echoes.get(i);
                if (changes.get(i).isEmpty()) {
                    unchanged.add(echo.testCase());
                } else {
                    assertThat(echo.why()).as(echo.testCase()).startsWith("other values at " + changes.get(i) + ": ");
                }
            }
            assertThat(unchanged).allMatch(name -> WITHOUT_VALUES.contains(name.replace("/batch", "")));
            assertThat(remaking.made).hasSameSizeAs(changes);
        }
    }

    private static final Set<String> WITHOUT_VALUES = Set.of(
            "null",
            "all_null",
            "empty",
            "no_batches",
            "no_columns",
            "rows_without_columns",
            "polars_Null_0",
            "duckdb_NULL_0");

    /// Changes the first value that can be.
    ///
    /// @return its place as Python writes it; empty if there is none
    private static String change(Table table, List<List<@Nullable Object>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < table.columnCount(); column++) {
                Object value = rows.get(row).get(column);
                Object changed = value == null ? null : OtherValues.than(value);
                if (changed != null) {
                    rows.get(row).set(column, changed);
                    return table.schema().getFields().get(column).getName() + "[" + row + "]";
                }
            }
        }
        return "";
    }
}
