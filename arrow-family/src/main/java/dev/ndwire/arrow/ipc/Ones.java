package dev.ndwire.arrow.ipc;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.jspecify.annotations.Nullable;

/// A bitmap of ones for all vectors of a table that have none, as messages leave it out where nothing is null.
///
/// Holds a reference of its own until it is closed; vectors add theirs.
final class Ones implements AutoCloseable {
    private final BufferAllocator allocator;
    private @Nullable ArrowBuf longest;

    /// @param allocator has the bitmap
    Ones(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /// The bitmap, or the start of it.
    ///
    /// @param count how many elements; at least 1
    /// @return a slice without a reference of its own
    ArrowBuf of(int count) {
        long bytes = BitVectorHelper.getValidityBufferSizeFromCount(count);
        ArrowBuf found = longest;
        if (found == null || found.capacity() < bytes) {
            found = allocator.buffer(bytes);
            found.setOne(0, found.capacity());
            close();
            longest = found;
        }
        ArrowBuf slice = found.slice(0, bytes);
        slice.writerIndex(bytes);
        return slice;
    }

    @Override
    public void close() {
        if (longest != null) {
            longest.getReferenceManager().release();
            longest = null;
        }
    }
}
