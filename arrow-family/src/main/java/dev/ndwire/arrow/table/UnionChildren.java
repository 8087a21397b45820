package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import dev.ndwire.arrow.ipc.StorageTypes;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// The children of a union, and which of them each element is of.
///
/// An element goes to the first child whose elements are of its class in Java, else to the first that takes it as a
/// number. A null goes to the first child that may have nulls.
final class UnionChildren implements AutoCloseable {
    private final Field field;
    private final List<ColumnWriter> children;
    private final TinyIntVector ids;

    UnionChildren(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        this.field = field;
        this.children = ColumnWriter.of(field.getChildren(), dictionaries, allocator);
        this.ids = new TinyIntVector("ids", allocator);
    }

    List<ColumnWriter> all() {
        return children;
    }

    /// Finds the child that takes a value, and notes that the row is of it.
    ///
    /// @throws ClassCastException if there is none
    ColumnWriter choose(int row, @Nullable Object value) {
        int chosen = value == null ? forNull() : find(value);
        int[] known = ((ArrowType.Union) StorageTypes.of(field.getType())).getTypeIds();
        ids.setSafe(row, known == null ? chosen : known[chosen]);
        return children.get(chosen);
    }

    private int forNull() {
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).field.isNullable()) {
                return i;
            }
        }
        return 0;
    }

    private int find(Object value) {
        for (int i = 0; i < children.size(); i++) {
            if (JavaTypes.isOf(children.get(i).field, value)) {
                return i;
            }
        }
        for (int i = 0; i < children.size(); i++) {
            if (JavaTypes.isTaken(children.get(i).field, value)) {
                return i;
            }
        }
        throw new ClassCastException("no child takes it");
    }

    ArrowBuf ids(int count) {
        return ColumnWriter.elements(ids, count);
    }

    void finish(PartBuilder part) {
        children.forEach(child -> child.finish(part));
    }

    @Override
    public void close() {
        ids.close();
        children.forEach(ColumnWriter::close);
    }
}
