package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import java.util.Collection;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Lists of one length.
final class FixedListWriter extends ColumnWriter {
    private final int size;
    private final Validity validity;
    private final ColumnWriter child;

    FixedListWriter(Field field, int size, DictionaryWriters dictionaries, BufferAllocator allocator) {
        super(field);
        this.size = size;
        this.validity = new Validity(allocator);
        this.child = of(field.getChildren().get(0), dictionaries, allocator);
    }

    @Override
    void put(int row, Object value) {
        Collection<?> list = ListWriter.list(value);
        if (list.size() != size) {
            throw new IllegalArgumentException(
                    "list of " + list.size() + " elements does not fit '" + field.getName() + "' of " + size);
        }
        list.forEach(child::add);
        validity.set(row, true);
    }

    @Override
    void putNull(int row) {
        validity.set(row, false);
        for (int i = 0; i < size; i++) {
            child.addNull();
        }
    }

    @Override
    void finish(PartBuilder part) {
        validity.finish(part, length());
        child.finish(part);
    }

    @Override
    public void close() {
        validity.close();
        child.close();
    }
}
