package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import dev.ndwire.arrow.ipc.StorageTypes;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Lists of any length, by offsets of 32 or 64 bits, by views, and as the entries of maps.
final class ListWriter extends ColumnWriter {
    private final Validity validity;
    private final ColumnWriter child;
    private final boolean isLarge;
    private final boolean isView;
    private final FieldVector offsets;
    private final FieldVector sizes;

    ListWriter(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        super(field);
        ArrowType type = StorageTypes.of(field.getType());
        this.isLarge = type instanceof ArrowType.LargeList || type instanceof ArrowType.LargeListView;
        this.isView = type instanceof ArrowType.ListView || type instanceof ArrowType.LargeListView;
        this.validity = new Validity(allocator);
        this.offsets = numbers(allocator);
        this.sizes = numbers(allocator);
        this.child = of(field.getChildren().get(0), dictionaries, allocator);
    }

    private FieldVector numbers(BufferAllocator allocator) {
        return isLarge ? new BigIntVector("numbers", allocator) : new IntVector("numbers", allocator);
    }

    @Override
    void put(int row, Object value) {
        int start = child.length();
        elements(value).forEach(child::add);
        place(row, start, true);
    }

    private Collection<?> elements(Object value) {
        return StorageTypes.of(field.getType()) instanceof ArrowType.Map ? ((Map<?, ?>) value).entrySet() : list(value);
    }

    /// The elements of a collection or of an array.
    ///
    /// @throws ClassCastException if the value is neither
    static Collection<?> list(Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        if (!value.getClass().isArray()) {
            throw new ClassCastException("no list");
        }
        List<Object> list = new ArrayList<>();
        IntStream.range(0, Array.getLength(value)).forEach(i -> list.add(Array.get(value, i)));
        return list;
    }

    @Override
    void putNull(int row) {
        place(row, child.length(), false);
    }

    private void place(int row, int start, boolean isThere) {
        validity.set(row, isThere);
        set(offsets, row, start);
        if (isView) {
            set(sizes, row, child.length() - start);
        }
    }

    private void set(FieldVector vector, int index, int number) {
        if (isLarge) {
            ((BigIntVector) vector).setSafe(index, number);
        } else {
            ((IntVector) vector).setSafe(index, number);
        }
    }

    @Override
    void finish(PartBuilder part) {
        validity.finish(part, length());
        if (isView) {
            part.add(elements(offsets, length()));
            part.add(elements(sizes, length()));
        } else {
            set(offsets, length(), child.length());
            part.add(elements(offsets, length() + 1));
        }
        child.finish(part);
    }

    @Override
    public void close() {
        validity.close();
        offsets.close();
        sizes.close();
        child.close();
    }
}
