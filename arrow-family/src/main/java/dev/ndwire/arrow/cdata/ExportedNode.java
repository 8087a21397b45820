package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.memory.ArrowMemory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/// What one structure needs for itself: memory that it points into, and references to buffers.
///
/// Consumers may move a child elsewhere and release it after its parent, so no structure shares memory with another
/// but those of its children.
final class ExportedNode implements Exports.Exported {
    private final ArrowBuf memory;
    private final List<ArrowBuf> buffers;

    private ExportedNode(ArrowBuf memory, List<ArrowBuf> buffers) {
        this.memory = memory;
        this.buffers = buffers;
    }

    /// Makes memory, zeroed, and adds a reference to each buffer.
    ///
    /// @param byteSize at least 1
    static ExportedNode of(long byteSize, List<ArrowBuf> buffers) {
        ArrowBuf memory = ArrowMemory.root().buffer(byteSize);
        memory.setZero(0, byteSize);
        buffers.forEach(buffer -> buffer.getReferenceManager().retain());
        return new ExportedNode(memory, buffers);
    }

    MemorySegment segment() {
        return ArrowMemory.segment(memory);
    }

    @Override
    public void end() {
        buffers.forEach(buffer -> buffer.getReferenceManager().release());
        memory.getReferenceManager().release();
    }
}
