package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Reads an `ArrowSchema`, as a schema that messages have: what is encoded has the type of its values.
///
/// Structures may point at one another, so levels and fields are limited.
final class SchemaReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_FIELDS = 1 << 20;
    private static final int MAX_TEXT_BYTES = 1 << 24;

    private int fields;
    private long dictionaries;

    private SchemaReader() {}

    /// Reads a schema. A field that is no struct is a table of one column.
    ///
    /// @param schema not released; it stays so
    /// @throws MalformedArrowException if it is no schema
    static Schema read(CSchema schema) {
        Field field = new SchemaReader().field(schema, 0);
        boolean isTable = isTable(field);
        return isTable ? new Schema(field.getChildren(), field.getMetadata()) : new Schema(List.of(field));
    }

    /// Whether the rows of a struct are those of a table.
    static boolean isTable(CSchema schema) {
        return schema.dictionary() == 0 && text(schema.format(), "").equals("+s");
    }

    private static boolean isTable(Field field) {
        return field.getType() instanceof ArrowType.Struct && field.getDictionary() == null;
    }

    private Field field(CSchema schema, int depth) {
        String name = text(schema.name(), "name");
        if (schema.release() == 0) {
            throw new MalformedArrowException("schema of field '" + name + "' is released");
        }
        if (depth > MAX_DEPTH || ++fields > MAX_FIELDS) {
            throw new MalformedArrowException(
                    "schema has more than " + MAX_DEPTH + " levels or " + MAX_FIELDS + " fields");
        }
        if (schema.format() == 0) {
            throw new MalformedArrowException("field '" + name + "' has no format");
        }
        long flags = schema.flags();
        ArrowType type = Formats.parse(
                text(schema.format(), "format of '" + name + "'"), (flags & CSchema.KEYS_SORTED) != 0, name);
        Map<String, String> metadata = metadata(schema.metadata(), name);
        boolean isNullable = (flags & CSchema.NULLABLE) != 0;
        if (schema.dictionary() == 0) {
            List<Field> children = children(schema, name, depth);
            ChildRules.check(name, type, children);
            return new Field(name, new FieldType(isNullable, type, null, metadata), children);
        }
        return encoded(schema, type, name, new FieldType(isNullable, type, null, metadata), depth);
    }

    private Field encoded(CSchema schema, ArrowType type, String name, FieldType indices, int depth) {
        if (!(type instanceof ArrowType.Int indexType)) {
            throw new MalformedArrowException("field '" + name + "' has a dictionary and indices of type " + type);
        }
        var encoding = new DictionaryEncoding(dictionaries++, (schema.flags() & CSchema.ORDERED) != 0, indexType);
        Field values = field(CSchema.of(schema.dictionary()), depth + 1);
        if (values.getDictionary() != null) {
            throw new MalformedArrowException("dictionary of field '" + name + "' is encoded itself");
        }
        var merged = new LinkedHashMap<>(values.getMetadata());
        merged.putAll(indices.getMetadata());
        return new Field(
                name, new FieldType(indices.isNullable(), values.getType(), encoding, merged), values.getChildren());
    }

    private List<Field> children(CSchema schema, String name, int depth) {
        long count = schema.childCount();
        if (count < 0 || count > MAX_FIELDS || (count > 0 && schema.children() == 0)) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + count + " children, allowed are " + MAX_FIELDS + " at an address");
        }
        var children = new ArrayList<Field>();
        for (long i = 0; i < count; i++) {
            long child =
                    Native.memory(schema.children(), count * Long.BYTES).getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
            if (child == 0) {
                throw new MalformedArrowException("child " + i + " of field '" + name + "' is null");
            }
            children.add(field(CSchema.of(child), depth + 1));
        }
        return children;
    }

    /// A text that ends in a zero.
    ///
    /// @param address 0 for an empty text
    private static String text(long address, String what) {
        if (address == 0) {
            return "";
        }
        try {
            return Native.memory(address, MAX_TEXT_BYTES).getString(0);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new MalformedArrowException(what + " of a schema is longer than " + MAX_TEXT_BYTES + " bytes", e);
        }
    }

    /// Pairs of texts, each behind its length.
    private static @Nullable Map<String, String> metadata(long address, String name) {
        if (address == 0) {
            return null;
        }
        var cursor = new Cursor(Native.memory(address, Integer.MAX_VALUE), name);
        int count = cursor.number();
        var pairs = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            String key = cursor.text();
            pairs.put(key, cursor.text());
        }
        return pairs;
    }

    private static final class Cursor {
        private final MemorySegment bytes;
        private final String name;
        private long at;

        Cursor(MemorySegment bytes, String name) {
            this.bytes = bytes;
            this.name = name;
        }

        int number() {
            int number = bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            at += Integer.BYTES;
            if (number < 0 || number > bytes.byteSize() - at) {
                throw new MalformedArrowException("metadata of field '" + name + "' has the length " + number);
            }
            return number;
        }

        String text() {
            int size = number();
            byte[] text = bytes.asSlice(at, size).toArray(ValueLayout.JAVA_BYTE);
            at += size;
            return new String(text, StandardCharsets.UTF_8);
        }
    }
}
