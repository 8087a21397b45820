package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.ipc.PartBuilder;
import dev.ndwire.core.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// The dictionaries of a table that is being written: each has the values that it had before, then new ones in the
/// order in which they come.
final class DictionaryWriters implements AutoCloseable {
    private final @Nullable DictionaryProvider before;
    private final BufferAllocator allocator;
    private final Map<Long, Growing> known = new LinkedHashMap<>();

    /// @param before those that there were; null for none
    DictionaryWriters(@Nullable DictionaryProvider before, BufferAllocator allocator) {
        this.before = before;
        this.allocator = allocator;
    }

    /// The dictionary of an encoded field.
    Growing of(Field field) {
        long id = field.getDictionary().getId();
        Growing found = known.get(id);
        if (found == null) {
            var type = new FieldType(true, field.getType(), null, field.getMetadata());
            ColumnWriter values =
                    ColumnWriter.of(new Field(field.getName(), type, field.getChildren()), this, allocator);
            found = new Growing(values);
            known.put(id, found);
            found.start(before == null ? null : before.lookup(id), before);
        }
        return found;
    }

    /// All dictionaries.
    ///
    /// @param ids in the order in which parts name them
    List<Item> finish(List<Long> ids) {
        var items = new ArrayList<Item>();
        known.forEach((id, dictionary) -> {
            var part = new PartBuilder();
            dictionary.values.finish(part);
            items.add(part.item(ids.indexOf(id), dictionary.values.length()));
        });
        return items;
    }

    @Override
    public void close() {
        known.values().forEach(dictionary -> dictionary.values.close());
    }

    /// One dictionary.
    static final class Growing {
        private final ColumnWriter values;
        private final Map<Object, Integer> indices = new HashMap<>();

        private Growing(ColumnWriter values) {
            this.values = values;
        }

        private void start(@Nullable Dictionary dictionary, @Nullable DictionaryProvider all) {
            if (dictionary == null || all == null) {
                return;
            }
            FieldVector vector = dictionary.getVector();
            var reader = new Values(all);
            for (int i = 0; i < vector.getValueCount(); i++) {
                Object value = reader.get(vector, i);
                values.add(value);
                if (value != null) {
                    indices.putIfAbsent(key(value), i);
                }
            }
        }

        /// The index of a value, which is added if it is new.
        int indexOf(Object value) {
            return indices.computeIfAbsent(key(value), key -> {
                values.add(value);
                return values.length() - 1;
            });
        }

        /// One object for all that become the same value.
        private static Object key(Object value) {
            return switch (value) {
                case Byte number -> number.longValue();
                case Short number -> number.longValue();
                case Integer number -> number.longValue();
                case byte[] bytes -> Bytes.of(bytes);
                case CharSequence text -> text.toString();
                default -> value;
            };
        }
    }
}
