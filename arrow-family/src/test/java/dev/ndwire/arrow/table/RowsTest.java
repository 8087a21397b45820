package dev.ndwire.arrow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.memory.ArrowMemory;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tables of rows, whose columns are laid out in any way.
class RowsTest {
    private static final ArrowType INT8 = new ArrowType.Int(Byte.SIZE, true);
    private static final ArrowType INT16 = new ArrowType.Int(Short.SIZE, true);
    private static final ArrowType INT64 = new ArrowType.Int(Long.SIZE, true);
    private static final ArrowType UINT64 = new ArrowType.Int(Long.SIZE, false);
    private static final ArrowType DOUBLE = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType TEXT = new ArrowType.Utf8();

    private final long heldBefore = ArrowMemory.root().getAllocatedMemory();

    @AfterEach
    void leaksNothing() {
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(heldBefore);
    }

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    private static Field encoded(String name, ArrowType type, ArrowType.Int index, Field... children) {
        return new Field(name, new FieldType(true, type, new DictionaryEncoding(7, false, index)), List.of(children));
    }

    private static Schema schema(Field... fields) {
        return new Schema(List.of(fields));
    }

    private static List<List<@Nullable Object>> rows(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(Collections::<@Nullable Object>singletonList)
                .toList();
    }

    private static List<@Nullable Object> values(Table table) {
        table.batches().forEach(FullCheck::check);
        return table.column(0).values().toList();
    }

    private static FieldVector vector(Table table) {
        return table.batches().get(0).root().getVector(0);
    }

    @Test
    void haveDictionariesOfTheirValuesInTheOrderInWhichTheyCome() {
        var column = encoded("x", TEXT, new ArrowType.Int(Short.SIZE, false));
        try (Table table = Table.ofRows(schema(column), rows("b", "a", null, "b", CharBuffer.wrap("a")))) {
            assertThat(values(table)).containsExactly("b", "a", null, "b", "a");
            assertThat(table.column(0).typeName()).isEqualTo("dictionary<values=string, indices=uint16, ordered=0>");
            assertThat(table.column(0).nullCount()).isEqualTo(1);
            assertThat(vector(table).getObject(4)).isEqualTo((char) 1);
            try (Table more = table.withRows(rows("c", "a", "b"))) {
                assertThat(values(more)).containsExactly("c", "a", "b");
                assertThat(vector(more).getObject(0)).isEqualTo((char) 2);
                assertThat(vector(more).getObject(2)).isEqualTo((char) 0);
            }
        }
    }

    @Test
    void refuseMoreValuesThanADictionaryHasIndicesFor() {
        Object[] values = Stream.iterate(0L, i -> i + 1).limit(129).toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRows(schema(encoded("x", INT64, new ArrowType.Int(8, true))), rows(values)))
                .withMessage("row 128: Integer 128 does not fit 'x' of type Int(8, true)");
    }

    @Test
    void haveDictionariesOfListsAndWithinLists() {
        var lists = encoded("x", new ArrowType.List(), new ArrowType.Int(32, true), field("item", INT8));
        try (Table table = Table.ofRows(schema(lists), rows(List.of(1, 2), List.of(), List.of(1, 2)))) {
            assertThat(values(table))
                    .containsExactly(List.of((byte) 1, (byte) 2), List.of(), List.of((byte) 1, (byte) 2));
            assertThat(vector(table).getObject(2)).isEqualTo(0);
        }
        var within = field("x", new ArrowType.List(), encoded("item", TEXT, new ArrowType.Int(8, true)));
        try (Table table = Table.ofRows(schema(within), rows(List.of("a", "b"), null, List.of("b")))) {
            assertThat(values(table)).containsExactly(List.of("a", "b"), null, List.of("b"));
        }
    }

    @ParameterizedTest
    @EnumSource(UnionMode.class)
    void goToTheChildOfAUnionWhoseClassTheyAreOf(UnionMode mode) {
        var union = field(
                "x",
                new ArrowType.Union(mode, new int[] {5, 3, 9}),
                field("n", INT8),
                field("i", INT64),
                field("t", TEXT));
        try (Table table = Table.ofRows(schema(union), rows(5L, "a", null, (byte) 6, 7, "b"))) {
            assertThat(values(table)).containsExactly(5L, "a", null, (byte) 6, (byte) 7, "b");
            if (vector(table) instanceof DenseUnionVector dense) {
                assertThat(Stream.of(0, 1, 2, 3, 4, 5).map(dense::getTypeId))
                        .containsExactly((byte) 3, (byte) 9, (byte) 5, (byte) 5, (byte) 5, (byte) 9);
                assertThat(dense.getOffset(5)).isEqualTo(1);
            }
            try (Table again = table.withRows(table.rows().map(Row::values).toList())) {
                assertThat(again.rows().toList()).isEqualTo(table.rows().toList());
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRows(schema(union), rows(true)))
                .withMessage("row 0: Boolean true does not fit 'x' of type Union(" + mode + ", [5, 3, 9])");
    }

    @Test
    void areRunsWhereTheyAreEqual() {
        var runs = field(
                "x",
                new ArrowType.RunEndEncoded(),
                new Field("run_ends", FieldType.notNullable(INT16), List.of()),
                field("values", DOUBLE));
        try (Table table = Table.ofRows(schema(runs), rows(1.5, 1.5, null, null, 0.0, -0.0, Double.NaN, Double.NaN))) {
            assertThat(values(table)).containsExactly(1.5, 1.5, null, null, 0.0, -0.0, Double.NaN, Double.NaN);
            assertThat(((RunEndEncodedVector) vector(table)).getRunEndsVector().getValueCount())
                    .isEqualTo(5);
        }
        try (Table none = Table.ofRows(schema(runs), List.of())) {
            assertThat(values(none)).isEmpty();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRows(schema(runs), Collections.nCopies(32_768, List.of(1.0))))
                .withMessage("Integer 32768 does not fit 'run_ends' of type Int(16, true)");
        var lists = field(
                "x",
                new ArrowType.RunEndEncoded(),
                new Field("run_ends", FieldType.notNullable(INT64), List.of()),
                field("values", new ArrowType.List(), field("item", INT64)));
        var reused = new ArrayList<>(List.of(1L));
        var changing = Stream.of(1L, 2L)
                .map(value -> {
                    reused.set(0, value);
                    return List.of(reused);
                })
                .iterator();
        var rows = new java.util.AbstractList<List<? extends @Nullable Object>>() {
            @Override
            public List<? extends @Nullable Object> get(int index) {
                return changing.next();
            }

            @Override
            public int size() {
                return 2;
            }
        };
        try (Table table = Table.ofRows(schema(lists), rows)) {
            assertThat(values(table)).containsExactly(List.of(1L), List.of(2L));
        }
    }

    @Test
    void areListViewsAndListsInAnyOfThese() {
        for (ArrowType type : List.of(
                new ArrowType.ListView(),
                new ArrowType.LargeListView(),
                new ArrowType.List(),
                new ArrowType.LargeList())) {
            var inner = field("inner", type, field("item", INT64));
            try (Table table = Table.ofRows(
                    schema(field("x", type, inner)),
                    rows(List.of(List.of(1L), List.of()), null, List.of(), new long[][] {{2, 3}, {4}}))) {
                assertThat(values(table))
                        .containsExactly(
                                List.of(List.of(1L), List.of()),
                                null,
                                List.of(),
                                List.of(List.of(2L, 3L), List.of(4L)));
            }
        }
    }

    @Test
    void haveNothingInChildrenOfWhatIsNull() {
        var required = new Field("a", FieldType.notNullable(INT64), List.of());
        var struct = field("x", new ArrowType.Struct(), required);
        var fixed = field("x", new ArrowType.FixedSizeList(2), struct);
        try (Table table = Table.ofRows(
                schema(fixed),
                rows(null, List.of(Map.of("a", 1L), Map.of("a", 2L)), Arrays.asList(null, Map.of("a", 3))))) {
            assertThat(values(table))
                    .containsExactly(
                            null, List.of(Map.of("a", 1L), Map.of("a", 2L)), Arrays.asList(null, Map.of("a", 3L)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRows(schema(struct), rows(Map.of())))
                .withMessage("row 0: null in 'a', which takes none");
    }

    enum Side {
        BUY,
        SELL
    }

    record Order(Side side, @Nullable Object amount, BigInteger id) {}

    @Test
    void areRecordsInTheColumnsOfAnotherTable() {
        var like = schema(
                encoded("side", TEXT, new ArrowType.Int(8, true)),
                field("note", TEXT),
                field(
                        "amount",
                        new ArrowType.Union(UnionMode.Dense, null),
                        field("whole", INT64),
                        field("exact", new ArrowType.Decimal(10, 2, 128))),
                field("id", UINT64));
        List<Order> orders = List.of(
                new Order(Side.SELL, 5L, BigInteger.TWO.pow(63)),
                new Order(Side.BUY, new BigDecimal("1.25"), BigInteger.ONE),
                new Order(Side.SELL, null, BigInteger.ZERO));
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try (Table empty = Table.ofRows(like, List.of());
                Table table = empty.withRecords(Order.class, lookup, orders)) {
            assertThat(table.schema()).isEqualTo(empty.schema());
            assertThat(table.column("note").nullCount()).isEqualTo(3);
            assertThat(table.toRecords(Order.class, lookup)).isEqualTo(orders);
            record Other(int amounts) {}
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> table.withRecords(Other.class, lookup, List.of()))
                    .withMessage("no column of name 'amounts' in [side, note, amount, id]");
        }
    }

    @Test
    void keepMapsInOrder() {
        var entries = new Field(
                "entries",
                FieldType.notNullable(new ArrowType.Struct()),
                List.of(new Field("key", FieldType.notNullable(TEXT), List.of()), field("value", INT64)));
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("z", 1L);
        map.put("a", null);
        try (Table table =
                Table.ofRows(schema(field("x", new ArrowType.Map(false), entries)), rows(map, null, Map.of()))) {
            assertThat(values(table)).containsExactly(map, null, Map.of());
            assertThat(table.column(0).get(0)).hasToString("{z=1, a=null}");
            assertThat(vector(table)).isNotInstanceOf(BaseIntVector.class);
        }
    }
}
