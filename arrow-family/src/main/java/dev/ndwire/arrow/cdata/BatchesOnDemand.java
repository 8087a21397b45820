package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.table.RecordBatch;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Batches that are made when a consumer asks for them.
final class BatchesOnDemand implements ExportedStream.Source {
    private final List<Field> columns;
    private final Iterator<RecordBatch> batches;

    /// @param schema as messages have it
    /// @param batches closed at the end where it can be; each batch is closed once it is filled in
    BatchesOnDemand(Schema schema, Iterator<RecordBatch> batches) {
        this.columns = comparable(schema.getFields());
        this.batches = batches;
    }

    /// Every batch numbers its dictionaries by itself.
    private static List<Field> comparable(List<Field> fields) {
        return fields.stream()
                .map(field -> new Field(
                        field.getName(),
                        new FieldType(field.isNullable(), field.getType(), withoutNumber(field), field.getMetadata()),
                        comparable(field.getChildren())))
                .toList();
    }

    private static @Nullable DictionaryEncoding withoutNumber(Field field) {
        DictionaryEncoding encoding = field.getDictionary();
        return encoding == null ? null : new DictionaryEncoding(0, encoding.isOrdered(), encoding.getIndexType());
    }

    @Override
    public void next(CArray target) {
        if (!batches.hasNext()) {
            return;
        }
        try (RecordBatch batch = batches.next()) {
            batch.table().withParts(parts -> {
                List<Field> found = parts.schema().getFields();
                if (!comparable(found).equals(columns)) {
                    throw new IllegalArgumentException("batch has columns " + found + ", its stream has " + columns);
                }
                ArrayWriter.writeAll(parts, () -> target);
                return target;
            });
        }
    }

    @Override
    public void end() {
        if (batches instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("batches were not closed", e);
            }
        }
    }
}
