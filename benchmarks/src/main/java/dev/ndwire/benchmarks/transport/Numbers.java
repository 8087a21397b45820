package dev.ndwire.benchmarks.transport;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.Batches;
import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.cli.rig.Pattern;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/// What is sent: columns of float64 without nulls, filled anew for every transfer; a table or an array to those who see
/// it as one, in the same memory.
final class Numbers implements AutoCloseable {
    /// Of a table.
    static final int COLUMN_COUNT = 8;

    private final Table table;
    private final List<MemorySegment> buffers;

    private Numbers(Table table) {
        this.table = table;
        this.buffers = buffers(table.batches().stream().map(Batch::root).toList());
    }

    /// Makes a table as a user does, in memory of the library's root allocator.
    ///
    /// @param byteSize of all numbers together
    /// @param batchCount how many batches they are in
    static Numbers table(long byteSize, int batchCount) {
        return of(byteSize, COLUMN_COUNT, batchCount);
    }

    /// Makes numbers that lie end to end.
    ///
    /// @param byteSize of all of them together
    static Numbers array(long byteSize) {
        return of(byteSize, 1, 1);
    }

    private static Numbers of(long byteSize, int columnCount, int batchCount) {
        int rowCount = Math.toIntExact(byteSize / columnCount / Double.BYTES);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < batchCount; i++) {
            // So that no row is left over.
            int inBatch = (int) ((i + 1L) * rowCount / batchCount - (long) i * rowCount / batchCount);
            List<FieldVector> vectors = new ArrayList<>();
            for (int column = 0; column < columnCount; column++) {
                vectors.add(column(column, inBatch));
            }
            batches.add(new Batch(new VectorSchemaRoot(vectors), new DictionaryProvider.MapDictionaryProvider()));
        }
        Batch first = batches.get(0);
        return new Numbers(Table.of(new Batches(first.root().getSchema(), batches, first.dictionaries(), List.of())));
    }

    // Buffers of their exact size: those that a vector allocates itself have up to twice as much.
    private static Float8Vector column(int column, int rowCount) {
        Float8Vector vector = new Float8Vector("column " + column, ArrowMemory.root());
        try (ArrowBuf validity = ArrowMemory.root().buffer((rowCount + 7L) / 8);
                ArrowBuf data = ArrowMemory.root().buffer((long) rowCount * Double.BYTES)) {
            validity.setOne(0, validity.capacity());
            vector.loadFieldBuffers(new ArrowFieldNode(rowCount, 0), List.of(validity, data));
        }
        return vector;
    }

    /// The memory of the numbers, column by column of each batch.
    static List<MemorySegment> buffers(List<VectorSchemaRoot> batches) {
        List<MemorySegment> buffers = new ArrayList<>();
        for (VectorSchemaRoot batch : batches) {
            for (FieldVector vector : batch.getFieldVectors()) {
                buffers.add(ArrowMemory.segment(vector.getDataBuffer())
                        .asSlice(0, (long) vector.getValueCount() * Double.BYTES));
            }
        }
        return buffers;
    }

    /// Compares numbers with what a seed makes.
    ///
    /// @return the first byte of all buffers, end to end, that is another, or -1
    static long firstDifference(List<MemorySegment> buffers, long seed) {
        long at = 0;
        for (MemorySegment buffer : buffers) {
            long difference = Pattern.firstDifference(buffer, seed + at / Double.BYTES);
            if (difference >= 0) {
                return at + difference;
            }
            at += buffer.byteSize();
        }
        return -1;
    }

    /// Puts other numbers in.
    void fill(long seed) {
        long at = 0;
        for (MemorySegment buffer : buffers) {
            Pattern.fill(buffer, seed + at / Double.BYTES);
            at += buffer.byteSize();
        }
    }

    Table table() {
        return table;
    }

    /// All numbers, where they lie end to end.
    NDArray array() {
        return part(0, byteSize());
    }

    /// Some of the numbers, where they lie end to end.
    NDArray part(long byteOffset, long partByteSize) {
        if (buffers.size() != 1) {
            throw new IllegalStateException("the numbers lie in " + buffers.size() + " places, expected one");
        }
        return NDArray.wrap(
                buffers.get(0).asSlice(byteOffset, partByteSize), DType.FLOAT64, partByteSize / Double.BYTES);
    }

    int columnCount() {
        return table.schema().getFields().size();
    }

    List<VectorSchemaRoot> batches() {
        return table.batches().stream().map(Batch::root).toList();
    }

    List<MemorySegment> buffers() {
        return buffers;
    }

    long byteSize() {
        return buffers.stream().mapToLong(MemorySegment::byteSize).sum();
    }

    @Override
    public void close() {
        table.close();
    }
}
