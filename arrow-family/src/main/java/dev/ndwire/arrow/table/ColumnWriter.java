package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import dev.ndwire.arrow.ipc.StorageTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Takes values of Java one after another, and gives the nodes and buffers of a field: the inverse of [Values].
///
/// Holds its memory until it is closed.
abstract class ColumnWriter implements AutoCloseable {
    final Field field;
    private int length;

    /// @param field as messages have it, where what is encoded has the type of its values
    ColumnWriter(Field field) {
        this.field = field;
    }

    /// A writer for a field.
    ///
    /// @param field as messages have it, where what is encoded has the type of its values
    /// @param dictionaries those that encoded fields share
    static ColumnWriter of(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        if (field.getDictionary() != null) {
            return new EncodedWriter(field, dictionaries, allocator);
        }
        return switch (StorageTypes.of(field.getType())) {
            case ArrowType.Struct ignored -> new StructWriter(field, dictionaries, allocator);
            case ArrowType.FixedSizeList list ->
                new FixedListWriter(field, list.getListSize(), dictionaries, allocator);
            case ArrowType.List ignored -> new ListWriter(field, dictionaries, allocator);
            case ArrowType.LargeList ignored -> new ListWriter(field, dictionaries, allocator);
            case ArrowType.ListView ignored -> new ListWriter(field, dictionaries, allocator);
            case ArrowType.LargeListView ignored -> new ListWriter(field, dictionaries, allocator);
            case ArrowType.Map ignored -> new ListWriter(field, dictionaries, allocator);
            case ArrowType.Union union ->
                union.getMode() == UnionMode.Sparse
                        ? new SparseUnionWriter(field, dictionaries, allocator)
                        : new DenseUnionWriter(field, dictionaries, allocator);
            case ArrowType.RunEndEncoded ignored -> new RunWriter(field, dictionaries, allocator);
            default -> new PlainWriter(field, allocator);
        };
    }

    static List<ColumnWriter> of(List<Field> fields, DictionaryWriters dictionaries, BufferAllocator allocator) {
        var writers = new ArrayList<ColumnWriter>();
        try {
            fields.forEach(field -> writers.add(of(field, dictionaries, allocator)));
        } catch (RuntimeException e) {
            writers.forEach(ColumnWriter::close);
            throw e;
        }
        return writers;
    }

    /// How many elements there are.
    final int length() {
        return length;
    }

    /// Adds an element.
    ///
    /// @throws IllegalArgumentException if it does not fit the field
    final void add(@Nullable Object value) {
        if (value == null) {
            if (!field.isNullable()) {
                throw new IllegalArgumentException("null in '" + field.getName() + "', which takes none");
            }
            addNull();
            return;
        }
        try {
            put(length, value);
        } catch (ClassCastException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    value.getClass().getSimpleName() + " " + value + " does not fit '" + field.getName() + "' of type "
                            + field.getType(),
                    e);
        }
        length++;
    }

    /// Adds an element that is not there, also where the field takes none: its parent is not there either.
    final void addNull() {
        putNull(length);
        length++;
    }

    /// @throws ClassCastException if the field's type has no such values
    /// @throws ArithmeticException if the value is outside of the type's range
    abstract void put(int row, Object value);

    abstract void putNull(int row);

    /// Adds all to a part; nothing is added to this afterwards.
    abstract void finish(PartBuilder part);

    @Override
    public abstract void close();

    /// The bytes of a vector's elements, without its bitmap.
    ///
    /// @param vector of elements of one width
    static ArrowBuf elements(FieldVector vector, int count) {
        vector.setValueCount(count);
        return vector.getFieldBuffers().get(1);
    }
}
