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

    private static void field(Field field, CSchema target) {
        boolean isEncoded = field.getDictionary() != null;
        ArrowType type = isEncoded ? field.getDictionary().getIndexType() : field.getType();
        List<Field> children = isEncoded ? List.of() : field.getChildren();
        byte[] format = text(Formats.of(type));
        byte[] name = text(field.getName());
        byte[] metadata = metadata(field.getMetadata());
        long childrenAt = 0;
        long structuresAt = childrenAt + (long) children.size() * Long.BYTES;
        long textsAt = structuresAt + (children.size() + (isEncoded ? 1L : 0)) * CSchema.BYTES;
        long nameAt = textsAt + format.length;
        long metadataAt = nameAt + name.length;
        ExportedNode node = ExportedNode.of(metadataAt + metadata.length, List.of());
        MemorySegment memory = node.segment();
        put(memory, textsAt, format);
        put(memory, nameAt, name);
        put(memory, metadataAt, metadata);
        for (int i = 0; i < children.size(); i++) {
            memory.set(
                    ValueLayout.JAVA_LONG_UNALIGNED,
                    (long) i * Long.BYTES,
                    memory.address() + structuresAt + i * CSchema.BYTES);
        }
        long base = memory.address();
        target.setTexts(base + textsAt, base + nameAt, metadata.length == 0 ? 0 : base + metadataAt);
        target.setFlags(flags(field));
        target.setChildren(children.size(), base + childrenAt);
        long values = structuresAt + children.size() * CSchema.BYTES;
        target.setDictionary(isEncoded ? base + values : 0);
        target.setRelease(Exports.RELEASE_SCHEMA, Exports.add(node));
        for (int i = 0; i < children.size(); i++) {
            field(children.get(i), new CSchema(memory.asSlice(structuresAt + i * CSchema.BYTES, CSchema.BYTES)));
        }
        if (isEncoded) {
            var plain = new Field("", new FieldType(true, field.getType(), null), field.getChildren());
            field(plain, new CSchema(memory.asSlice(values, CSchema.BYTES)));
        }
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
