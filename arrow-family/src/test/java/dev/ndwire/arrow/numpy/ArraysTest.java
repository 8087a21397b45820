package dev.ndwire.arrow.numpy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.GoldenStreams;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.ipc.TensorMessage;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArraysTest {
    private final Lease lease = MemoryPool.standard().lease(Ownership.LEASED);
    private long allocatedBefore;

    @BeforeEach
    void countMemory() {
        allocatedBefore = ArrowMemory.root().getAllocatedMemory();
    }

    @AfterEach
    void leaksNothing() {
        lease.close();
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(allocatedBefore);
    }

    private Table golden(String name) {
        return Table.ofStream(GoldenStreams.in(lease, name), lease);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double"})
    void areColumnsWithoutNullsWhereTheyLie(String name) {
        MemorySegment stream = GoldenStreams.in(lease, name);
        Table table = Table.ofStream(stream, lease);
        NDArray array = table.column("full").array();
        assertThat(array.isWriteable()).isFalse();
        assertThat(array.segment().address()).isBetween(stream.address(), stream.address() + stream.byteSize());
        for (int row = 0; row < 50; row++) {
            assertThat(((Number) requireNonNull(table.column("full").get(row))).doubleValue())
                    .isEqualTo(array.getDouble(row));
        }
        lease.close();
        assertThatIllegalStateException().isThrownBy(() -> array.getDouble(0));
    }

    @Test
    void saysWhatToCallWhereThereAreNullsBatchesOrOtherLayouts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> golden("int8").column("holes").array())
                .withMessage("column 'holes' has 7 nulls: maskedArray() has them masked");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> golden("chunked").column("x").array())
                .withMessageStartingWith("column 'x' is in 4 batches: toArray() gathers them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> golden("bool").column("x").array())
                .withMessage("column 'x' is of Bool, which numpy lays out otherwise: toArray() copies it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> golden("string").column("full").array())
                .withMessage("column 'full' is of Utf8, which no dtype is");
    }

    @Test
    void maskNulls() {
        MaskedArray masked = golden("int64").column("holes").maskedArray();
        assertThat(masked.count()).isEqualTo(43);
        for (int row = 0; row < 50; row++) {
            assertThat(requireNonNull(masked.mask()).getBoolean(row)).isEqualTo(row % 7 == 3);
        }
        assertThat(golden("int64").column("full").maskedArray().mask()).isNull();
        assertThat(golden("chunked").column("x").maskedArray().toString()).isEqualTo("[1 2 3 4 --]");
    }

    @Test
    void areCopiesOfBatchesBitsAndDays() {
        assertThat(golden("metadata").column("a").toArray().toLongArray()).containsExactly(0, 1, 2, 3, 4);
        NDArray bits = golden("bool").column("x").toArray();
        assertThat(bits.dtype()).isEqualTo(DType.BOOL);
        assertThat(bits.getBoolean(0)).isTrue();
        assertThat(bits.getBoolean(1)).isFalse();
        NDArray days = golden("date32").column("x").toArray();
        assertThat(days.dtype()).isEqualTo(DType.datetime64(DateUnit.DAY, 1));
        assertThat(days.getLong(1)).isEqualTo(86399);
        assertThat(days.getLong(3)).isEqualTo(DType.NAT);
        assertThat(golden("timestamp_us").column("x").toArray().dtype().toString())
                .isEqualTo("datetime64[us]");
    }

    @Test
    void haveAnAxisForListsOfFixedSizeAndAllOfATensor() {
        MaskedArray lists = golden("fixed_list").column("x").maskedArray();
        assertThat(lists.shape()).containsExactly(50, 3);
        assertThat(lists.at("3").count()).isZero();
        assertThat(lists.at("4").toString()).isEqualTo("[0.0 1.0 2.0]");
        NDArray tensors = golden("extensions").column("tensor").array();
        assertThat(tensors.shape()).containsExactly(5, 2, 3);
        assertThat(tensors.getDouble(2, 1, 0)).isEqualTo(5.0);
    }

    @Test
    void becomeColumnsWithoutBeingCopiedWhereTheirMemoryIsLeased() {
        NDArray a = NDArray.zeros(lease, DType.FLOAT64, 5);
        a.set(2.5, 3);
        Table table = Table.ofArrays(Map.of("a", a), lease);
        assertThat(table.column("a").get(3)).isEqualTo(2.5);
        assertThat(table.column("a").array().segment().address())
                .isEqualTo(a.segment().address());
        a.set(7.5, 0);
        assertThat(table.column("a").get(0)).isEqualTo(7.5);
    }

    @Test
    void becomeColumnsOfEveryKindAndComeBack() {
        Map<String, Object> arrays = new LinkedHashMap<>();
        NDArray range = NDArray.arange(24);
        arrays.put("i", range.at(":6"));
        arrays.put("stepped", range.at("::4"));
        arrays.put("big", range.at(":6").astype(DType.parse(">f4")));
        arrays.put("half", range.at(":6").astype(DType.FLOAT16));
        arrays.put("bool", NDArray.of(new boolean[] {true, false, true, true, false, false}));
        arrays.put("days", range.at(":6").astype(DType.parse("M8[D]")));
        arrays.put("span", range.at(":6").astype(DType.parse("m8[ms]")));
        arrays.put("pairs", range.reshape(6, 4));
        arrays.put("cubes", range.reshape(6, 2, 2));
        arrays.put(
                "masked",
                MaskedArray.of(range.at(":6"), NDArray.of(new boolean[] {true, false, false, true, false, false})));
        try (Table table = Table.ofArrays(arrays, Arena.ofAuto())) {
            assertThat(table.rowCount()).isEqualTo(6);
            arrays.forEach((name, array) -> {
                if (array instanceof NDArray plain) {
                    NDArray back = table.column(name).toArray();
                    assertThat(back.shape()).isEqualTo(plain.shape());
                    assertThat(back.arrayEqual(plain)).as(name).isTrue();
                }
            });
            assertThat(table.column("masked").values().toList()).isEqualTo(Arrays.asList(null, 1L, 2L, null, 4L, 5L));
            assertThat(table.schema().findField("cubes").getMetadata())
                    .containsEntry("ARROW:extension:metadata", "{\"shape\":[2,2]}");
        }
    }

    @Test
    void areRefusedAsColumnsWithAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofArrays(Map.of("c", NDArray.zeros(DType.COMPLEX128, 2)), lease))
                .withMessage("array 'c' is of dtype complex128, which no column is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofArrays(Map.of("s", NDArray.zeros(DType.INT8)), lease))
                .withMessage("array 's' has no axis, a column takes at least one");
        Map<String, Object> unequal = new LinkedHashMap<>();
        unequal.put("a", NDArray.zeros(DType.INT8, 2));
        unequal.put("b", NDArray.zeros(DType.INT8, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofArrays(unequal, lease))
                .withMessage("column 'b' has 3 rows, column 'a' has 2");
    }

    @Test
    void areMatricesOfEqualColumns() {
        NDArray matrix = NDArray.arange(6).reshape(3, 2).astype(DType.FLOAT64).copy(lease, Order.F);
        Table table = Table.ofMatrix(List.of("x", "y"), matrix, lease);
        assertThat(table.column("y").array().segment().address())
                .isEqualTo(matrix.segment().address() + 3 * Double.BYTES);
        NDArray back = table.toMatrix(Arena.ofAuto());
        assertThat(back.arrayEqual(matrix)).isTrue();
        assertThat(back.isFContiguous()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> golden("metadata").toMatrix(Arena.ofAuto()))
                .withMessage("column 'b' is of Utf8, which no dtype is");
    }

    @Test
    void areStructuresOfColumns() {
        NDArray array = NDArray.zeros(
                DType.struct()
                        .field("f0", DType.INT32)
                        .field("f1", DType.FLOAT64)
                        .field("f2", DType.subArray(DType.UINT8, 2))
                        .build(),
                3);
        array.field("f0").assign(NDArray.arange(3));
        array.field("f1").assign(0.5);
        array.field("f2").assign(NDArray.arange(6).reshape(3, 2));
        try (Table table = Table.ofStruct(array)) {
            assertThat(table.row(2).values()).isEqualTo(List.of(2, 0.5, List.of(4, 5)));
            assertThat(table.toStruct(Arena.ofAuto()).arrayEqual(array)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i1", "u2", "i4", "u8", "f2", "f4", "f8"})
    void areTensorsAsPyarrowWritesThem(String dtype) throws IOException {
        for (String order : List.of("c", "f")) {
            byte[] bytes = resource(dtype + "_" + order + ".tensor");
            NDArray array = Tensors.read(MemorySegment.ofArray(bytes));
            assertThat(array.dtype()).isEqualTo(DType.parse(dtype));
            assertThat(array.isFContiguous()).isEqualTo(order.equals("f"));
            assertThat(array.arrayEqual(NDArray.arange(24).reshape(2, 3, 4).astype(DType.parse(dtype))))
                    .isTrue();
            NDArray again =
                    Tensors.read(MemorySegment.ofArray(Tensors.write(array).toByteArray()));
            assertThat(again.strides()).isEqualTo(array.strides());
            assertThat(again.arrayEqual(array)).isTrue();
            assertThatThrownBy(() -> Tensors.read(MemorySegment.ofArray(Arrays.copyOf(bytes, bytes.length - 1))))
                    .isInstanceOf(MalformedArrowException.class);
        }
    }

    @Test
    void refuseTensorsWhoseShapesHaveMoreBytesThanThereAre() {
        for (List<Long> shape : List.of(
                List.of(1L << 62, 4L),
                List.of(4L, 1L << 62),
                List.of(1L << 61),
                List.of(0L, Long.MAX_VALUE, Long.MAX_VALUE),
                List.of(-1L, 2L),
                List.of(3L))) {
            for (List<Long> strides : List.of(List.<Long>of(), Collections.nCopies(shape.size(), 8L))) {
                var message = new TensorMessage(
                        new ArrowType.Int(Long.SIZE, true),
                        shape,
                        strides,
                        List.of(),
                        MemorySegment.ofArray(new byte[8]));
                MemorySegment bytes = MemorySegment.ofArray(message.toFrame().toByteArray());
                assertThatThrownBy(() -> Tensors.read(bytes))
                        .as(shape + " " + strides)
                        .isInstanceOf(MalformedArrowException.class)
                        .hasMessageStartingWith("tensor ");
            }
        }
        var long62 = new TensorMessage(
                new ArrowType.Int(Long.SIZE, true),
                List.of(4L, 1L << 62),
                List.of(),
                List.of(),
                MemorySegment.ofArray(new byte[8]));
        assertThatThrownBy(() ->
                        Tensors.read(MemorySegment.ofArray(long62.toFrame().toByteArray())))
                .hasMessage("tensor of shape [4, 4611686018427387904] has more than 2^63 - 1 bytes");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ArraysTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
