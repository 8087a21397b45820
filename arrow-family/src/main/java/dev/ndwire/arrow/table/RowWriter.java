package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.BatchParts;
import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.ipc.PartBuilder;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.core.memory.Lease;
import java.util.List;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Makes a table of one batch, row by row.
final class RowWriter {
    private RowWriter() {}

    /// Writes rows.
    ///
    /// @param schema the columns, as messages have them: what is encoded has the type of its values
    /// @param before dictionaries to start with; null for none
    /// @param rows for each row a value for each column
    static Table write(
            Schema schema, @Nullable DictionaryProvider before, List<? extends List<? extends @Nullable Object>> rows) {
        BufferMemory memory = BufferMemory.in(Lease.none());
        List<ColumnWriter> columns = List.of();
        try (var dictionaries = new DictionaryWriters(before, memory.allocator())) {
            columns = ColumnWriter.of(schema.getFields(), dictionaries, memory.allocator());
            int row = 0;
            for (List<? extends @Nullable Object> values : rows) {
                add(columns, row++, values);
            }
            var part = new PartBuilder();
            columns.forEach(column -> column.finish(part));
            var ids = new BatchParts(schema, List.of()).dictionaryIds();
            List<Item> items = dictionaries.finish(ids);
            items.add(part.item(null, row));
            return Table.of(new BatchParts(schema, items).assemble(memory), memory);
        } finally {
            columns.forEach(ColumnWriter::close);
        }
    }

    private static void add(List<ColumnWriter> columns, int row, List<? extends @Nullable Object> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "row " + row + " has " + values.size() + " values, the schema has " + columns.size() + " columns");
        }
        try {
            for (int column = 0; column < columns.size(); column++) {
                columns.get(column).add(values.get(column));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("row " + row + ": " + e.getMessage(), e);
        }
    }
}
