package dev.ndwire.arrow.pandas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PandasTablesTest {
    private static final int KINDS = 64;

    static Stream<String> kinds() {
        return PickledFrames.names("kinds.txt");
    }

    static Stream<String> inBand() {
        return PickledFrames.names("in_band.txt");
    }

    static Stream<String> opaque() {
        return PickledFrames.names("opaque.txt");
    }

    @Test
    void thereAreFramesOfManyKinds() {
        assertThat(kinds()).hasSize(KINDS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsTheTableThatPyarrowMakesOfTheFrame(String name) {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED);
                Table table = PandasTables.of(PickledFrames.in(lease, name).value(), lease)) {
            assertEqual(table, name);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsTheSameWithoutALease(String name) {
        try (Table table = PandasTables.of(PickledFrames.onHeap(name).value(), Lease.none())) {
            assertEqual(table, name);
        }
    }

    @ParameterizedTest
    @MethodSource("inBand")
    void readsTheSameFromAPickleWithoutBuffers(String name) {
        Object value = PickleReader.standard().read(Frame.of(PickledFrames.resource(name + ".inband")));
        try (Table table = PandasTables.of(value, Lease.none())) {
            assertEqual(table, name);
        }
    }

    private static void assertEqual(Table table, String name) {
        MemorySegment stream = MemorySegment.ofArray(PickledFrames.resource(name + ".arrows"));
        try (Table expected = Table.ofStream(stream, Lease.none());
                Table again =
                        Table.ofStream(MemorySegment.ofArray(table.toStream().toByteArray()), Lease.none())) {
            assertThat(PandasTables.isPandas(table)).isFalse();
            table.batches().forEach(FullCheck::check);
            assertThat(table.rowCount()).isEqualTo(expected.rowCount());
            assertThat(fields(table)).isEqualTo(fields(expected));
            assertThat(metadata(table)).isEqualTo(metadata(expected));
            for (int i = 0; i < expected.columnCount(); i++) {
                List<@Nullable Object> values = expected.column(i).values().toList();
                assertThat(table.column(i).values().toList())
                        .as(table.column(i).name())
                        .isEqualTo(values);
                assertThat(again.column(i).values().toList()).isEqualTo(values);
            }
        }
    }

    /// Fields with the types of what dictionaries hold.
    private static List<String> fields(Table table) {
        return IntStream.range(0, table.columnCount())
                .mapToObj(i -> describe(table, table.schema().getFields().get(i)))
                .toList();
    }

    private static String describe(Table table, Field field) {
        if (field.getDictionary() == null) {
            return field + " " + field.getMetadata();
        }
        // Python writes no batch, and so no values, where there are no rows.
        List<Batch> batches = table.batches();
        String values = table.rowCount() == 0
                ? ""
                : ""
                        + batches.get(0)
                                .dictionaries()
                                .lookup(field.getDictionary().getId())
                                .getVector()
                                .getField()
                                .getType();
        return field.getName() + " " + field.getType() + " "
                + field.getDictionary().isOrdered() + " " + values;
    }

    /// What the schema says, but who wrote it.
    private static String metadata(Table table) {
        String json = requireNonNull(table.schema().getCustomMetadata().get("pandas"));
        return json.substring(0, json.indexOf("\"creator\""));
    }

    @ParameterizedTest
    @MethodSource("opaque")
    void leavesWhatATableDoesNotShowAsItIs(String name) {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            PickledFrames.Parts parts = PickledFrames.in(lease, "opaque/" + name);
            Object value = parts.value();
            assertThatThrownBy(() -> PandasTables.of(value, lease))
                    .isInstanceOf(UnsupportedPandasException.class)
                    .message()
                    .hasLineCount(1)
                    .hasSizeBetween(20, 200);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFrameThatWasReadAsATableIsWrittenAsItCame(String name) {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            PickledFrames.Parts parts = PickledFrames.in(lease, name);
            Object value = parts.value();
            PandasTables.of(value, lease).close();
            assertThat(PickleWriter.standard().write(value).toByteArray())
                    .isEqualTo(PickleWriter.standard().write(parts.value()).toByteArray());
        }
    }

    @Test
    void numbersOfALeaseAreNotCopied() {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            PickledFrames.Parts parts = PickledFrames.in(lease, "one_block");
            MemorySegment block = parts.buffers().get(0).content().segments().get(0);
            Table table = PandasTables.of(parts.value(), lease);
            for (int i = 0; i < 4; i++) {
                NDArray column = table.column(i).array();
                assertThat(column.segment().address()).isEqualTo(block.address() + i * block.byteSize() / 4);
            }
        }
    }

    @Test
    void longTimesOfALeaseAreNotCopiedThoughTheyAreInThePickle() {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            PickledFrames.Parts parts = PickledFrames.in(lease, "times_long");
            MemorySegment pickle = parts.pickle().segments().get(0);
            Table table = PandasTables.of(parts.value(), lease);
            assertThat(table.column("t").array().segment().address())
                    .isBetween(pickle.address(), pickle.address() + pickle.byteSize());
        }
    }

    @Test
    void theTableIsClosedWithItsLease() {
        Lease lease = MemoryPool.standard().lease(Ownership.LEASED);
        Table table = PandasTables.of(PickledFrames.in(lease, "mixed").value(), lease);
        NDArray column = table.column("i").array();
        assertThat(column.getLong(14)).isEqualTo(14);
        lease.close();
        assertThatThrownBy(table::batches)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this table is closed");
        assertThatThrownBy(() -> column.getLong(14)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesWhatIsNoFrame() {
        assertThatThrownBy(() -> PandasTables.of(List.of(), Lease.none()))
                .isInstanceOf(UnsupportedPandasException.class)
                .hasMessage("value is a ListN, no DataFrame or Series of pandas");
        assertThatThrownBy(() -> PandasTables.of(null, Lease.none()))
                .hasMessage("value is None, no DataFrame or Series of pandas");
    }
}
