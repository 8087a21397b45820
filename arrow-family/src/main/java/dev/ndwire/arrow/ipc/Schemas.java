package dev.ndwire.arrow.ipc;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/// Schemas as messages have them: what is encoded has the type of its values.
final class Schemas {
    private Schemas() {}

    /// The schema as messages have it.
    ///
    /// @param schema the schema as vectors have it
    /// @param dictionaries what its encoded fields point into
    /// @param ids takes the ids of these
    static Schema ofMessage(Schema schema, DictionaryProvider dictionaries, Set<Long> ids) {
        List<Field> fields = schema.getFields().stream()
                .map(field -> DictionaryUtility.toMessageFormat(field, dictionaries, ids))
                .toList();
        return new Schema(fields, schema.getCustomMetadata());
    }

    /// The dictionaries of encoded fields, depth first, those inside of values behind their field.
    ///
    /// @param messageSchema the schema as messages have it
    static List<Long> dictionaryIds(Schema messageSchema) {
        var ids = new ArrayList<Long>();
        messageSchema.getFields().forEach(field -> collectIds(field, ids));
        return ids;
    }

    private static void collectIds(Field field, List<Long> ids) {
        if (field.getDictionary() != null) {
            ids.add(field.getDictionary().getId());
        }
        field.getChildren().forEach(child -> collectIds(child, ids));
    }

    /// A schema as a message, with its length in front.
    static byte[] toMessage(Schema messageSchema) {
        return IpcCursor.prefixed(MessageSerializer.serializeMetadata(messageSchema, IpcOption.DEFAULT));
    }

    /// Reads the message of a schema.
    ///
    /// @throws MalformedArrowException if it is none
    /// @throws UnsupportedArrowTypeException if a field is of a type that Arrow Java does not know
    static Schema ofMessage(byte[] message) {
        try {
            IpcMessage found = new IpcCursor(MemorySegment.ofArray(message), 0).next();
            if (found == null) {
                throw new MalformedArrowException("message of a schema has none");
            }
            return parse(found);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new MalformedArrowException("metadata points outside of itself", e);
        }
    }

    /// Reads a schema.
    ///
    /// @param message a message whose header is a schema
    /// @throws MalformedArrowException if it is none
    /// @throws UnsupportedArrowTypeException if a field is of a type that Arrow Java does not know
    static Schema parse(IpcMessage message) {
        var schema = message.header().headerType() == MessageHeader.Schema
                ? (org.apache.arrow.flatbuf.Schema) message.header().header(new org.apache.arrow.flatbuf.Schema())
                : null;
        if (schema == null) {
            throw new MalformedArrowException("message of a schema has none");
        }
        return convert(schema, message.metadataByteSize());
    }

    /// Arrow takes any width of a number, and fails when it looks for its buffers; and it leaves names out, which the
    /// format allows.
    private static Field usable(Field field) {
        TypeLayout.getTypeLayout(field.getType());
        if (field.getDictionary() != null) {
            TypeLayout.getTypeLayout(field.getDictionary().getIndexType());
        }
        if (field.getName() != null && field.getChildren().isEmpty()) {
            return field;
        }
        List<Field> children = field.getChildren().stream().map(Schemas::usable).toList();
        String name = Objects.requireNonNullElse(field.getName(), "");
        return new Field(name, withIds(field.getFieldType(), children.size()), children);
    }

    /// Unions may leave the ids of their children out where these are their positions; Arrow Java reads none then.
    private static FieldType withIds(FieldType type, int childCount) {
        if (!(type.getType() instanceof ArrowType.Union union) || union.getTypeIds().length > 0) {
            return type;
        }
        var named = new ArrowType.Union(
                union.getMode(), IntStream.range(0, childCount).toArray());
        return new FieldType(type.isNullable(), named, type.getDictionary(), type.getMetadata());
    }

    /// One dictionary may serve several fields, if its values are of one type.
    ///
    /// @param known the first field of each id; takes those of these fields
    private static void checkDictionaries(List<Field> fields, Map<Long, Field> known) {
        for (Field field : fields) {
            if (field.getDictionary() != null) {
                long id = field.getDictionary().getId();
                Field first = known.putIfAbsent(id, field);
                if (first != null
                        && !(first.getType().equals(field.getType())
                                && first.getChildren().equals(field.getChildren()))) {
                    throw new MalformedArrowException("dictionary " + id + " has values of type " + first.getType()
                            + " for field '" + first.getName() + "', of type " + field.getType() + " for field '"
                            + field.getName() + "'");
                }
            }
            checkDictionaries(field.getChildren(), known);
        }
    }

    /// Makes a schema of a flatbuffer.
    ///
    /// @param metadataByteSize how many bytes the flatbuffer has
    static Schema convert(org.apache.arrow.flatbuf.Schema schema, int metadataByteSize) {
        SchemaCheck.check(schema, metadataByteSize);
        try {
            Schema converted = Schema.convertSchema(schema);
            List<Field> fields =
                    converted.getFields().stream().map(Schemas::usable).toList();
            checkDictionaries(fields, new HashMap<>());
            return new Schema(fields, converted.getCustomMetadata());
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedArrowTypeException(
                    "schema has a field that Arrow Java cannot read: " + e.getMessage());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new MalformedArrowException("schema has a field that is none: " + e.getMessage(), e);
        }
    }
}
