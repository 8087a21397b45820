package dev.ndwire.arrow.cdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Fills in an `ArrowSchema`.
final class SchemaWriter {
    private SchemaWriter() {}

    /// Writes a schema as a struct.
    ///
    /// @param schema as messages have it, where what is encoded has the type of its values
    /// @param target zeroed; not released afterwards
    static void write(Schema schema, CSchema target) {
        var type = new FieldType(false, ArrowType.Struct.INSTANCE, null, schema.getCustomMetadata());
        try {
            field(new Field("", type, schema.getFields()), target);
        } catch (RuntimeException e) {
            Exports.release(target);
            throw e;
        }
    }

    /// Fills a structure in. Its own memory has the addresses of its children, the structures inside of it, and texts.
    private static void field(Field field, CSchema target) {
        boolean isEncoded = field.getDictionary() != null;
        ArrowType type = isEncoded ? field.getDictionary().getIndexType() : field.getType();
        // What is encoded has no children: its values are where they would be.
        List<Field> inside = isEncoded ? List.of(values(field)) : field.getChildren();
        int childCount = isEncoded ? 0 : inside.size();
        byte[] format = text(Formats.of(type));
        byte[] name = text(field.getName());
        byte[] metadata = metadata(field.getMetadata());
        long structuresAt = (long) childCount * Long.BYTES;
        long formatAt = structuresAt + inside.size() * CSchema.BYTES;
        long nameAt = formatAt + format.length;
        long metadataAt = nameAt + name.length;
        ExportedNode node = ExportedNode.of(metadataAt + metadata.length, List.of());
        MemorySegment memory = node.segment();
        put(memory, formatAt, format);
        put(memory, nameAt, name);
        put(memory, metadataAt, metadata);
        long base = memory.address();
        for (int i = 0; i < childCount; i++) {
            memory.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, base + structuresAt + i * CSchema.BYTES);
        }
        target.setTexts(base + formatAt, base + nameAt, metadata.length == 0 ? 0 : base + metadataAt);
        target.setFlags(flags(field));
        target.setChildren(childCount, base);
        target.setDictionary(isEncoded ? base + structuresAt : 0);
        target.setRelease(Exports.RELEASE_SCHEMA, Exports.add(node));
        for (int i = 0; i < inside.size(); i++) {
            field(inside.get(i), new CSchema(memory.asSlice(structuresAt + i * CSchema.BYTES, CSchema.BYTES)));
        }
    }

    private static Field values(Field field) {
        return new Field("", new FieldType(true, field.getType(), null), field.getChildren());
    }

    private static void put(MemorySegment memory, long at, byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, bytes.length);
    }

    private static byte[] text(String text) {
        return (text == null ? "\0" : text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static long flags(Field field) {
        boolean isOrdered =
                field.getDictionary() != null && field.getDictionary().isOrdered();
        boolean isSorted = field.getType() instanceof ArrowType.Map map && map.getKeysSorted();
        return (isOrdered ? CSchema.ORDERED : 0)
                | (field.isNullable() ? CSchema.NULLABLE : 0)
                | (isSorted ? CSchema.KEYS_SORTED : 0);
    }

    private static byte[] metadata(Map<String, String> metadata) {
        if (metadata == null || metadata.isEmpty()) {
            return new byte[0];
        }
        var texts = new ArrayList<byte[]>();
        metadata.forEach((key, value) -> {
            texts.add(key.getBytes(StandardCharsets.UTF_8));
            texts.add(value.getBytes(StandardCharsets.UTF_8));
        });
        int size = texts.stream().mapToInt(text -> Integer.BYTES + text.length).reduce(Integer.BYTES, Math::addExact);
        var all = java.nio.ByteBuffer.allocate(size).order(java.nio.ByteOrder.nativeOrder());
        all.putInt(metadata.size());
        texts.forEach(text -> all.putInt(text.length).put(text));
        return all.array();
    }
}
