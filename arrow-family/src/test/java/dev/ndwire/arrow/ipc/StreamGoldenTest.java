package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.ipc.GoldenStreams.Golden;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.Bytes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamGoldenTest {
    private final MemoryPool pool = MemoryPool.of(MemoryBudget.ofBytes(64 << 20), 0);

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void readsWhatPyarrowWroteAndGivesItsMemoryBack(Golden golden) {
        Lease lease = pool.lease(Ownership.LEASED);
        MemorySegment stream = GoldenStreams.in(lease, golden.name());
        BufferMemory memory = BufferMemory.in(lease);

        Batches read = StreamReader.read(stream, memory);

        assertThat(read.batches()).hasSize(golden.batches());
        assertThat(read.batches().stream().mapToLong(Batch::rowCount).sum()).isEqualTo(golden.rows());
        assertThat(nulls(read)).isEqualTo(golden.nulls());
        lease.close();
        read.close();
        assertThat(memory.allocator().getAllocatedMemory()).isZero();
        assertThat(pool.budget().usedBytes()).isZero();
    }

    private static List<Integer> nulls(Batches read) {
        var nulls = new ArrayList<Integer>();
        for (int column = 0; column < read.schema().getFields().size(); column++) {
            int sum = 0;
            for (Batch batch : read.batches()) {
                sum += batch.nulls().of(batch.root().getVector(column));
            }
            nulls.add(sum);
        }
        return nulls;
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void writesVectorsSoThatTheyAreReadTheSame(Golden golden) {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            BufferMemory memory = BufferMemory.in(lease);
            try (Batches read = StreamReader.read(GoldenStreams.in(lease, golden.name()), memory)) {
                Frame written = StreamWriter.write(read, memory::segment);
                MemorySegment again = written.toSegment(lease);
                try (Batches reread = StreamReader.read(again, BufferMemory.in(lease))) {
                    assertThat(reread.schema()).isEqualTo(read.schema());
                    assertThat(values(reread)).isEqualTo(values(read));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ndwire.arrow.ipc.GoldenStreams#all")
    void findsNothingWrongInWhatPyarrowWrote(Golden golden) {
        try (Lease lease = pool.lease(Ownership.LEASED);
                Batches read = StreamReader.read(GoldenStreams.in(lease, golden.name()), BufferMemory.in(lease))) {
            assertThatCode(() -> read.batches().forEach(FullCheck::check)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4_long", "lz4_polars", "zstd_long", "zstd_polars"})
    void readsCompressedBuffersOfManyBlocks(String name) {
        try (Lease lease = pool.lease(Ownership.LEASED);
                Batches read =
                        StreamReader.read(GoldenStreams.in(lease, "compressed_" + name), BufferMemory.in(lease))) {
            var found = new ArrayList<String>();
            for (Batch batch : read.batches()) {
                for (int row = 0; row < batch.rowCount(); row++) {
                    found.add(batch.root().getVector("i").getObject(row) + " "
                            + batch.root().getVector("s").getObject(row));
                }
            }
            assertThat(found)
                    .isEqualTo(IntStream.range(0, 30_000)
                            .mapToObj(row -> row / 700 + " " + row / 900)
                            .toList());
        }
    }

    /// All elements as Java has them, byte arrays as lists.
    private static List<Object> values(Batches read) {
        var values = new ArrayList<Object>();
        for (Batch batch : read.batches()) {
            for (FieldVector vector : batch.root().getFieldVectors()) {
                for (int row = 0; row < vector.getValueCount(); row++) {
                    Object value = vector.getObject(row);
                    values.add(value instanceof byte[] bytes ? Bytes.of(bytes) : value);
                }
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"decimal32", "decimal64"})
    void namesTheColumnWhoseTypeArrowJavaLacks(String name) {
        try (Lease lease = pool.lease(Ownership.LEASED)) {
            MemorySegment stream = GoldenStreams.in(lease, "refused/" + name);
            BufferMemory memory = BufferMemory.in(lease);

            assertThatThrownBy(() -> StreamReader.read(stream, memory))
                    .isInstanceOf(UnsupportedArrowTypeException.class)
                    .hasMessageContaining("'d'");
            assertThat(memory.allocator().getAllocatedMemory()).isZero();
        }
    }
}
