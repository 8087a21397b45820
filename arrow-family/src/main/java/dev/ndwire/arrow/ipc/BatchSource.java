package dev.ndwire.arrow.ipc;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.jspecify.annotations.Nullable;

/// What one batch claims of its vectors, and the buffers that it has for them. Holds references of its own until it is
/// closed; vectors add theirs.
abstract class BatchSource implements AutoCloseable {
    private final BufferAllocator allocator;
    private @Nullable ArrowBuf ones;

    /// @param allocator counts the buffers
    BatchSource(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    final BufferAllocator allocator() {
        return allocator;
    }

    abstract long rowCount();

    abstract int nodeCount();

    /// How many elements the vector of a node has.
    abstract long length(int node);

    /// How many of them are null.
    abstract long nullCount(int node);

    abstract int variadicCountCount();

    abstract long variadicCount(int index);

    abstract int bufferCount();

    /// One buffer, whose references are those of this source: a vector that keeps it adds one.
    ///
    /// @throws MalformedArrowException if the batch does not have its bytes
    abstract ArrowBuf buffer(int index);

    /// A bitmap of ones.
    ///
    /// @param count how many are needed; at least 1
    final ArrowBuf ones(int count) {
        long bytes = BitVectorHelper.getValidityBufferSizeFromCount(count);
        if (ones == null || ones.capacity() < bytes) {
            ArrowBuf longer = allocator.buffer(bytes);
            longer.setOne(0, longer.capacity());
            longer.writerIndex(longer.capacity());
            closeOnes();
            ones = longer;
        }
        ArrowBuf slice = ones.slice(0, bytes);
        slice.writerIndex(bytes);
        return slice;
    }

    private void closeOnes() {
        if (ones != null) {
            ones.getReferenceManager().release();
            ones = null;
        }
    }

    @Override
    public void close() {
        closeOnes();
    }
}
