package dev.ndwire.arrow.ipc;

import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.jspecify.annotations.Nullable;

/// Walks a schema before Arrow does: fields, texts and metadata may share bytes of a flatbuffer, so that a few bytes
/// can claim endlessly many of them. Writers share none.
final class SchemaCheck {
    /// The most levels of fields inside one another.
    static final int MAX_DEPTH = 64;

    private static final int REFERENCE_BYTES = 4;

    private final long room;
    private long taken;

    private SchemaCheck(long room) {
        this.room = room;
    }

    /// Checks a schema.
    ///
    /// @param schema what a message holds
    /// @param metadataByteSize the size of the message's metadata, which has room for all that the schema claims
    /// @throws UnsupportedArrowTypeException if a field is of a type that Arrow Java does not know
    /// @throws MalformedArrowException if there are more fields, levels, texts or metadata than that allows, or numbers
    ///     are big-endian
    static void check(Schema schema, int metadataByteSize) {
        if (schema.endianness() != Endianness.Little) {
            throw new MalformedArrowException("schema has big-endian numbers, allowed are little-endian ones");
        }
        var check = new SchemaCheck(metadataByteSize);
        try {
            check.schema(schema);
        } catch (IllegalArgumentException e) {
            throw new MalformedArrowException("metadata points outside of itself", e);
        }
    }

    private void schema(Schema schema) {
        int fields = references(schema.fieldsLength());
        for (int i = 0; i < fields; i++) {
            field(schema.fields(i), 1);
        }
        int pairs = references(schema.customMetadataLength());
        for (int i = 0; i < pairs; i++) {
            pair(schema.customMetadata(i));
        }
    }

    private int references(int count) {
        take((long) count * REFERENCE_BYTES);
        return count;
    }

    private void text(@Nullable ByteBuffer text) {
        take(text == null ? 0 : text.remaining());
    }

    private void take(long bytes) {
        taken += bytes;
        if (bytes < 0 || taken > room) {
            throw new MalformedArrowException("schema claims fields and texts of " + Long.toUnsignedString(taken)
                    + " bytes or more, its message has " + room);
        }
    }

    private void pair(KeyValue pair) {
        text(pair.keyAsByteBuffer());
        text(pair.valueAsByteBuffer());
    }

    private void field(Field field, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedArrowException("schema has fields more than " + MAX_DEPTH + " levels deep");
        }
        text(field.nameAsByteBuffer());
        int pairs = references(field.customMetadataLength());
        for (int i = 0; i < pairs; i++) {
            pair(field.customMetadata(i));
        }
        type(field);
        int children = references(field.childrenLength());
        for (int i = 0; i < children; i++) {
            field(field.children(i), depth + 1);
        }
    }

    private void type(Field field) {
        switch (field.typeType()) {
            case Type.Decimal -> decimal(field);
            case Type.Union -> {
                if (field.type(new Union()) instanceof Union type) {
                    references(type.typeIdsLength());
                }
            }
            case Type.Timestamp -> {
                if (field.type(new Timestamp()) instanceof Timestamp type) {
                    text(type.timezoneAsByteBuffer());
                }
            }
            case Type.FixedSizeBinary -> {
                if (field.type(new FixedSizeBinary()) instanceof FixedSizeBinary type) {
                    width(field, "bytes", type.byteWidth());
                }
            }
            case Type.FixedSizeList -> {
                if (field.type(new FixedSizeList()) instanceof FixedSizeList type) {
                    width(field, "elements", type.listSize());
                }
            }
            default -> {}
        }
    }

    private static void width(Field field, String what, int width) {
        if (width < 0) {
            throw new MalformedArrowException(
                    "field '" + field.name() + "' has " + width + " " + what + " an element, expected 0 or more");
        }
    }

    private static void decimal(Field field) {
        if (field.type(new Decimal()) instanceof Decimal type) {
            int bits = type.bitWidth();
            if (bits == Integer.SIZE || bits == Long.SIZE) {
                throw new UnsupportedArrowTypeException("column '" + field.name() + "' is of type decimal" + bits + "("
                        + type.precision() + ", " + type.scale() + "), for which Arrow Java has no vector");
            }
        }
    }
}
