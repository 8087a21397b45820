package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.compress.Lz4Frame;
import dev.ndwire.core.compress.MalformedCompressionException;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// How the buffers of one body are compressed, each by itself.
///
/// ```text
///   byte 0                       8
///        ┌──────────────────────┬─────────────────────────────────────────────
///        │ plain size (i64)     │ compressed bytes, or plain ones if it is -1
///        └──────────────────────┴─────────────────────────────────────────────
/// ```
enum BodyCompression {
    /// lz4's frame format.
    LZ4_FRAME,
    /// zstd frames.
    ZSTD;

    private static final int PREFIX_BYTES = Long.BYTES;
    private static final long PLAIN = -1;

    /// The compression that a batch names.
    ///
    /// @return null for none
    /// @throws MalformedArrowException if it is unknown
    static @Nullable BodyCompression of(RecordBatch batch) {
        if (batch.compression() == null) {
            return null;
        }
        byte method = batch.compression().method();
        byte codec = batch.compression().codec();
        if (method != BodyCompressionMethod.BUFFER) {
            throw new MalformedArrowException("body is compressed by method " + method + ", known is 0");
        }
        return switch (codec) {
            case CompressionType.LZ4_FRAME -> LZ4_FRAME;
            case CompressionType.ZSTD -> ZSTD;
            default ->
                throw new MalformedArrowException("body is compressed by codec " + codec + ", known are 0 and 1");
        };
    }

    /// Decompresses a buffer.
    ///
    /// @param allocator has the plain bytes
    /// @param buffer the compressed ones, not empty
    /// @param index which buffer it is, for the error
    /// @return a buffer with one reference of its own
    /// @throws MalformedArrowException if the bytes are damaged or do not give the size that they claim
    ArrowBuf decompress(BufferAllocator allocator, ArrowBuf buffer, int index) {
        long left = buffer.capacity() - PREFIX_BYTES;
        if (left < 0) {
            throw new MalformedArrowException(
                    "compressed buffer " + index + " has " + buffer.capacity() + " bytes, its size alone takes 8");
        }
        long size = buffer.getLong(0);
        ArrowBuf bytes = buffer.slice(PREFIX_BYTES, left);
        bytes.writerIndex(left);
        if (size == 0 || (size == PLAIN && left == 0)) {
            return allocator.getEmpty();
        }
        if (size == PLAIN) {
            bytes.getReferenceManager().retain();
            return bytes;
        }
        MemorySegment compressed = ArrowMemory.segment(bytes);
        checkClaim(compressed, size, index);
        ArrowBuf plain = allocator.buffer(size);
        try {
            into(compressed, ArrowMemory.segment(plain).asSlice(0, size));
        } catch (MalformedCompressionException e) {
            plain.close();
            throw new MalformedArrowException("buffer " + index + ": " + e.getMessage(), e);
        }
        plain.writerIndex(size);
        return plain;
    }

    /// No codec of these makes more of a byte than this.
    private static final long MAX_RATIO = 1 << 17;

    private void checkClaim(MemorySegment compressed, long size, int index) {
        long most = Math.multiplyHigh(compressed.byteSize(), MAX_RATIO) == 0 ? compressed.byteSize() * MAX_RATIO : 0;
        if (size < 0 || size > Math.min(most, Integer.MAX_VALUE)) {
            throw new MalformedArrowException("buffer " + index + " claims " + size + " bytes of "
                    + compressed.byteSize() + " compressed ones, allowed are " + Math.min(most, Integer.MAX_VALUE));
        }
    }

    private void into(MemorySegment compressed, MemorySegment target) {
        if (this == LZ4_FRAME) {
            Lz4Frame.decompress(compressed, target);
            return;
        }
        Codec zstd = Codec.named("zstd");
        long claimed = zstd.claimedByteSize(compressed);
        if (claimed != target.byteSize()) {
            throw new MalformedCompressionException(
                    "zstd frame holds " + claimed + " bytes, the buffer claims " + target.byteSize());
        }
        zstd.decompress(compressed, target);
    }
}
