package dev.ndwire.core.message;

import dev.ndwire.core.compress.Codec;
import dev.ndwire.core.compress.MalformedCompressionException;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.wire.FrameSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the frames of one object, some of which are compressed, and decompresses them into the object's memory.
///
/// Compressed bytes are read into memory that goes back when the object is done. How large an object becomes is added
/// up from what the frames claim and checked before memory is taken; a claim that does not come true is refused where
/// it is found out.
final class CompressedFrames implements AutoCloseable {
    private final FrameSource source;
    private final List<@Nullable Codec> codecs;
    private final SegmentAllocator memory;
    private final long maxByteSize;
    private final Lease scratch;
    private final int first;
    private long left;

    private CompressedFrames(
            FrameSource source, List<@Nullable Codec> codecs, SegmentAllocator memory, long maxByteSize) {
        this.source = source;
        this.codecs = codecs;
        this.memory = memory;
        this.maxByteSize = maxByteSize;
        this.scratch = Lease.beside(memory);
        this.first = source.position();
        this.left = maxByteSize;
    }

    /// Bytes that were taken; compressed if they have a codec.
    private record Piece(int index, Frame frame, @Nullable Codec codec, long byteSize) {}

    /// Looks at a header for compressed frames.
    ///
    /// @return null if there are none
    /// @throws MalformedHeaderException if the header does not name one known compression for each frame
    static @Nullable CompressedFrames of(
            FrameSource source, Header header, int count, SegmentAllocator memory, long maxByteSize) {
        if (header.get(FrameShards.COMPRESSION) == null) {
            return null;
        }
        List<? extends @Nullable Object> names = header.list(FrameShards.COMPRESSION);
        if (names.size() != count) {
            throw new MalformedHeaderException(
                    "header has " + names.size() + " 'compression' for " + count + " frames, expected as many");
        }
        List<@Nullable Codec> codecs = new ArrayList<>(count);
        boolean any = false;
        for (int i = 0; i < count; i++) {
            Codec codec = codec(names.get(i), i);
            any |= codec != null;
            codecs.add(codec);
        }
        return any ? new CompressedFrames(source, codecs, memory, maxByteSize) : null;
    }

    private static @Nullable Codec codec(@Nullable Object name, int index) {
        // Python takes false for none as well.
        if (name == null || Boolean.FALSE.equals(name)) {
            return null;
        }
        Codec codec = name instanceof String text ? Codec.find(text) : null;
        if (codec == null) {
            throw new MalformedHeaderException("frame " + index + " of an object is compressed by '"
                    + Header.excerpt(name) + "', only " + Codec.names() + " are known");
        }
        return codec;
    }

    private int lastCompressed(int count) {
        int next = source.position() - first;
        for (int i = count - 1; i >= 0; i--) {
            if (codecs.get(next + i) != null) {
                return i;
            }
        }
        return -1;
    }

    /// Takes the next frames as the shards of one, into one segment.
    Frame take(int count) throws IOException {
        int last = lastCompressed(count);
        List<Piece> pieces = new ArrayList<>(last + 1);
        long total = 0;
        // The segment's size is known when the last compressed shard is here.
        for (int i = 0; i <= last; i++) {
            Piece piece = takePiece();
            pieces.add(piece);
            total += piece.byteSize;
        }
        for (int i = last + 1; i < count; i++) {
            total += claim(source.byteSize(source.position() + i - last - 1), null);
        }
        if (total == 0) {
            return Frame.join(List.of());
        }
        ObjectFrames.Block block = new ObjectFrames.Block(memory, total);
        for (Piece piece : pieces) {
            place(piece, block.allocate(piece.byteSize, 1));
        }
        for (int i = last + 1; i < count; i++) {
            long byteSize = source.byteSize(source.position());
            MemorySegment target = block.allocate(byteSize, 1);
            Frame taken = source.take((size, alignment) -> target);
            if (!taken.segments().equals(List.of(target))) {
                taken.copyTo(target);
            }
        }
        return Frame.of(block.whole());
    }

    private Piece takePiece() throws IOException {
        int index = source.position() - first;
        Codec codec = codecs.get(index);
        Frame frame = codec == null ? source.take(scratch) : source.takeOwn(scratch);
        if (codec == null) {
            return new Piece(index, frame, null, claim(frame.byteSize(), null));
        }
        try {
            MemorySegment compressed = frame.toSegment(scratch);
            long claimed = codec.claimedByteSize(compressed);
            if (claimed >= 0) {
                return new Piece(index, frame, codec, claim(claimed, codec));
            }
            Frame plain = codec.decompress(compressed, left, scratch);
            return new Piece(index, plain, null, claim(plain.byteSize(), null));
        } catch (MalformedCompressionException e) {
            throw at(index, e);
        }
    }

    private static MalformedCompressionException at(int index, MalformedCompressionException e) {
        return new MalformedCompressionException("frame " + index + " of an object: " + e.getMessage(), e);
    }

    private long claim(long byteSize, @Nullable Codec codec) {
        if (byteSize > left) {
            throw new MalformedCompressionException((codec == null ? "a frame" : codec.name() + " data") + " claims "
                    + byteSize + " bytes, maxDecompressedByteSize=" + maxByteSize + " leaves " + left);
        }
        left -= byteSize;
        return byteSize;
    }

    private void place(Piece piece, MemorySegment target) {
        if (piece.codec == null) {
            piece.frame.copyTo(target);
            return;
        }
        try {
            piece.codec.decompress(piece.frame.toSegment(scratch), target);
        } catch (MalformedCompressionException e) {
            throw at(piece.index, e);
        }
    }

    /// Gives back the compressed bytes.
    @Override
    public void close() {
        scratch.close();
    }
}
