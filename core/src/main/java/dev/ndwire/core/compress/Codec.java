package dev.ndwire.core.compress;

import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way to compress one frame, known to both sides by its name.
///
/// | name | what a frame becomes |
/// |---|---|
/// | `lz4` | the size as 32 bits, little-endian, then one lz4 block |
/// | `snappy` | snappy's raw format |
/// | `zlib` | one zlib stream |
/// | `zstd` | one zstd frame, its content size in its header; what follows the first frame is not read |
///
/// Codecs are immutable and may be used by any thread at any time; what they need for their work is kept for the next
/// call. No array of a frame's size is made on the Java heap.
public abstract sealed class Codec permits BlockCodec, ZlibCodec {
    /// The name that stands for whichever codec is the best for most: lz4, as in Dask.
    public static final String AUTO = "auto";

    private final String name;

    Codec(String name) {
        this.name = name;
    }

    private static final class Known {
        static final List<Codec> ALL =
                List.of(BlockCodec.lz4(), BlockCodec.snappy(), new ZlibCodec(), BlockCodec.zstd());
    }

    /// Finds a codec by its name.
    ///
    /// @param name one of [#names], or `auto`
    /// @return the codec, native where the library's native code can be loaded
    /// @throws IllegalArgumentException if there is none of that name
    public static Codec named(String name) {
        Codec codec = find(name.equals(AUTO) ? "lz4" : name);
        if (codec == null) {
            throw new IllegalArgumentException(
                    "compression '" + name + "' is not known, only " + AUTO + ", " + String.join(", ", names()));
        }
        return codec;
    }

    /// Finds a codec by the name that a peer gave.
    ///
    /// @param name any text
    /// @return the codec, or null if there is none of that name; `auto` is no codec's name
    public static @Nullable Codec find(String name) {
        for (Codec codec : Known.ALL) {
            if (codec.name.equals(name)) {
                return codec;
            }
        }
        return null;
    }

    /// The names of all codecs.
    ///
    /// @return `lz4`, `snappy`, `zlib`, `zstd`
    public static List<String> names() {
        return Known.ALL.stream().map(Codec::name).toList();
    }

    /// The name by which headers mention this codec.
    ///
    /// @return such as `lz4`
    public final String name() {
        return name;
    }

    /// Whether the work is done by native code: by the library's, which may not load here, or by the JDK's zlib.
    ///
    /// @return false if Java code does it
    public abstract boolean isNative();

    /// The same codec, its work done by Java code: for comparison, and what is used where native code does not load.
    ///
    /// @return a codec of the same format; `zlib` has one form only and gives itself
    public abstract Codec inJava();

    /// The largest frame that can be compressed.
    ///
    /// @return a size in bytes, near 2 GiB
    public abstract long maxByteSize();

    /// How large the compressed form of any frame of a size may be.
    ///
    /// @param byteSize the frame's size, at most [#maxByteSize]
    /// @return a size in bytes
    /// @throws IllegalArgumentException if `byteSize` is negative or above that
    public final long maxCompressedByteSize(long byteSize) {
        if (byteSize < 0 || byteSize > maxByteSize()) {
            throw new IllegalArgumentException(
                    name + " cannot compress " + byteSize + " bytes, at most " + maxByteSize() + " are allowed");
        }
        return bound((int) byteSize);
    }

    /// Compresses a frame.
    ///
    /// @param source the bytes; they must stay open and unchanged until this returns
    /// @param target where to; of [#maxCompressedByteSize] bytes at least
    /// @param scratch gives memory for the frame's bytes where the codec cannot read them as they lie: a rope, a heap
    ///     array of other elements than bytes, and native memory if Java code does the work, which must not meet
    ///     memory that someone closes
    /// @return how many bytes of `target` were written
    /// @throws IllegalArgumentException if the frame is too large, or `target` too small
    /// @throws IllegalStateException if the arena behind `source` is closed
    public final long compress(Frame source, MemorySegment target, SegmentAllocator scratch) {
        long bound = maxCompressedByteSize(source.byteSize());
        if (target.byteSize() < bound) {
            throw new IllegalArgumentException(name + " may need " + bound + " bytes for a frame of "
                    + source.byteSize() + ", the target has " + target.byteSize());
        }
        return compress(readable(source, scratch), target);
    }

    private MemorySegment readable(Frame source, SegmentAllocator scratch) {
        if (source.byteSize() == 0) {
            return MemorySegment.ofArray(new byte[0]);
        }
        if (!source.isContiguous()) {
            return source.toSegment(scratch);
        }
        MemorySegment whole = source.segments().get(0);
        // Throws what is due if the memory is closed or another thread's; native code would not say it so well.
        whole.get(ValueLayout.JAVA_BYTE, 0);
        boolean asItLies = whole.isNative()
                ? isNative()
                : !whole.isReadOnly() && whole.heapBase().orElse(null) instanceof byte[];
        return asItLies ? whole : scratch.allocate(whole.byteSize(), Long.BYTES).copyFrom(whole);
    }

    /// The size that compressed bytes claim to decompress to, if their format says it. It is a claim that was checked
    /// for being possible, and for nothing else.
    ///
    /// @param compressed the compressed form of one frame
    /// @return the size in bytes, or -1 where only decompressing tells: `zlib`
    /// @throws MalformedCompressionException if there is no such claim, or it is more than the bytes can hold
    public abstract long claimedByteSize(MemorySegment compressed);

    /// Decompresses a frame whose size is known, [#claimedByteSize] bytes, to the last byte of a segment.
    ///
    /// @param compressed the compressed form
    /// @param target where to; every byte of it is written if this returns
    /// @throws MalformedCompressionException if the compressed bytes are damaged or give another size
    /// @throws IllegalStateException if an arena behind a segment is closed
    public abstract void decompress(MemorySegment compressed, MemorySegment target);

    /// Decompresses a frame.
    ///
    /// @param compressed the compressed form
    /// @param maxByteSize the most bytes to accept
    /// @param memory gives the memory of the result
    /// @return the frame: in one segment, or for `zlib`, whose size nothing tells before, in several
    /// @throws MalformedCompressionException if the compressed bytes are damaged, or hold more than was allowed
    /// @throws IllegalStateException if the arena behind `compressed` is closed
    public Frame decompress(MemorySegment compressed, long maxByteSize, SegmentAllocator memory) {
        long byteSize = claimedByteSize(compressed);
        if (byteSize > maxByteSize) {
            throw tooLarge(byteSize, maxByteSize);
        }
        if (byteSize == 0) {
            decompress(compressed, MemorySegment.ofArray(new byte[0]));
            return Frame.EMPTY;
        }
        MemorySegment target = memory.allocate(byteSize, Long.BYTES);
        decompress(compressed, target);
        return Frame.of(target);
    }

    final MalformedCompressionException tooLarge(long byteSize, long maxByteSize) {
        return new MalformedCompressionException(
                name + " data claims " + byteSize + " bytes, exceeds maxDecompressedByteSize=" + maxByteSize);
    }

    abstract long bound(int byteSize);

    abstract long compress(MemorySegment source, MemorySegment target);

    @Override
    public final String toString() {
        return name + (isNative() ? " (native)" : " (Java)");
    }
}
