package dev.ndwire.arrow.table;

import dev.ndwire.arrow.memory.ArrowMemory;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Makes a table of one batch, row by row.
final class RowWriter {
    private RowWriter() {}

    /// Writes rows.
    ///
    /// @param schema the columns
    /// @param rows for each row a value for each column
    static Table write(Schema schema, List<? extends List<? extends @Nullable Object>> rows) {
        schema.getFields().forEach(RowWriter::refuseDictionary);
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, ArrowMemory.root());
        try {
            root.allocateNew();
            int row = 0;
            for (List<? extends @Nullable Object> values : rows) {
                write(root.getFieldVectors(), row++, values);
            }
            root.setRowCount(row);
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
        return Table.of(root);
    }

    private static void refuseDictionary(Field field) {
        if (field.getDictionary() != null) {
            throw new IllegalArgumentException("column '" + field.getName() + "' is encoded by a dictionary");
        }
        field.getChildren().forEach(RowWriter::refuseDictionary);
    }

    private static void write(List<FieldVector> vectors, int row, List<? extends @Nullable Object> values) {
        if (values.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "row " + row + " has " + values.size() + " values, the schema has " + vectors.size() + " columns");
        }
        try {
            for (int column = 0; column < vectors.size(); column++) {
                VectorWriter.set(vectors.get(column), row, values.get(column));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("row " + row + ": " + e.getMessage(), e);
        }
    }
}
