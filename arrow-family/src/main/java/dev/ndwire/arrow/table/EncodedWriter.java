package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Indices into a dictionary.
final class EncodedWriter extends ColumnWriter {
    private final DictionaryWriters.Growing dictionary;
    private final PlainWriter indices;

    EncodedWriter(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        super(field);
        this.dictionary = dictionaries.of(field);
        var type = FieldType.nullable(field.getDictionary().getIndexType());
        this.indices = new PlainWriter(new Field(field.getName(), type, null), allocator);
    }

    @Override
    void put(int row, Object value) {
        indices.add(dictionary.indexOf(value));
    }

    @Override
    void putNull(int row) {
        indices.addNull();
    }

    @Override
    void finish(PartBuilder part) {
        indices.finish(part);
    }

    @Override
    public void close() {
        indices.close();
    }
}
