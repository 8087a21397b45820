package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.BufferMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A batch in one message: metadata that point into a body.
final class BodySource extends BatchSource {
    private static final int NODE_BYTES = 16;
    private static final int BUFFER_BYTES = 16;

    private final BufferAllocator allocator;
    private final RecordBatch batch;
    private final @Nullable BodyCompression compression;
    private final @Nullable ArrowBuf body;
    private final long byteSize;
    private final List<ArrowBuf> made = new ArrayList<>(0);

    /// @param batch the metadata
    /// @param message has the body
    /// @param memory where the body may lie, and what is decompressed
    /// @throws MalformedArrowException if there is more claimed than the metadata have room for
    BodySource(RecordBatch batch, IpcMessage message, BufferMemory memory) {
        this.allocator = memory.allocator();
        this.batch = batch;
        this.compression = BodyCompression.of(batch);
        checkRoom("nodes", batch.nodesLength(), NODE_BYTES, message);
        checkRoom("buffers", batch.buffersLength(), BUFFER_BYTES, message);
        checkRoom("variadic counts", batch.variadicBufferCountsLength(), Long.BYTES, message);
        this.byteSize = message.body().byteSize();
        this.body = byteSize == 0 ? null : memory.buffer(message.body());
    }

    private static void checkRoom(String what, int count, int itemBytes, IpcMessage message) {
        if (count < 0 || (long) count * itemBytes > message.metadataByteSize()) {
            throw new MalformedArrowException("batch claims " + count + " " + what + ", its metadata has "
                    + message.metadataByteSize() + " bytes");
        }
    }

    @Override
    long rowCount() {
        return batch.length();
    }

    @Override
    int nodeCount() {
        return batch.nodesLength();
    }

    @Override
    long length(int node) {
        return batch.nodes(node).length();
    }

    @Override
    long nullCount(int node) {
        return batch.nodes(node).nullCount();
    }

    @Override
    int variadicCountCount() {
        return batch.variadicBufferCountsLength();
    }

    @Override
    long variadicCount(int index) {
        return batch.variadicBufferCounts(index);
    }

    @Override
    int bufferCount() {
        return batch.buffersLength();
    }

    @Override
    ArrowBuf buffer(int index) {
        Buffer place = batch.buffers(index);
        long byteOffset = place.offset();
        long length = place.length();
        if (byteOffset < 0 || length < 0 || byteOffset > byteSize - length) {
            throw new MalformedArrowException("buffer " + index + " claims " + length + " bytes from byte " + byteOffset
                    + " of a body of " + byteSize + " bytes");
        }
        if (body == null || length == 0) {
            return allocator.getEmpty();
        }
        ArrowBuf slice = body.slice(byteOffset, length);
        slice.writerIndex(length);
        return compression == null ? slice : plain(compression, slice, index);
    }

    private ArrowBuf plain(BodyCompression how, ArrowBuf slice, int index) {
        ArrowBuf plain = how.decompress(allocator, slice, index);
        if (plain.capacity() > 0) {
            made.add(plain);
        }
        return plain;
    }

    @Override
    public void close() {
        made.forEach(buffer -> buffer.getReferenceManager().release());
        if (body != null) {
            body.getReferenceManager().release();
        }
    }
}
