package dev.ndwire.arrow.table;

/// A table of exactly one batch, for peers that tell the two apart: pyarrow's `RecordBatch`.
///
/// Closing it closes the table.
///
/// @param table the rows; owned by this
public record RecordBatch(Table table) implements AutoCloseable {
    /// Checks the number of batches.
    ///
    /// @throws IllegalArgumentException if the table has none, or several
    public RecordBatch {
        if (table.batches().size() != 1) {
            throw new IllegalArgumentException("a record batch is one batch, the table has "
                    + table.batches().size());
        }
    }

    @Override
    public void close() {
        table.close();
    }
}
