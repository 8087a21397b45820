package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchFrames.Part;
import dev.ndwire.arrow.ipc.BatchParts.Item;
import dev.ndwire.arrow.memory.BufferMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/// Collects what one batch, or the values of one dictionary, consist of, in the order of Arrow's format.
final class PartBuilder {
    private final BufferMemory memory;
    private final ImportedArray owner;
    private final List<ArrowBuf> made;
    private final List<Long> nodes = new ArrayList<>();
    private final List<Long> variadicCounts = new ArrayList<>();
    private final List<ArrowBuf> buffers = new ArrayList<>();

    /// @param owner what buffers lie in; each that is made holds it
    /// @param made takes all buffers that are made, which the caller releases
    PartBuilder(BufferMemory memory, ImportedArray owner, List<ArrowBuf> made) {
        this.memory = memory;
        this.owner = owner;
        this.made = made;
    }

    /// The same for another part of the same array.
    PartBuilder another() {
        return new PartBuilder(memory, owner, made);
    }

    void node(long length, long nullCount) {
        nodes.add(length);
        nodes.add(nullCount);
    }

    void variadic(long count) {
        variadicCounts.add(count);
    }

    void add(ArrowBuf buffer) {
        buffers.add(buffer);
    }

    void addEmpty() {
        buffers.add(memory.allocator().getEmpty());
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

    /// @param dictionary as in [Part]
    Item item(@Nullable Integer dictionary, long rows) {
        List<Long> sizes = buffers.stream().map(ArrowBuf::readableBytes).toList();
        return new Item(new Part(dictionary, rows, nodes, variadicCounts, sizes), buffers);
    }
}
