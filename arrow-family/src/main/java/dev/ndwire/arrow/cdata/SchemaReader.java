package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Reads an `ArrowSchema`, as a schema that messages have: what is encoded has the type of its values.
///
/// Structures may point at one another, so levels and fields are limited.
final class SchemaReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_FIELDS = 1 << 20;

    private int fields;
    private long dictionaries;

    private SchemaReader() {}

    /// Reads a schema.
    ///
    /// @param schema not released; it stays so
    /// @return the field that it is
    /// @throws MalformedArrowException if it is no schema
    static Field read(CSchema schema) {
        return new SchemaReader().field(schema, 0, "schema");
    }

    /// @param place which structure it is, where its name cannot be looked at
    private Field field(CSchema schema, int depth, String place) {
        if (schema.release() == 0) {
            throw new MalformedArrowException(place + " is released");
        }
        if (depth > MAX_DEPTH || ++fields > MAX_FIELDS) {
            throw new MalformedArrowException(
                    "schema has more than " + MAX_DEPTH + " levels or " + MAX_FIELDS + " fields");
        }
        String name = Texts.read(schema.name(), "name of " + place);
        if (schema.format() == 0) {
            throw new MalformedArrowException("field '" + name + "' has no format");
        }
        long flags = schema.flags();
        String format = Texts.read(schema.format(), "format of field '" + name + "'");
        ArrowType type = Formats.parse(format, (flags & CSchema.KEYS_SORTED) != 0, name);
        Map<String, String> metadata = Texts.metadata(schema.metadata(), name);
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
        Field values = field(CSchema.of(schema.dictionary()), depth + 1, "dictionary of field '" + name + "'");
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
        if (count < 0 || count > MAX_FIELDS) {
            throw new MalformedArrowException(
                    "field '" + name + "' claims " + count + " children, allowed are " + MAX_FIELDS);
        }
        if (count > 0 && schema.children() == 0) {
            throw new MalformedArrowException("field '" + name + "' has its children at address 0");
        }
        var children = new ArrayList<Field>();
        for (long i = 0; i < count; i++) {
            long child = schema.child(i);
            String place = "child " + i + " of field '" + name + "'";
            if (child == 0) {
                throw new MalformedArrowException(place + " is null");
            }
            children.add(field(CSchema.of(child), depth + 1, place));
        }
        return children;
    }
}
