package dev.ndwire.arrow.cdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.ipc.GoldenStreams;
import dev.ndwire.arrow.ipc.GoldenStreams.Golden;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Row;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables through the structures of the C Data interface and back, producer and consumer in one process.
class CDataTest {
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment stream = arena.allocate(CStream.BYTES);
    private final MemorySegment array = arena.allocate(CArray.BYTES);
    private final MemorySegment schema = arena.allocate(CSchema.BYTES);
    private long allocatedBefore;
    private int exportedBefore;

    @BeforeEach
    void count() {
        allocatedBefore = ArrowMemory.root().getAllocatedMemory();
        exportedBefore = Exports.count();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Exports.count()).isEqualTo(exportedBefore);
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(allocatedBefore);
        assertThat(pool.budget().usedBytes()).isZero();
        arena.close();
    }

    private static List<String> rows(Table table) {
        return table.rows().map(Row::toString).toList();
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void tablesComeBackEqualWhenTheirSourceIsClosed(Golden golden) {
        Lease lease = pool.lease(Ownership.LEASED);
        Table source = Table.ofStream(GoldenStreams.in(lease, golden.name()), lease);
        List<String> expected = rows(source);
        CData.exportTable(source, stream.address());
        lease.close();

        try (Table read = CData.importTable(stream.address())) {
            read.batches().forEach(FullCheck::check);
            assertThat(rows(read)).isEqualTo(expected);
            assertThat(read.schema().getCustomMetadata())
                    .isEqualTo(source.schema().getCustomMetadata());
            assertThat(read.batches()).hasSize(golden.batches());
            assertThat(read.toString()).isNotNull();
        }
        assertThat(new CStream(stream).release()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void batchesThatStartAtAnOffsetAreSlices(Golden golden) {
        try (Lease lease = pool.lease(Ownership.LEASED);
                Table source = Table.ofStream(GoldenStreams.in(lease, golden.name()), lease)) {
            if (source.batches().size() != 1) {
                return;
            }
            for (long start = 0; start <= Math.min(13, source.rowCount()); start++) {
                long length = source.rowCount() - start - (source.rowCount() - start > 3 ? 3 : 0);
                CData.exportBatch(new RecordBatch(source), array.address(), schema.address());
                cut(array, start, length);
                try (RecordBatch read = CData.importBatch(array.address(), schema.address())) {
                    read.table().batches().forEach(FullCheck::check);
                    assertThat(rows(read.table()))
                            .as("%s rows from %s on", length, start)
                            .isEqualTo(rows(source).subList((int) start, (int) (start + length)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void columnsThatStartAtAnOffsetAreSlices(Golden golden) {
        try (Lease lease = pool.lease(Ownership.LEASED);
                Table source = Table.ofStream(GoldenStreams.in(lease, golden.name()), lease)) {
            if (source.batches().size() != 1 || source.rowCount() < 5) {
                return;
            }
            CData.exportBatch(new RecordBatch(source), array.address(), schema.address());
            long children = new CArray(array).children();
            for (int i = 0; i < source.columnCount(); i++) {
                long child = Native.memory(children, source.columnCount() * 8L).getAtIndex(ValueLayout.JAVA_LONG, i);
                cut(CArray.of(child).at(), 3, source.rowCount() - 4);
            }
            cut(array, 0, source.rowCount() - 4);
            try (RecordBatch read = CData.importBatch(array.address(), schema.address())) {
                read.table().batches().forEach(FullCheck::check);
                assertThat(rows(read.table())).isEqualTo(rows(source).subList(3, (int) source.rowCount() - 1));
            }
        }
    }

    /// Has an array start elsewhere, with nulls that nobody counted where there are some.
    private static void cut(MemorySegment array, long start, long length) {
        var view = new CArray(array);
        view.setCounts(length, view.nullCount() == 0 ? 0 : -1);
        array.set(ValueLayout.JAVA_LONG, 16, start);
    }

    @Test
    void buffersAreWhereTheProducerHasThem() {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            Table source = Table.ofArrays(Map.of("x", NDArray.of(new double[] {1, 2, 3})), lease);
            long expected = source.column(0).vectors().get(0).getDataBufferAddress();
            CData.exportTable(source, stream.address());
            source.close();
            try (Table read = CData.importTable(stream.address())) {
                assertThat(read.column(0).vectors().get(0).getDataBufferAddress())
                        .isEqualTo(expected);
                assertThat(read.column(0).array().segment().address()).isEqualTo(expected);
            }
        }
    }

    @Test
    void useAfterClosingIsAnError() {
        try (Table source = Table.ofArrays(Map.of("x", NDArray.of(new long[] {1, 2, 3})), Lease.none())) {
            CData.exportTable(source, stream.address());
        }
        Table read = CData.importTable(stream.address());
        NDArray array = read.column(0).array();
        assertThat(array.sum().toString()).isEqualTo("6");
        read.close();
        assertThatThrownBy(array::sum).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CData.exportTable(read, stream.address()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this table is closed");
    }

    @Test
    void slicesHoldTheProducersArray() {
        try (Table source = Table.ofArrays(Map.of("x", NDArray.of(new long[] {1, 2, 3})), Lease.none())) {
            CData.exportTable(source, stream.address());
        }
        Table read = CData.importTable(stream.address());
        Table slice = read.slice(1, 2);
        read.close();
        assertThat(Exports.count()).isGreaterThan(exportedBefore);
        assertThat(slice.column(0).values().toList()).containsExactly(2L, 3L);
        slice.close();
        assertThat(Exports.count()).isEqualTo(exportedBefore);
    }

    @Test
    void aStreamThatNobodyReadsGivesEverythingBack() {
        try (Table source = Table.ofArrays(Map.of("x", NDArray.of(new long[] {1, 2, 3})), Lease.none())) {
            CData.exportTable(source, stream.address());
        }
        Native.release(new CStream(stream).release(), stream);
        assertThat(new CStream(stream).release()).isZero();
    }

    @Test
    void childrenThatAreMovedAwayOutliveTheirParent() {
        try (Table source = Table.ofArrays(Map.of("x", NDArray.of(new long[] {1, 2, 3})), Lease.none())) {
            CData.exportBatch(new RecordBatch(source), array.address(), schema.address());
        }
        CArray child = CArray.of(Native.memory(new CArray(array).children(), 8).get(ValueLayout.JAVA_LONG, 0));
        MemorySegment moved = arena.allocate(CArray.BYTES).copyFrom(child.at());
        child.markReleased();
        Native.release(new CArray(array).release(), array);
        try (RecordBatch read =
                CData.importBatch(moved.address(), childOf(schema).at().address())) {
            assertThat(read.table().column("x").values().toList()).containsExactly(1L, 2L, 3L);
        }
        Native.release(new CSchema(schema).release(), schema);
    }

    private static CSchema childOf(MemorySegment schema) {
        return CSchema.of(Native.memory(new CSchema(schema).children(), 8).get(ValueLayout.JAVA_LONG, 0));
    }

    @Test
    void tellsAConsumerWhatItDidWrong() {
        try (Table source = Table.ofArrays(Map.of("x", NDArray.of(new long[] {1, 2, 3})), Lease.none())) {
            CData.exportTable(source, stream.address());
        }
        var view = new CStream(stream);
        assertThat(Native.get(view.getNext(), stream, MemorySegment.NULL)).isEqualTo(22);
        assertThat(Native.memory(Native.lastError(view.getLastError(), stream), 100)
                        .getString(0))
                .isEqualTo("array is to be written to address 0");
        assertThat(Native.get(view.getNext(), stream, array)).isZero();
        assertThat(Native.lastError(view.getLastError(), stream)).isZero();
        Native.release(new CArray(array).release(), array);
        assertThat(Native.get(view.getNext(), stream, array)).isZero();
        assertThat(new CArray(array).release()).isZero();
        Native.release(view.release(), stream);
    }

    @Test
    void refusesAddressesOfNothing() {
        assertThatThrownBy(() -> CData.importTable(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address of the stream is 0");
        assertThatThrownBy(() -> CData.importTable(stream.address()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stream at address " + stream.address() + " is released");
    }
}
