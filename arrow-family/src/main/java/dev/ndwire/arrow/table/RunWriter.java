package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import java.util.Collection;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Runs of equal values. Lists, maps and arrays, which may change in their owner's hands, are each a run.
final class RunWriter extends ColumnWriter {
    private final ColumnWriter ends;
    private final ColumnWriter values;
    private @Nullable Object last;

    RunWriter(Field field, DictionaryWriters dictionaries, BufferAllocator allocator) {
        super(field);
        this.ends = of(field.getChildren().get(0), dictionaries, allocator);
        this.values = of(field.getChildren().get(1), dictionaries, allocator);
    }

    @Override
    void put(int row, Object value) {
        boolean isPlain = !(value instanceof Collection
                || value instanceof Map
                || value.getClass().isArray());
        if (values.length() == 0 || !isPlain || !value.equals(last)) {
            end(row);
            values.add(value);
            last = value;
        }
    }

    @Override
    void putNull(int row) {
        if (values.length() == 0 || last != null) {
            end(row);
            values.addNull();
            last = null;
        }
    }

    /// Ends the last run.
    private void end(int row) {
        if (values.length() > ends.length()) {
            ends.add(row);
        }
    }

    @Override
    void finish(PartBuilder part) {
        end(length());
        part.node(length(), 0);
        ends.finish(part);
        values.finish(part);
    }

    @Override
    public void close() {
        ends.close();
        values.close();
    }
}
