package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchParts;
import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.ipc.StorageTypes;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Fills in structures over the buffers of a batch, each of which they hold until they are released.
final class ArrayWriter {
    private final Item item;
    private final Map<Long, Item> dictionaries;
    private int nextNode;
    private int nextBuffer;
    private int nextVariadicCount;

    private ArrayWriter(Item item, Map<Long, Item> dictionaries) {
        this.item = item;
        this.dictionaries = dictionaries;
    }

    /// Writes each batch with the dictionaries that it sees.
    ///
    /// @param targets gives a zeroed structure for each; those before one that fails are the caller's to release
    static void writeAll(BatchParts parts, Supplier<CArray> targets) {
        List<Long> ids = parts.dictionaryIds();
        Map<Long, Item> dictionaries = new HashMap<>();
        for (Item item : parts.items()) {
            Integer dictionary = item.part().dictionary();
            if (dictionary == null) {
                write(item, parts.schema().getFields(), dictionaries, targets.get());
            } else {
                dictionaries.put(ids.get(dictionary), item);
            }
        }
    }

    /// Writes a batch as a struct.
    ///
    /// @param columns its fields, as messages have them
    /// @param dictionaries what encoded fields point into, by their ids
    /// @param target zeroed; not released afterwards
    private static void write(Item item, List<Field> columns, Map<Long, Item> dictionaries, CArray target) {
        try {
            var writer = new ArrayWriter(item, dictionaries);
            var structure = new Structure(item.part().rowCount(), 0, List.of(), List.of(), 1, columns.size(), false);
            MemorySegment memory = structure.write(target);
            writer.children(target, columns, memory);
        } catch (RuntimeException e) {
            Exports.release(target);
            throw e;
        }
    }

    /// What one structure has, and how its own memory is laid out: addresses of buffers, sizes of data, addresses of
    /// children, the children, the dictionary.
    ///
    /// @param buffers what it holds
    /// @param sizes of the data of views
    /// @param bufferCount how many addresses of buffers there are
    private record Structure(
            long length,
            long nullCount,
            List<ArrowBuf> buffers,
            List<Long> sizes,
            int bufferCount,
            int childCount,
            boolean isEncoded) {
        private long childrenAt() {
            return (long) (bufferCount + sizes.size()) * Long.BYTES;
        }

        private long structuresAt() {
            return childrenAt() + (long) childCount * Long.BYTES;
        }

        /// Fills a structure in, but for the addresses of buffers.
        ///
        /// @return its memory
        MemorySegment write(CArray target) {
            long byteSize = structuresAt() + (childCount + (isEncoded ? 1L : 0)) * CArray.BYTES;
            List<ArrowBuf> held = buffers.stream()
                    .filter(buffer -> buffer.readableBytes() > 0)
                    .toList();
            ExportedNode node = ExportedNode.of(Math.max(byteSize, Long.BYTES), held);
            MemorySegment memory = node.segment();
            for (int i = 0; i < sizes.size(); i++) {
                memory.setAtIndex(CStructure.LONG, bufferCount + i, sizes.get(i));
            }
            long structures = memory.address() + structuresAt();
            for (int i = 0; i < childCount; i++) {
                memory.set(CStructure.LONG, childrenAt() + (long) i * Long.BYTES, structures + i * CArray.BYTES);
            }
            target.setCounts(length, nullCount);
            target.setBuffers(bufferCount, memory.address());
            target.setChildren(childCount, memory.address() + childrenAt());
            target.setDictionary(isEncoded ? structures + childCount * CArray.BYTES : 0);
            target.setRelease(Exports.RELEASE_ARRAY, Exports.add(node));
            return memory;
        }
    }

    private void children(CArray target, List<Field> fields, MemorySegment memory) {
        long first = target.children() + target.childCount() * Long.BYTES - memory.address();
        for (int i = 0; i < fields.size(); i++) {
            node(fields.get(i), new CArray(memory.asSlice(first + i * CArray.BYTES, CArray.BYTES)));
        }
    }

    private void node(Field field, CArray target) {
        boolean isEncoded = field.getDictionary() != null;
        ArrowType type = isEncoded ? field.getDictionary().getIndexType() : StorageTypes.of(field.getType());
        List<Field> children = isEncoded ? List.of() : field.getChildren();
        long length = item.part().nodes().get(2 * nextNode);
        long nullCount = item.part().nodes().get(2 * nextNode + 1);
        nextNode++;
        List<ArrowBuf> buffers = takeBuffers(type);
        List<Long> sizes = !StorageTypes.isView(type)
                ? List.of()
                : buffers.stream().skip(2).map(ArrowBuf::readableBytes).toList();
        int addresses = StorageTypes.isView(type) ? buffers.size() + 1 : buffers.size();
        var structure = new Structure(length, nullCount, buffers, sizes, addresses, children.size(), isEncoded);
        MemorySegment memory = structure.write(target);
        for (int i = 0; i < buffers.size(); i++) {
            memory.setAtIndex(CStructure.LONG, i, address(buffers.get(i), i == 0 && StorageTypes.hasValidity(type)));
        }
        if (StorageTypes.isView(type)) {
            long behind = memory.address() + (long) addresses * Long.BYTES;
            memory.setAtIndex(CStructure.LONG, addresses - 1, sizes.isEmpty() ? Exports.ZEROS.address() : behind);
        }
        if (isEncoded) {
            dictionary(field, CArray.of(target.dictionary()));
        }
        children(target, children, memory);
    }

    private List<ArrowBuf> takeBuffers(ArrowType type) {
        int count = TypeLayout.getTypeBufferCount(type);
        if (StorageTypes.isView(type)) {
            count += Math.toIntExact(item.part().variadicCounts().get(nextVariadicCount++));
        }
        nextBuffer += count;
        return item.buffers().subList(nextBuffer - count, nextBuffer);
    }

    private static long address(ArrowBuf buffer, boolean isValidity) {
        if (buffer.readableBytes() > 0) {
            return buffer.memoryAddress() + buffer.readerIndex();
        }
        return isValidity ? 0 : Exports.ZEROS.address();
    }

    private void dictionary(Field field, CArray target) {
        Item values = dictionaries.get(field.getDictionary().getId());
        if (values == null) {
            throw new IllegalStateException("column '" + field.getName() + "' has no dictionary");
        }
        var plain = new Field(
                field.getName(), new FieldType(field.isNullable(), field.getType(), null), field.getChildren());
        new ArrayWriter(values, dictionaries).node(plain, target);
    }
}
