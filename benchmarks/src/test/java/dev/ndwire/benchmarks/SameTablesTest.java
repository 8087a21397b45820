package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every variant of [DeserializeTable] reads what [SerializeTable] wrote: the same table.
class SameTablesTest {
    private static final int ROW_COUNT = 16;

    @ParameterizedTest
    @EnumSource
    void oursComesBackAsItWas(TableShape shape) throws IOException {
        DeserializeTable reader = reader(shape);

        reader.show(table -> assertTable(table, shape));
        reader.tearDown();
    }

    @ParameterizedTest
    @EnumSource
    void everyVariantEndsWithTheLastNumber(TableShape shape) throws IOException {
        DeserializeTable reader = reader(shape);

        double last = TableShape.value(shape.columnCount() - 1, (long) shape.batchCount() * ROW_COUNT - 1);
        assertThat(reader.dask()).isEqualTo(last);
        assertThat(reader.arrow()).isEqualTo(last);
        assertThat(reader.daskFromHeap()).isEqualTo(last);
        assertThat(reader.arrowJava()).isEqualTo(last);
        reader.tearDown();
    }

    @ParameterizedTest
    @EnumSource
    void streamsOfOursAndOfTheRivalHoldTheSameTable(TableShape shape) throws IOException {
        SerializeTable writer = writer(shape);

        assertStream(writer.daskWithPayload(), shape);
        assertStream(writer.arrowJava(), shape);
        writer.tearDown();
    }

    @ParameterizedTest
    @EnumSource
    void framesHaveTheNumbersAndTheFloorAsManyBytes(TableShape shape) {
        SerializeTable writer = writer(shape);

        long numbers = (long) shape.columnCount() * shape.batchCount() * ROW_COUNT * Double.BYTES;
        assertThat(writer.arrow().frames().stream().mapToLong(Frame::byteSize).sum())
                .isEqualTo(numbers);
        assertThat(writer.arrowWithPayload().byteSize()).isEqualTo(numbers);
        assertThat(writer.dask().frames())
                .singleElement()
                .satisfies(frame ->
                        assertThat(frame.byteSize()).isEqualTo(writer.floor().byteSize()));
        writer.tearDown();
    }

    @ParameterizedTest
    @EnumSource
    void pythonsTablesAreTheSame(TableShape shape) throws IOException {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        double last = TableShape.value(shape.columnCount() - 1, (long) shape.batchCount() * ROW_COUNT - 1);

        List<PythonRival> rivals =
                PythonRival.once("table_times.py", "--rows", "" + ROW_COUNT, "--shapes", shape.name());

        assertThat(rivals).hasSize(6);
        for (PythonRival rival : rivals) {
            assertThat(rival.parameters()).containsEntry("shape", shape.name());
            if (rival.benchmark().equals("DeserializeTable.dask")) {
                assertThat(rival.gave()).isEqualTo(last);
            } else if (rival.gave() instanceof NDArray frame) {
                assertFrame(frame, shape);
            } else {
                assertThat(rival.benchmark()).isEqualTo("SerializeTable.daskWithPayload");
                assertStream(MemorySegment.ofArray(stream(rival)), shape);
            }
        }
    }

    /// The stream by itself, or behind the header of `distributed`.
    private static byte[] stream(PythonRival rival) {
        return PythonRival.bytes(
                rival.gave() instanceof PyTuple parts
                        ? ((List<?>) Objects.requireNonNull(parts.get(1))).get(0)
                        : rival.gave());
    }

    private static void assertFrame(NDArray frame, TableShape shape) {
        assertThat(frame.shape()).containsExactly((long) shape.batchCount() * ROW_COUNT, shape.columnCount());
        for (int column = 0; column < shape.columnCount(); column++) {
            for (long row = 0; row < frame.shape(0); row++) {
                assertThat(frame.getDouble(row, column)).isEqualTo(TableShape.value(column, row));
            }
        }
    }

    private static SerializeTable writer(TableShape shape) {
        SerializeTable writer = new SerializeTable();
        writer.shape = shape;
        writer.batchRowCount = ROW_COUNT;
        writer.setUp();
        return writer;
    }

    private static DeserializeTable reader(TableShape shape) throws IOException {
        DeserializeTable reader = new DeserializeTable();
        reader.shape = shape;
        reader.batchRowCount = ROW_COUNT;
        reader.setUp();
        return reader;
    }

    private static void assertTable(Table table, TableShape shape) {
        assertThat(table.batches()).hasSize(shape.batchCount());
        for (int i = 0; i < shape.batchCount(); i++) {
            assertBatch(table.batches().get(i).root(), i, shape);
        }
    }

    private static void assertStream(MemorySegment stream, TableShape shape) throws IOException {
        HeapChannel channel = new HeapChannel(stream.toArray(ValueLayout.JAVA_BYTE));
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(channel, allocator)) {
            int count = 0;
            while (reader.loadNextBatch()) {
                assertBatch(reader.getVectorSchemaRoot(), count++, shape);
            }
            assertThat(count).isEqualTo(shape.batchCount());
        }
    }

    private static void assertBatch(VectorSchemaRoot root, int batch, TableShape shape) {
        assertThat(root.getRowCount()).isEqualTo(ROW_COUNT);
        assertThat(root.getFieldVectors()).hasSize(shape.columnCount());
        for (int column = 0; column < shape.columnCount(); column++) {
            Float8Vector vector = (Float8Vector) root.getVector(column);
            assertThat(vector.getName()).isEqualTo("column " + column);
            for (int row = 0; row < ROW_COUNT; row++) {
                assertThat(vector.get(row)).isEqualTo(TableShape.value(column, (long) batch * ROW_COUNT + row));
            }
        }
    }
}
