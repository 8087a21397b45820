package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Unions whose children have an element for each row that is of them.
final class DenseUnionWriter extends ColumnWriter {
    private final UnionChildren children;
    private final IntVector offsets;

    DenseUnionWriter(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        super(field);
        this.children = new UnionChildren(field, dictionaries, allocator);
        this.offsets = new IntVector("offsets", allocator);
    }

    @Override
    void put(int row, Object value) {
        ColumnWriter child = children.choose(row, value);
        offsets.setSafe(row, child.length());
        child.add(value);
    }

    @Override
    void putNull(int row) {
        ColumnWriter child = children.choose(row, null);
        offsets.setSafe(row, child.length());
        child.addNull();
    }

    @Override
    void finish(PartBuilder part) {
        part.node(length(), 0);
        part.add(children.ids(length()));
        part.add(elements(offsets, length()));
        children.finish(part);
    }

    @Override
    public void close() {
        children.close();
        offsets.close();
    }
}
