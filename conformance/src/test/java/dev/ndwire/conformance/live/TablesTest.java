package dev.ndwire.conformance.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.table.Row;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.conformance.python.PythonEnvironment;
import dev.ndwire.conformance.python.PythonPeer;
import dev.ndwire.conformance.python.PythonPeer.Result;
import dev.ndwire.core.comm.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tables of pyarrow, pandas, polars and duckdb go to a JVM and come back equal: every kind of `tables.py`.
class TablesTest {
    private static final int KINDS = 79;
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
        assertThat(counts).containsEntry("get_data", (long) KINDS).containsEntry("refuse", (long) REFUSED_KINDS);
        assertThat(counts.get("echo")).isGreaterThan(KINDS);
    }

    @Test
    void comeBackEqualMadeOfTheirRowsInJava() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            var made = new ArrayList<Table>();
            server.handle("echo", request -> {
                if (request.argument("data") instanceof Table table && isMadeOfValues(table.schema())) {
                    made.add(Table.ofRows(
                            table.schema(), table.rows().map(Row::values).toList()));
                    return made.getLast();
                }
                return request.argument("data");
            });
            checkAll(drive(server));
            assertThat(made).hasSizeGreaterThan(40);
            made.forEach(Table::close);
        }
    }

    private static boolean isMadeOfValues(Schema schema) {
        return schema.getFields().stream().allMatch(TablesTest::isMadeOfValues);
    }

    private static boolean isMadeOfValues(Field field) {
        boolean isOther = switch (field.getType().getTypeID()) {
            case Union, RunEndEncoded, ListView, LargeListView -> true;
            default -> field.getDictionary() != null;
        };
        return !isOther && field.getChildren().stream().allMatch(TablesTest::isMadeOfValues);
    }

    @Test
    void areRebuiltFromWhatTheHandlerMadeOfTheirValues() throws IOException {
        try (var server = Server.listen("tcp://127.0.0.1:0")) {
            var made = new ArrayList<Table>();
            server.handle("echo", request -> {
                Table table = (Table) requireNonNull(request.argument("data"));
                List<List<@Nullable Object>> rows = table.rows()
                        .map(row -> (List<@Nullable Object>) new ArrayList<>(row.values()))
                        .toList();
                rows.get(0).set(0, (byte) ((Byte) requireNonNull(rows.get(0).get(0)) ^ 1));
                made.add(Table.ofRows(table.schema(), rows));
                return made.getLast();
            });
            List<Result> echoes = drive(server, "int8").stream()
                    .filter(result ->
                            result.testCase().equals("int8") && result.op().equals("echo"))
                    .toList();
            assertThat(echoes).hasSize(1).allSatisfy(result -> {
                assertThat(result.ok()).isFalse();
                assertThat(result.why()).startsWith("other values");
            });
            made.forEach(Table::close);
        }
    }
}
