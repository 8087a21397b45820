package dev.ndwire.core.compress;

import io.airlift.compress.v3.lz4.Lz4FrameDecompressor;
import java.lang.foreign.MemorySegment;

/// lz4's frame format, which Arrow's files have; only read. Dask's `lz4` is another one: see [Codec].
///
/// May be used by any thread at any time.
public final class Lz4Frame {
    private static final Kept<Lz4FrameDecompressor> DECOMPRESSORS = new Kept<>(Lz4FrameDecompressor::create);

    private Lz4Frame() {}

    /// Decompresses a frame to the last byte of a segment.
    ///
    /// @param compressed one frame, in native memory or in an array of bytes
    /// @param target where to; every byte of it is written if this returns
    /// @throws MalformedCompressionException if the compressed bytes are damaged or give another size
    /// @throws IllegalStateException if an arena behind a segment is closed
    public static void decompress(MemorySegment compressed, MemorySegment target) {
        long most = Math.max(compressed.byteSize(), target.byteSize());
        if (most > Integer.MAX_VALUE) {
            throw new MalformedCompressionException(
                    "lz4 frame has or claims " + most + " bytes, at most " + Integer.MAX_VALUE + " are supported");
        }
        long written;
        try {
            written = LinkedLz4Frame.isLinked(compressed)
                    ? LinkedLz4Frame.decompress(compressed, target)
                    : DECOMPRESSORS.with(decompressor -> decompressor.decompress(compressed, target));
        } catch (IllegalStateException closed) {
            throw closed;
        } catch (RuntimeException e) {
            throw new MalformedCompressionException(damaged(compressed, target), e);
        }
        if (written != target.byteSize()) {
            throw new MalformedCompressionException(damaged(compressed, target));
        }
    }

    private static String damaged(MemorySegment compressed, MemorySegment target) {
        return "lz4 frame of " + compressed.byteSize() + " bytes is damaged: it does not give " + target.byteSize();
    }
}
