package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import dev.ndwire.arrow.ipc.StorageTypes;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Elements that have no others inside of them.
final class PlainWriter extends ColumnWriter {
    private final FieldVector vector;

    PlainWriter(Field field, BufferAllocator allocator) {
        super(field);
        var storage = FieldType.nullable(StorageTypes.of(field.getType()));
        this.vector = new Field(field.getName(), storage, List.of()).createVector(allocator);
        vector.allocateNew();
    }

    @Override
    void put(int row, Object value) {
        VectorWriter.put(vector, row, value);
    }

    @Override
    void putNull(int row) {
        vector.setNull(row);
    }

    @Override
    void finish(PartBuilder part) {
        vector.setValueCount(length());
        part.add(vector);
    }

    @Override
    public void close() {
        vector.close();
    }
}
