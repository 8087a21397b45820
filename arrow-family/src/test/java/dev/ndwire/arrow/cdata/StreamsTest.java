package dev.ndwire.arrow.cdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.FullCheck;
import dev.ndwire.arrow.ipc.GoldenStreams;
import dev.ndwire.arrow.ipc.GoldenStreams.Golden;
import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.RecordBatch;
import dev.ndwire.arrow.table.Row;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Streams whose batches are made one by one, on either side, and streams that fail.
class StreamsTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final Producer producer = new Producer();
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);
    private final CStream stream = new CStream(producer.arena.allocate(CStream.BYTES));
    private final CArray array = new CArray(producer.arena.allocate(CArray.BYTES));
    private final long heldBefore = ArrowMemory.root().getAllocatedMemory();
    private final int exportedBefore = Exports.count();

    @AfterEach
    void nothingIsLeft() {
        producer.close();
        assertThat(Exports.count()).isEqualTo(exportedBefore);
        assertThat(ArrowMemory.root().getAllocatedMemory()).isEqualTo(heldBefore);
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private static List<String> rows(Table table) {
        return table.rows().map(Row::toString).toList();
    }

    private CSchema schema() {
        return producer.batchSchema(producer.schema("l", "x"));
    }

    private CArray batch(long... values) {
        return producer.batch(values.length, producer.array(values.length, 0, List.of(NULL, producer.longs(values))));
    }

    private static List<Object> values(RecordBatch batch) {
        return List.copyOf(batch.table().column("x").values().toList());
    }

    @Test
    void batchesAreMadeWhenTheyAreAskedForAndClosedOneByOne() {
        CArray first = batch(1, 2);
        CArray second = batch(3);
        CStream source = producer.stream(schema(), first, second, batch(4));

        ImportedBatches batches = CData.importBatches(source.at().address());
        assertThat(source.release()).isZero();
        assertThat(batches.schema().getFields()).extracting("name").containsExactly("x");
        try (RecordBatch batch = batches.next()) {
            assertThat(values(batch)).containsExactly(1L, 2L);
            assertThat(second.release()).isNotZero();
            assertThat(producer.releases(first.at())).isZero();
        }
        assertThat(producer.releases(first.at())).isEqualTo(1);
        RecordBatch kept = batches.next();
        try (Table rest = batches.rest()) {
            assertThat(rows(rest)).containsExactly("{x=4}");
        }
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("stream has no more batches");
        assertThat(producer.releases(source.at())).isZero();
        batches.close();
        assertThat(producer.releases(source.at())).isEqualTo(1);
        assertThat(values(kept)).containsExactly(3L);
        kept.close();
        // Schema, stream, and three arrays: each once.
        assertThat(producer.allReleases()).isEqualTo(5);
    }

    @Test
    void closingReleasesWhatWasAskedForAndNotTaken() {
        CArray first = batch(1);
        CStream source = producer.stream(schema(), first, batch(2));

        ImportedBatches batches = CData.importBatches(source.at().address());
        assertThat(batches.hasNext()).isTrue();
        assertThat(batches.hasNext()).isTrue();
        assertThat(first.release()).isZero();
        assertThat(producer.releases(first.at())).isZero();
        batches.close();
        batches.close();

        assertThat(producer.releases(first.at())).isEqualTo(1);
        assertThat(producer.allReleases()).isEqualTo(3);
        assertThatThrownBy(batches::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this stream is closed");
        assertThatThrownBy(batches::rest)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this stream is closed");
    }

    @Test
    void producersThatFailAreQuotedAndReleased() {
        CStream noSchema = producer.failingStream(5, "the disk is gone", null);
        fails(noSchema, 5, "stream has no schema (error 5): the disk is gone");
        assertThat(producer.allReleases()).isEqualTo(1);
        CStream silent = producer.failingStream(12, null, null);
        fails(silent, 12, "stream has no schema (error 12): no reason given");
        assertThat(producer.allReleases()).isEqualTo(2);
        CStream noBatch = producer.failingStream(22, "the second batch is not there", schema(), batch(1));
        fails(noBatch, 22, "stream has no next batch (error 22): the second batch is not there");
        // With its schema and its first array.
        assertThat(producer.allReleases()).isEqualTo(5);
        CStream speechless = producer.failingStream(1, "nobody asks", schema());
        speechless.setFunctions(
                MemorySegment.ofAddress(speechless.getSchema()), MemorySegment.ofAddress(speechless.getNext()), NULL);
        fails(speechless, 1, "stream has no next batch (error 1): no reason given");
    }

    private static void fails(CStream source, int code, String message) {
        assertThatThrownBy(() -> CData.importTable(source.at().address()))
                .isInstanceOfSatisfying(
                        ProducerException.class, e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessage(message);
        assertThat(source.release()).isZero();
    }

    @Test
    void batchesEndWhereTheProducerFails() {
        CStream source = producer.failingStream(22, "no more paper", schema(), batch(1));
        ImportedBatches batches = CData.importBatches(source.at().address());
        RecordBatch first = batches.next();
        assertThatThrownBy(batches::hasNext)
                .isInstanceOf(ProducerException.class)
                .hasMessage("stream has no next batch (error 22): no more paper");
        assertThat(producer.releases(source.at())).isEqualTo(1);
        assertThatThrownBy(batches::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this stream is closed");
        assertThat(values(first)).containsExactly(1L);
        first.close();
    }

    @Test
    void refusesStreamsThatAreNone() {
        CSchema released = schema();
        released.markReleased();
        refuses(producer.stream(released), "schema is released");
        CStream dumb = producer.stream(schema());
        dumb.setFunctions(NULL, NULL, NULL);
        refuses(dumb, "stream has no function get_schema");
        CStream deaf = producer.stream(schema());
        deaf.setFunctions(MemorySegment.ofAddress(deaf.getSchema()), NULL, NULL);
        refuses(deaf, "stream has no function get_next");
        CArray bad = producer.batch(2, producer.array(1, 0, List.of(NULL, producer.longs(1))));
        CStream second = producer.stream(schema(), batch(1), bad, batch(2));
        refuses(second, "field 'x' has 1 elements, 2 from 0 on are pointed at");
        assertThat(producer.releases(bad.at())).isEqualTo(1);
        // Four streams, three schemas that were live, two arrays; the third array was never given.
        assertThat(producer.allReleases()).isEqualTo(4 + 2 + 2);
    }

    private void refuses(CStream source, String message) {
        assertThatThrownBy(() -> CData.importTable(source.at().address()))
                .isInstanceOf(MalformedArrowException.class)
                .hasMessage(message);
        assertThat(producer.releases(source.at())).isEqualTo(1);
    }

    @Test
    void aBatchThatIsRefusedIsPassedOver() {
        CArray bad = producer.batch(-1, producer.array(1, 0, List.of(NULL, producer.longs(1))));
        CStream source = producer.stream(schema(), bad, batch(7));
        try (ImportedBatches batches = CData.importBatches(source.at().address())) {
            assertThatThrownBy(batches::next)
                    .isInstanceOf(MalformedArrowException.class)
                    .hasMessage("batch claims -1 elements from 0 on");
            assertThat(producer.releases(bad.at())).isEqualTo(1);
            try (RecordBatch next = batches.next()) {
                assertThat(values(next)).containsExactly(7L);
            }
        }
    }

    private static RecordBatch record(long... values) {
        return new RecordBatch(Table.ofArrays(Map.of("x", NDArray.of(values)), Lease.none()));
    }

    /// Batches that say how many of them were asked for, and whether they were closed.
    private static final class Counted implements Iterator<RecordBatch>, AutoCloseable {
        private final List<RecordBatch> made = new ArrayList<>();
        private int closings;

        @Override
        public boolean hasNext() {
            return made.size() < 3;
        }

        @Override
        public RecordBatch next() {
            made.add(record(made.size()));
            return made.get(made.size() - 1);
        }

        @Override
        public void close() {
            closings++;
        }
    }

    private static void exportLike(Iterator<RecordBatch> batches, CStream target) {
        try (RecordBatch like = record()) {
            CData.exportBatches(like.table(), batches, target.at().address());
        }
    }

    @Test
    void exportedBatchesAreMadeWhenTheConsumerAsks() {
        var counted = new Counted();
        exportLike(counted, stream);
        assertThat(counted.made).isEmpty();

        assertThat(Native.get(stream.getNext(), stream.at(), array.at())).isZero();
        assertThat(counted.made).hasSize(1);
        assertThatThrownBy(() -> counted.made.get(0).table().column("x").values())
                .isInstanceOf(IllegalStateException.class);
        Native.release(array.release(), array.at());
        try (Table rest = CData.importTable(stream.at().address())) {
            assertThat(rows(rest)).containsExactly("{x=1}", "{x=2}");
        }
        assertThat(counted.closings).isEqualTo(1);
    }

    @Test
    void whatTheBatchesThrowIsTheConsumersError() {
        Iterator<RecordBatch> failing = IntStream.range(0, 3)
                .mapToObj(i -> {
                    if (i == 1) {
                        throw new IllegalStateException("the lights went out");
                    }
                    return record(i);
                })
                .iterator();
        exportLike(failing, stream);
        try (ImportedBatches read = CData.importBatches(stream.at().address())) {
            read.next().close();
            assertThatThrownBy(read::next)
                    .isInstanceOf(ProducerException.class)
                    .hasMessage("stream has no next batch (error 5): the lights went out");
        }
    }

    @Test
    void refusesBatchesOfOtherColumnsThanTheStreamHas() {
        var other = new RecordBatch(Table.ofArrays(Map.of("x", NDArray.of(new double[] {1})), Lease.none()));
        exportLike(List.of(other).iterator(), stream);
        assertThatThrownBy(() -> CData.importTable(stream.at().address()))
                .isInstanceOf(ProducerException.class)
                .hasMessage("stream has no next batch (error 5): batch has columns "
                        + "[x: FloatingPoint(DOUBLE)], its stream has [x: Int(64, true)]");
        assertThatThrownBy(() -> other.table().column("x").values()).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void batchesOfEveryKindPassThroughOneByOne(Golden golden) {
        Lease lease = pool.lease(Ownership.LEASED);
        Table source = Table.ofStream(GoldenStreams.in(lease, golden.name()), lease);
        List<String> expected = rows(source);
        CData.exportTable(source, stream.at().address());
        lease.close();

        // One stream is read by the other, batch by batch.
        ImportedBatches first = CData.importBatches(stream.at().address());
        try (Table none = first.noRows()) {
            CData.exportBatches(none, first, stream.at().address());
        }
        var found = new ArrayList<String>();
        try (ImportedBatches second = CData.importBatches(stream.at().address())) {
            while (second.hasNext()) {
                try (RecordBatch batch = second.next()) {
                    batch.table().batches().forEach(FullCheck::check);
                    found.addAll(rows(batch.table()));
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }
}
