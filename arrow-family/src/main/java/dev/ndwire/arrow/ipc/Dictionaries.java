package dev.ndwire.arrow.ipc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.apache.arrow.vector.util.VectorBatchAppender;
import org.jspecify.annotations.Nullable;

/// The dictionaries of a stream: later batches may see others than earlier ones.
///
/// A delta only adds values behind those that are there, so that all batches up to the next replacement can use what
/// has grown in the end: it is put together once.
final class Dictionaries implements AutoCloseable {
    private final BufferAllocator allocator;
    private final NullCounts nulls;
    private final Map<Long, Field> fields = new HashMap<>();
    private final Map<Long, Growing> current = new HashMap<>();
    private final Set<FieldVector> all = new LinkedHashSet<>();
    private final Schema schema;

    /// @param allocator counts the dictionaries' buffers
    /// @param messageSchema the schema as a stream has it, where what is encoded has the type of its values
    /// @param nulls what is claimed of values
    Dictionaries(BufferAllocator allocator, Schema messageSchema, NullCounts nulls) {
        this.allocator = allocator;
        this.nulls = nulls;
        List<Field> columns = new ArrayList<>();
        Map<Long, Dictionary> empty = new HashMap<>();
        try {
            for (Field field : messageSchema.getFields()) {
                columns.add(DictionaryUtility.toMemoryFormat(field, allocator, empty));
            }
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedArrowTypeException(
                    "schema has a dictionary for whose values Arrow Java has no vector: " + e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException | NullPointerException e) {
            throw new MalformedArrowException("schema has a dictionary whose values have no type", e);
        }
        this.schema = new Schema(columns, messageSchema.getCustomMetadata());
        messageSchema.getFields().forEach(this::memoryField);
        empty.forEach((id, dictionary) -> {
            all.add(dictionary.getVector());
            current.put(id, new Growing(dictionary.getEncoding(), dictionary.getVector()));
        });
    }

    /// The field as vectors have it. Notes those of values: vectors in lists have lost their names.
    private Field memoryField(Field field) {
        List<Field> children =
                field.getChildren().stream().map(this::memoryField).toList();
        DictionaryEncoding encoding = field.getDictionary();
        if (encoding == null) {
            return new Field(field.getName(), field.getFieldType(), children);
        }
        var values = new FieldType(field.isNullable(), field.getType(), null);
        fields.putIfAbsent(encoding.getId(), new Field("DICT" + encoding.getId(), values, children));
        var type = new FieldType(field.isNullable(), encoding.getIndexType(), encoding, field.getMetadata());
        return new Field(field.getName(), type, List.of());
    }

    /// What the values of a dictionary are.
    ///
    /// @param id one that the schema has
    /// @return a field of the name that Arrow Java gives it
    Field fieldOf(long id) {
        return Objects.requireNonNull(fields.get(id));
    }

    /// The schema as vectors have it, where what is encoded has the type of its indices.
    Schema memorySchema() {
        return schema;
    }

    /// An empty vector for a dictionary's values.
    ///
    /// @throws MalformedArrowException if the schema has no dictionary of that id
    FieldVector vectorFor(long id) {
        require(id);
        FieldVector vector = fieldOf(id).createVector(allocator);
        all.add(vector);
        return vector;
    }

    private Growing require(long id) {
        Growing dictionary = current.get(id);
        if (dictionary == null) {
            throw new MalformedArrowException(
                    "dictionary batch has id " + id + ", the schema knows " + current.keySet());
        }
        return dictionary;
    }

    /// Takes the values of a dictionary batch.
    ///
    /// @param isDelta whether they come behind those that are there
    void put(long id, FieldVector values, boolean isDelta) {
        Growing dictionary = require(id);
        if (isDelta) {
            dictionary.pieces.add(values);
        } else {
            current.put(id, new Growing(dictionary.encoding, values));
        }
    }

    /// The dictionaries that a batch sees at this point; they may grow until the stream has ended.
    List<Growing> snapshot() {
        return List.copyOf(current.values());
    }

    /// The dictionaries as they are when the stream has ended.
    DictionaryProvider provider(List<Growing> snapshot) {
        var provider = new DictionaryProvider.MapDictionaryProvider();
        snapshot.forEach(growing -> provider.put(new Dictionary(whole(growing), growing.encoding)));
        return provider;
    }

    private FieldVector whole(Growing growing) {
        if (growing.whole == null) {
            List<FieldVector> filled = growing.pieces.stream()
                    .filter(piece -> piece.getValueCount() > 0)
                    .toList();
            growing.whole = filled.size() == 1 ? filled.get(0) : growing.pieces.get(0);
            if (filled.size() > 1) {
                Field field = fieldOf(growing.encoding.getId());
                // What follows copies element by element and believes every offset.
                filled.forEach(piece -> FullCheck.layout(piece, field, nulls));
                growing.whole = field.createVector(allocator);
                all.add(growing.whole);
                growing.whole.allocateNew();
                VectorBatchAppender.batchAppend(growing.whole, filled.toArray(FieldVector[]::new));
            }
        }
        return growing.whole;
    }

    /// Vectors that have been values of dictionaries, each once; whoever takes them closes them.
    List<FieldVector> takeVectors() {
        var taken = List.copyOf(all);
        all.clear();
        return taken;
    }

    @Override
    public void close() {
        all.forEach(FieldVector::close);
        all.clear();
    }

    /// One dictionary between two replacements.
    static final class Growing {
        private final DictionaryEncoding encoding;
        private final List<FieldVector> pieces = new ArrayList<>();
        private @Nullable FieldVector whole;

        Growing(DictionaryEncoding encoding, FieldVector first) {
            this.encoding = encoding;
            pieces.add(first);
        }
    }
}
