package dev.ndwire.benchmarks;

import dev.ndwire.arrow.ipc.Batch;
import dev.ndwire.arrow.ipc.Batches;
import dev.ndwire.arrow.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/// The tables that are measured: columns of float64 without nulls.
public enum TableShape {
    /// 64 MiB in one batch.
    EIGHT_COLUMNS(8, 1, 1 << 20),

    /// 1,000 columns of 8 KiB in one batch: hardly anything but metadata.
    THOUSAND_COLUMNS(1_000, 1, 1 << 10),

    /// 1,000 batches of 8 columns of 8 KiB.
    THOUSAND_BATCHES(8, 1_000, 1 << 10);

    private final int columnCount;
    private final int batchCount;
    private final int batchRowCount;

    TableShape(int columnCount, int batchCount, int batchRowCount) {
        this.columnCount = columnCount;
        this.batchCount = batchCount;
        this.batchRowCount = batchRowCount;
    }

    int columnCount() {
        return columnCount;
    }

    int batchCount() {
        return batchCount;
    }

    /// How many rows each batch has where nothing else is said.
    int batchRowCount() {
        return batchRowCount;
    }

    /// What stands in a cell.
    ///
    /// @param row counted over all batches
    static double value(int column, long row) {
        return column * 1e9 + row;
    }

    /// Makes the table.
    ///
    /// @param rowCount how many rows each batch has
    /// @param allocator has the vectors
    Table table(int rowCount, BufferAllocator allocator) {
        return table(columnCount, batchCount, rowCount, allocator);
    }

    /// Makes a table of any size.
    static Table table(int columnCount, int batchCount, int rowCount, BufferAllocator allocator) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < batchCount; i++) {
            VectorSchemaRoot root = root(columnCount, (long) i * rowCount, rowCount, allocator);
            batches.add(new Batch(root, new DictionaryProvider.MapDictionaryProvider()));
        }
        Batch first = batches.get(0);
        return Table.of(new Batches(first.root().getSchema(), batches, first.dictionaries(), List.of()));
    }

    private static VectorSchemaRoot root(int columnCount, long start, int rowCount, BufferAllocator allocator) {
        List<FieldVector> vectors = new ArrayList<>();
        for (int column = 0; column < columnCount; column++) {
            Float8Vector vector = new Float8Vector("column " + column, allocator);
            vector.allocateNew(rowCount);
            for (int row = 0; row < rowCount; row++) {
                vector.set(row, value(column, start + row));
            }
            vector.setValueCount(rowCount);
            vectors.add(vector);
        }
        return new VectorSchemaRoot(vectors);
    }
}
