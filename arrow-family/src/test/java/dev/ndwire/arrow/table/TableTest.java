package dev.ndwire.arrow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.Batches;
import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.ipc.GoldenStreams;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableTest {
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);
    private final Lease lease = pool.lease(Ownership.LEASED);
    private long allocatedBefore;

    @BeforeEach
    void countMemory() {
        allocatedBefore = ArrowMemory.root().getAllocatedMemory();
    }

    @AfterEach
    void leaksNothing() {
        lease.close();
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(allocatedBefore);
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private Table golden(String name) {
        return Table.ofStream(GoldenStreams.in(lease, name), lease);
    }

    @Test
    void findsEveryRowOfTenThousandBatches() {
        var batches = new ArrayList<Batch>();
        int rows = 0;
        Schema schema = new Schema(List.of(Field.nullable("x", new ArrowType.Int(32, true))));
        for (int i = 0; i < 10_000; i++) {
            var root = VectorSchemaRoot.create(schema, ArrowMemory.root());
            int count = i % 4 == 1 ? 0 : i % 3 + 1;
            var vector = (IntVector) root.getVector(0);
            vector.allocateNew(count);
            for (int row = 0; row < count; row++) {
                vector.set(row, rows++);
            }
            root.setRowCount(count);
            batches.add(new Batch(root, new MapDictionaryProvider()));
        }
        try (Table table = Table.of(new Batches(schema, batches, new MapDictionaryProvider(), List.of()))) {
            assertThat(table.rowCount()).isEqualTo(rows);
            for (int row = 0; row < rows; row++) {
                assertThat(table.column(0).get(row)).isEqualTo(row);
                assertThat(table.row(row).get(0)).isEqualTo(row);
            }
            for (long row : new long[] {-1, rows, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> table.column(0).get(row))
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessage("row " + row + " is not within a table of " + table.rowCount() + " rows");
            }
        }
    }

    @Test
    void givesValuesOfJava() {
        assertThat(first("bool")).isEqualTo(true);
        assertThat(golden("uint64").column("full").get(0)).isInstanceOf(BigInteger.class);
        assertThat(first("decimal128")).isEqualTo(new BigDecimal("-99.999"));
        assertThat(golden("string_view").column("full").get(5)).isEqualTo("something longer than twelve bytes");
        assertThat(golden("binary").column("full").get(1)).isEqualTo(Bytes.of((byte) 'a'));
        assertThat(golden("date32").column("x").get(1)).isEqualTo(LocalDate.ofEpochDay(86399));
        assertThat(golden("time_us").column("x").get(1)).isEqualTo(LocalTime.of(23, 59, 59));
        assertThat(golden("timestamp_ms").column("x").get(1)).isEqualTo(LocalDateTime.of(1970, 1, 1, 23, 59, 59));
        assertThat(golden("timestamp_ns_zone").column("x").get(1))
                .isEqualTo(ZonedDateTime.of(1970, 1, 2, 0, 59, 59, 0, ZoneId.of("Europe/Berlin")));
        assertThat(golden("duration_s").column("x").get(1)).isEqualTo(Duration.ofSeconds(86399));
        assertThat(golden("nested_list").column("x").values().toList())
                .isEqualTo(Arrays.asList(
                        List.of(List.of((byte) 1), List.of()),
                        null,
                        List.of(),
                        Arrays.asList(null, List.of((byte) 2, (byte) 3))));
        assertThat(golden("map").column("x").get(3)).isNull();
        assertThat(golden("map").column("x").get(1)).isEqualTo(Map.of("k0", 0L));
        assertThat(golden("union_dense").column("x").get(3)).isEqualTo("1");
        assertThat(golden("dictionary_nested").column("x").get(0)).isEqualTo(List.of("u", "v"));
        assertThat(golden("run_end_encoded").column("x").values().limit(11).toList())
                .isEqualTo(Arrays.asList(1.5, 1.5, 1.5, null, null, null, null, null, null, null, -2.5));
    }

    private @Nullable Object first(String name) {
        return golden(name).column(0).get(0);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void isMadeOfItsOwnRows(GoldenStreams.Golden golden) {
        try (Table table = golden(golden.name());
                Table made = table.withRows(table.rows().map(Row::values).toList())) {
            made.batches().forEach(FullCheck::check);
            assertThat(made.rows().toList()).isEqualTo(table.rows().toList());
            assertThat(made.schema()).isEqualTo(table.schema());
            MemorySegment stream = made.toStream().toSegment(lease);
            try (Table read = Table.ofStream(stream, lease)) {
                assertThat(read.rows().toList()).isEqualTo(table.rows().toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void writesAStreamThatIsReadAsTheSame(GoldenStreams.Golden golden) {
        try (Table table = golden(golden.name())) {
            MemorySegment written = table.toStream().toSegment(lease);
            try (Table read = Table.ofStream(written, lease)) {
                assertThat(read.rows().toList()).isEqualTo(table.rows().toList());
                assertThat(read.rowCount()).isEqualTo(golden.rows());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void slicesToAnyRows(GoldenStreams.Golden golden) {
        try (Table table = golden(golden.name())) {
            long half = table.rowCount() / 2;
            try (Table head = table.slice(0, half);
                    Table tail = table.slice(half, table.rowCount() - half)) {
                assertThat(head.rows().toList())
                        .isEqualTo(table.rows().limit(half).toList());
                assertThat(tail.rows().toList())
                        .isEqualTo(table.rows().skip(half).toList());
            }
        }
    }

    @Test
    void keepsColumnsInTheirNewOrder() {
        try (Table table = golden("duckdb");
                Table selected = table.select("st", "i")) {
            assertThat(selected.schema().getFields().stream().map(Field::getName))
                    .containsExactly("st", "i");
            assertThat(selected.row(2).values()).isEqualTo(List.of(Map.of("a", 2L, "b", "x"), 2L));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> table.select("i", "nowhere"))
                    .withMessage("no column of name 'nowhere' in [i, s, f, d, day, span, l, st, m, b, n, u]");
        }
    }

    @Test
    void closesWithTheLeaseThatHasItsMemory() {
        Table table = golden("int64");
        Column column = table.column("full");
        lease.close();
        assertThatIllegalStateException().isThrownBy(() -> column.get(0)).withMessage("this table is closed");
        assertThat(table.rowCount()).isEqualTo(50);
    }

    @Test
    void outlivesItsLeaseAsASlice() {
        Table part = golden("int64").slice(10, 5);
        lease.close();
        assertThat(part.rowCount()).isEqualTo(5);
        assertThat(part.column(0).values().toList()).doesNotContainNull();
        assertThat(pool.budget().usedBytes()).isPositive();
        part.close();
    }

    @Test
    void refusesRowsThatAreNotThere() {
        try (Table table = golden("int64")) {
            assertThatThrownBy(() -> table.row(50)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> table.slice(40, 11))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("11 rows from 40 on are not within a table of 50 rows");
        }
    }

    @Test
    void namesTheRowAndColumnThatAValueDoesNotFit() {
        var schema = new Schema(List.of(Field.nullable("x", new ArrowType.Int(8, true))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRows(schema, List.of(List.of(1), List.of(200))))
                .withMessage("row 1: Integer 200 does not fit 'x' of type Int(8, true)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRows(schema, List.of(List.of())))
                .withMessage("row 0 has 0 values, the schema has 1 columns");
    }

    @Test
    void printsNamesTypesAndRows() {
        try (Table table = golden("metadata")) {
            assertThat(table.toString()).isEqualTo("""
                    5 rows × 2 columns
                    a      b
                    int64  string
                    -----  ------
                        0  a
                        1  b
                        2  c
                        3  d
                        4  e""");
        }
    }

    @Test
    void printsFirstAndLastOfManyRowsAndAsManyColumnsAsFit() {
        try (Table table = golden("int64")) {
            List<String> lines = table.toString().lines().toList();
            assertThat(lines).hasSize(15);
            assertThat(lines.get(0)).isEqualTo("50 rows × 2 columns");
            assertThat(lines.get(9).strip()).matches("…\\s+…");
        }
        try (Table table = golden("duckdb")) {
            assertThat(table.toString().lines()).allMatch(line -> line.length() <= 100);
            assertThat(table.toString().lines().skip(1)).allMatch(line -> line.endsWith("…"));
        }
    }

    @Test
    void printsTablesWithoutRowsOrColumns() {
        assertThat(golden("no_columns").toString()).isEqualTo("0 rows × 0 columns");
        assertThat(golden("no_batches").toString()).isEqualTo("""
                0 rows × 2 columns
                a      b
                int32  string
                -----  ------""");
    }

    @Test
    void printsItsFirstRows() {
        try (Table table = Table.ofArrays(Map.of("x", NDArray.of(new long[] {1, 2, 3})), Lease.none())) {
            assertThat(table.toString(2)).isEqualTo("""
                    3 rows × 1 column
                    x
                    int64
                    -----
                        1
                        2
                        …""");
            assertThat(table.toString(3)).isEqualTo(table.toString());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> table.toString(-1))
                    .withMessage("rows -1 is negative");
        }
    }

    @Test
    void columnsTellTheirTypeAndNulls() {
        try (Table table = Table.ofStream(GoldenStreams.in(lease, "dictionary_int8"), lease)) {
            Column column = table.column(0);
            assertThat(column.typeName()).isEqualTo("dictionary<values=string, indices=int8, ordered=0>");
            assertThat(column.nullCount())
                    .isEqualTo(column.values().filter(Objects::isNull).count());
        }
    }
}
