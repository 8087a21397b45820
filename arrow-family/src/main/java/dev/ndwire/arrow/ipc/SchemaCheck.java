package dev.ndwire.arrow.ipc;

import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/// Walks a schema before Arrow does: fields may share bytes of a flatbuffer, so that a few bytes can claim endlessly
/// many
/// of them.
final class SchemaCheck {
    /// The most levels of fields inside one another.
    static final int MAX_DEPTH = 64;

    private static final int FIELD_LEAST_BYTES = 4;

    private final long maxCount;
    private long count;

    private SchemaCheck(long maxCount) {
        this.maxCount = maxCount;
    }

    /// Checks a schema.
    ///
    /// @param schema what a message holds
    /// @param metadataByteSize the size of the message's metadata: fields that share no bytes are at most a quarter as
    ///     many
    /// @throws UnsupportedArrowTypeException if a field is of a type that Arrow Java does not know
    /// @throws MalformedArrowException if there are more fields or levels than that allows, or numbers are big-endian
    static void check(Schema schema, int metadataByteSize) {
        if (schema.endianness() != Endianness.Little) {
            throw new MalformedArrowException("schema has big-endian numbers, allowed are little-endian ones");
        }
        var check = new SchemaCheck(metadataByteSize / FIELD_LEAST_BYTES);
        int fields = check.counted(schema.fieldsLength());
        for (int i = 0; i < fields; i++) {
            check.field(schema.fields(i), 1);
        }
    }

    private int counted(int fields) {
        count += fields;
        if (fields < 0 || count > maxCount) {
            throw new MalformedArrowException(
                    "schema claims " + count + " fields, its metadata has room for " + maxCount);
        }
        return fields;
    }

    private void field(Field field, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedArrowException("schema has fields more than " + MAX_DEPTH + " levels deep");
        }
        decimal(field);
        int children = counted(field.childrenLength());
        for (int i = 0; i < children; i++) {
            field(field.children(i), depth + 1);
        }
    }

    private static void decimal(Field field) {
        if (field.typeType() == Type.Decimal && field.type(new Decimal()) instanceof Decimal type) {
            int bits = type.bitWidth();
            if (bits == Integer.SIZE || bits == Long.SIZE) {
                throw new UnsupportedArrowTypeException("column '" + field.name() + "' is of type decimal" + bits + "("
                        + type.precision() + ", " + type.scale() + "), for which Arrow Java has no vector");
            }
        }
    }
}
