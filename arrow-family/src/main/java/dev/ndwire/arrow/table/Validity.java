package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.PartBuilder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;

/// Which elements are there.
final class Validity implements AutoCloseable {
    private final BitVector bits;
    private int nullCount;

    Validity(BufferAllocator allocator) {
        this.bits = new BitVector("validity", allocator);
    }

    void set(int row, boolean isThere) {
        bits.setSafe(row, isThere ? 1 : 0);
        nullCount += isThere ? 0 : 1;
    }

    /// Adds node and bitmap, which is left out where nothing is null.
    void finish(PartBuilder part, int length) {
        part.node(length, nullCount);
        part.add(nullCount == 0 ? bits.getAllocator().getEmpty() : ColumnWriter.elements(bits, length));
    }

    @Override
    public void close() {
        bits.close();
    }
}
