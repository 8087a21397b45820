package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchFrames.Part;
import dev.ndwire.arrow.ipc.BatchParts;
import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.memory.Lease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;

/// Makes one table of arrays. Whatever was taken from a producer is released when the table is closed, or here if it
/// never comes to be.
final class TableImport implements AutoCloseable {
    private final BufferMemory memory = BufferMemory.in(Lease.none());
    private final ImportedSchema schema;
    private final List<Item> items = new ArrayList<>();
    private final List<ArrowBuf> made = new ArrayList<>();
    // Arrays stay until the table is made: while they do, equal addresses are equal buffers.
    private final List<Lease.Hold> holds = new ArrayList<>();
    private final Map<Integer, List<Long>> seen = new HashMap<>();

    /// @param schema what the arrays are
    TableImport(ImportedSchema schema) {
        this.schema = schema;
    }

    /// Takes an array, which is moved.
    void take(CArray array) {
        ImportedArray owner = ImportedArray.move(array);
        holds.add(owner.hold());
        for (Item item : ArrayReader.read(schema.claimed().getFields(), schema.isTable(), owner, memory, made)) {
            Integer dictionary = item.part().dictionary();
            if (dictionary == null || !identity(item).equals(seen.put(dictionary, identity(item)))) {
                items.add(item);
            }
        }
    }

    /// What two dictionaries share that are the same: lengths, and addresses of buffers.
    private static List<Long> identity(Item item) {
        Part part = item.part();
        var identity = new ArrayList<>(part.nodes());
        identity.addAll(part.bufferSizes());
        item.buffers().forEach(buffer -> identity.add(buffer.memoryAddress()));
        return identity;
    }

    /// Ends the table, which the caller closes.
    Table table() {
        return Table.of(new BatchParts(schema.usable(), items).assemble(memory), memory);
    }

    @Override
    public void close() {
        made.forEach(buffer -> buffer.getReferenceManager().release());
        made.clear();
        holds.forEach(Lease.Hold::close);
        holds.clear();
    }
}
