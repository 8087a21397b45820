package dev.ndwire.core.compress;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The JDK's zlib, at zlib's default level as Python's `zlib.compress` has it.
///
/// A stream does not say how many bytes it holds, so it is decompressed into pieces that double in size. As in Python,
/// bytes after the stream's end are not read.
final class ZlibCodec extends Codec {
    private static final long FIRST_PIECE_BYTES = 64 << 10;
    private static final long LARGEST_PIECE_BYTES = 64 << 20;
    private static final long MAX_BYTE_SIZE = Integer.MAX_VALUE - (1L << 20);

    private final Kept<Deflater> deflaters = new Kept<>(Deflater::new);
    private final Kept<Inflater> inflaters = new Kept<>(Inflater::new);

    ZlibCodec() {
        super("zlib");
    }

    @Override
    public boolean isNative() {
        return true;
    }

    @Override
    public Codec inJava() {
        return this;
    }

    @Override
    public long maxByteSize() {
        return MAX_BYTE_SIZE;
    }

    // As zlib's compressBound.
    @Override
    long bound(int byteSize) {
        return (long) byteSize + (byteSize >> 12) + (byteSize >> 14) + (byteSize >> 25) + 13;
    }

    @Override
    long compress(MemorySegment source, MemorySegment target) {
        ByteBuffer output = buffer(target);
        return deflaters.with(deflater -> {
            deflater.reset();
            deflater.setInput(source.asByteBuffer());
            deflater.finish();
            while (!deflater.finished()) {
                if (deflater.deflate(output) == 0 && !output.hasRemaining()) {
                    throw new IllegalStateException("zlib wrote more than the bound that it gives itself, "
                            + output.capacity() + " bytes for " + source.byteSize());
                }
            }
            return (long) output.position();
        });
    }

    @Override
    public long claimedByteSize(MemorySegment compressed) {
        return -1;
    }

    @Override
    public void decompress(MemorySegment compressed, MemorySegment target) {
        requireCountable(compressed.byteSize());
        requireCountable(target.byteSize());
        long filled = inflaters.with(inflater -> {
            inflater.reset();
            inflater.setInput(compressed.asByteBuffer());
            long position = fill(inflater, target, compressed);
            requireEnd(inflater, compressed, target.byteSize());
            return position;
        });
        if (filled != target.byteSize()) {
            throw new MalformedCompressionException("zlib data of " + compressed.byteSize() + " bytes gave " + filled
                    + ", expected " + target.byteSize());
        }
    }

    @Override
    public Frame decompress(MemorySegment compressed, long maxByteSize, SegmentAllocator memory) {
        requireCountable(compressed.byteSize());
        return inflaters.with(inflater -> {
            inflater.reset();
            inflater.setInput(compressed.asByteBuffer());
            return inflate(inflater, compressed, maxByteSize, memory);
        });
    }

    private static void requireCountable(long byteSize) {
        if (byteSize > Integer.MAX_VALUE) {
            throw new MalformedCompressionException(
                    "zlib data has or gives " + byteSize + " bytes, at most " + Integer.MAX_VALUE + " are supported");
        }
    }

    private static Frame inflate(
            Inflater inflater, MemorySegment compressed, long maxByteSize, SegmentAllocator memory) {
        List<Frame> pieces = new ArrayList<>();
        long pieceBytes = FIRST_PIECE_BYTES;
        long total = 0;
        while (!inflater.finished()) {
            if (total == maxByteSize) {
                requireEnd(inflater, compressed, maxByteSize);
                break;
            }
            MemorySegment piece = memory.allocate(Math.min(pieceBytes, maxByteSize - total), Long.BYTES);
            long filled = fill(inflater, piece, compressed);
            pieces.add(Frame.of(piece).slice(0, filled));
            total += filled;
            pieceBytes = Math.min(LARGEST_PIECE_BYTES, pieceBytes * 2);
        }
        return Frame.join(pieces);
    }

    private static long fill(Inflater inflater, MemorySegment piece, MemorySegment compressed) {
        ByteBuffer output = piece.asByteBuffer();
        while (output.hasRemaining() && !inflater.finished()) {
            step(inflater, output, compressed);
        }
        return output.position();
    }

    private static void requireEnd(Inflater inflater, MemorySegment compressed, long maxByteSize) {
        ByteBuffer more = ByteBuffer.allocate(1);
        while (!inflater.finished()) {
            step(inflater, more, compressed);
            if (!more.hasRemaining()) {
                throw new MalformedCompressionException("zlib data of " + compressed.byteSize()
                        + " bytes gives more, exceeds maxDecompressedByteSize=" + maxByteSize);
            }
        }
    }

    private static void step(Inflater inflater, ByteBuffer output, MemorySegment compressed) {
        try {
            if (inflater.inflate(output) == 0
                    && !inflater.finished()
                    && (inflater.needsInput() || inflater.needsDictionary())) {
                throw new MalformedCompressionException(
                        "zlib data of " + compressed.byteSize() + " bytes is cut short, or needs a dictionary");
            }
        } catch (DataFormatException e) {
            throw new MalformedCompressionException(
                    "zlib data of " + compressed.byteSize() + " bytes is damaged: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer buffer(MemorySegment segment) {
        return segment.asSlice(0, Math.min(segment.byteSize(), Integer.MAX_VALUE))
                .asByteBuffer();
    }
}
