package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchParts.Item;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Fills in structures over the buffers of a batch, each of which they hold until they are released.
final class ArrayWriter {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final Item item;
    private final Map<Long, Item> dictionaries;
    private int nextNode;
    private int nextBuffer;
    private int nextVariadicCount;

    private ArrayWriter(Item item, Map<Long, Item> dictionaries) {
        this.item = item;
        this.dictionaries = dictionaries;
    }

    /// Writes a batch as a struct.
    ///
    /// @param columns its fields, as messages have them
    /// @param dictionaries what encoded fields point into, by their ids
    /// @param target zeroed; not released afterwards
    static void write(Item item, List<Field> columns, Map<Long, Item> dictionaries, CArray target) {
        try {
            var writer = new ArrayWriter(item, dictionaries);
            MemorySegment memory =
                    writer.structure(target, item.part().rowCount(), 0, List.of(), List.of(), 1, columns.size(), false);
            writer.children(target, columns, memory);
        } catch (RuntimeException e) {
            Exports.release(target);
            throw e;
        }
    }

    private MemorySegment structure(
            CArray target,
            long length,
            long nullCount,
            List<ArrowBuf> buffers,
            List<Long> sizes,
            int bufferCount,
            int childCount,
            boolean isEncoded) {
        long childrenAt = (long) (bufferCount + sizes.size()) * Long.BYTES;
        long structuresAt = childrenAt + (long) childCount * Long.BYTES;
        long byteSize = structuresAt + (childCount + (isEncoded ? 1L : 0)) * CArray.BYTES;
        List<ArrowBuf> held =
                buffers.stream().filter(buffer -> buffer.readableBytes() > 0).toList();
        ExportedNode node = ExportedNode.of(Math.max(byteSize, Long.BYTES), held);
        MemorySegment memory = node.segment();
        for (int i = 0; i < sizes.size(); i++) {
            memory.setAtIndex(LONG, bufferCount + i, sizes.get(i));
        }
        for (int i = 0; i < childCount; i++) {
            memory.set(LONG, childrenAt + (long) i * Long.BYTES, memory.address() + structuresAt + i * CArray.BYTES);
        }
        target.setCounts(length, nullCount);
        target.setBuffers(bufferCount, memory.address());
        target.setChildren(childCount, memory.address() + childrenAt);
        target.setDictionary(isEncoded ? memory.address() + structuresAt + childCount * CArray.BYTES : 0);
        target.setRelease(Exports.RELEASE_ARRAY, Exports.add(node));
        return memory;
    }

    private void children(CArray target, List<Field> fields, MemorySegment memory) {
        long first = target.children() + target.childCount() * Long.BYTES - memory.address();
        for (int i = 0; i < fields.size(); i++) {
            node(fields.get(i), new CArray(memory.asSlice(first + i * CArray.BYTES, CArray.BYTES)));
        }
    }

    private void node(Field field, CArray target) {
        boolean isEncoded = field.getDictionary() != null;
        ArrowType type = isEncoded ? field.getDictionary().getIndexType() : storage(field.getType());
        List<Field> children = isEncoded ? List.of() : field.getChildren();
        long length = item.part().nodes().get(2 * nextNode);
        long nullCount = item.part().nodes().get(2 * nextNode + 1);
        nextNode++;
        boolean isView = type instanceof ArrowType.Utf8View || type instanceof ArrowType.BinaryView;
        int count = TypeLayout.getTypeBufferCount(type);
        if (isView) {
            count += (int) (long) item.part().variadicCounts().get(nextVariadicCount++);
        }
        List<ArrowBuf> buffers = item.buffers().subList(nextBuffer, nextBuffer + count);
        nextBuffer += count;
        List<Long> sizes = isView
                ? buffers.subList(2, count).stream()
                        .map(ArrowBuf::readableBytes)
                        .toList()
                : List.of();
        MemorySegment memory = structure(
                target, length, nullCount, buffers, sizes, isView ? count + 1 : count, children.size(), isEncoded);
        for (int i = 0; i < count; i++) {
            memory.setAtIndex(LONG, i, address(buffers.get(i), i == 0 && hasValidity(type)));
        }
        if (isView) {
            memory.setAtIndex(
                    LONG,
                    count,
                    sizes.isEmpty() ? Exports.ZEROS.address() : memory.address() + (count + 1L) * Long.BYTES);
        }
        if (isEncoded) {
            dictionary(field, CArray.of(target.dictionary()));
        }
        children(target, children, memory);
    }

    private static long address(ArrowBuf buffer, boolean isValidity) {
        if (buffer.readableBytes() > 0) {
            return buffer.memoryAddress() + buffer.readerIndex();
        }
        return isValidity ? 0 : Exports.ZEROS.address();
    }

    private static boolean hasValidity(ArrowType type) {
        return switch (type.getTypeID()) {
            case Null, Union, RunEndEncoded, NONE -> false;
            default -> true;
        };
    }

    private static ArrowType storage(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? storage(extension.storageType()) : type;
    }

    private void dictionary(Field field, CArray target) {
        Item values = dictionaries.get(field.getDictionary().getId());
        if (values == null) {
            throw new IllegalStateException("column '" + field.getName() + "' has no dictionary");
        }
        var plain = new Field(
                field.getName(),
                new org.apache.arrow.vector.types.pojo.FieldType(field.isNullable(), field.getType(), null),
                field.getChildren());
        new ArrayWriter(values, dictionaries).node(plain, target);
    }
}
