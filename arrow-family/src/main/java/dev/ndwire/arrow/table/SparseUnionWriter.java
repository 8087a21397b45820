package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Unions whose children have an element for each row.
final class SparseUnionWriter extends ColumnWriter {
    private final UnionChildren children;

    SparseUnionWriter(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        super(field);
        this.children = new UnionChildren(field, dictionaries, allocator);
    }

    @Override
    void put(int row, Object value) {
        children.choose(row, value).add(value);
        fill(row);
    }

    @Override
    void putNull(int row) {
        children.choose(row, null);
        fill(row);
    }

    private void fill(int row) {
        for (ColumnWriter child : children.all()) {
            if (child.length() == row) {
                child.addNull();
            }
        }
    }

    @Override
    void finish(PartBuilder part) {
        part.node(length(), 0);
        part.add(children.ids(length()));
        children.finish(part);
    }

    @Override
    public void close() {
        children.close();
    }
}
