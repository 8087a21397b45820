package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Maps of names to values.
final class StructWriter extends ColumnWriter {
    private final Validity validity;
    private final List<ColumnWriter> children;

    StructWriter(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        super(field);
        this.validity = new Validity(allocator);
        this.children = of(field.getChildren(), dictionaries, allocator);
    }

    @Override
    void put(int row, Object value) {
        if (value instanceof Map.Entry<?, ?> entry) {
            // What is in a map: any key, and not its name.
            children.get(0).add(entry.getKey());
            children.get(1).add(entry.getValue());
        } else {
            Map<?, ?> map = (Map<?, ?>) value;
            children.forEach(child -> child.add(map.get(child.field.getName())));
        }
        validity.set(row, true);
    }

    @Override
    void putNull(int row) {
        validity.set(row, false);
        children.forEach(ColumnWriter::addNull);
    }

    @Override
    void finish(PartBuilder part) {
        validity.finish(part, length());
        children.forEach(child -> child.finish(part));
    }

    @Override
    public void close() {
        validity.close();
        children.forEach(ColumnWriter::close);
    }
}
