package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.ipc.PartBuilder;
import dev.ndwire.arrow.memory.BufferMemory;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/// A part over a producer's memory.
final class ImportedPart {
    private final BufferMemory memory;
    private final ImportedArray owner;
    private final List<ArrowBuf> made;
    private final PartBuilder part = new PartBuilder();

    /// @param owner what buffers lie in; each that is made holds it
    /// @param made takes all buffers that are made, which the caller releases
    ImportedPart(BufferMemory memory, ImportedArray owner, List<ArrowBuf> made) {
        this.memory = memory;
        this.owner = owner;
        this.made = made;
    }

    /// The same for another part of the same array.
    ImportedPart another() {
        return new ImportedPart(memory, owner, made);
    }

    void node(long length, long nullCount) {
        part.node(length, nullCount);
    }

    void variadic(long count) {
        part.variadic(count);
    }

    void add(ArrowBuf buffer) {
        part.add(buffer);
    }

    void addEmpty() {
        part.add(memory.allocator().getEmpty());
    }

    /// Views the producer's memory.
    ///
    /// @param byteSize may be 0
    ArrowBuf view(long address, long byteSize) {
        if (byteSize == 0) {
            return memory.allocator().getEmpty();
        }
        ArrowBuf view = memory.borrow(Native.memory(address, byteSize), owner.hold());
        made.add(view);
        return view;
    }

    /// Makes memory of our own.
    ///
    /// @param byteSize may be 0
    ArrowBuf allocate(long byteSize) {
        if (byteSize == 0) {
            return memory.allocator().getEmpty();
        }
        ArrowBuf buffer = memory.allocator().buffer(byteSize);
        made.add(buffer);
        return buffer.writerIndex(byteSize);
    }

    /// Ends the part.
    Item item(@Nullable Integer dictionary, long rows) {
        return part.item(dictionary, rows);
    }
}
