package dev.ndwire.arrow.ipc;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/// A batch whose buffers are there one by one. Their references are those of whoever made them.
final class PartSource extends BatchSource {
    private final BatchFrames.Part part;
    private final List<ArrowBuf> buffers;

    PartSource(BatchParts.Item item) {
        this.part = item.part();
        this.buffers = item.buffers();
    }

    @Override
    long rowCount() {
        return part.rowCount();
    }

    @Override
    int nodeCount() {
        return part.nodes().size() / 2;
    }

    @Override
    long length(int node) {
        return part.nodes().get(2 * node);
    }

    @Override
    long nullCount(int node) {
        return part.nodes().get(2 * node + 1);
    }

    @Override
    int variadicCountCount() {
        return part.variadicCounts().size();
    }

    @Override
    long variadicCount(int index) {
        return part.variadicCounts().get(index);
    }

    @Override
    int bufferCount() {
        return buffers.size();
    }

    @Override
    ArrowBuf buffer(int index) {
        return buffers.get(index);
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
