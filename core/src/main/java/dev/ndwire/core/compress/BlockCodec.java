package dev.ndwire.core.compress;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.lz4.Lz4NativeCompressor;
import io.airlift.compress.v3.lz4.Lz4NativeDecompressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.snappy.SnappyNativeCompressor;
import io.airlift.compress.v3.snappy.SnappyNativeDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdNativeCompressor;
import io.airlift.compress.v3.zstd.ZstdNativeDecompressor;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A codec of aircompressor: its bundled native code, or its Java code where that does not load.
///
/// The library counts in 31 bits. Of what it throws nothing is relied on: any exception over compressed bytes says that
/// they are damaged, and every length that it gives is compared with what was claimed.
final class BlockCodec extends Codec {
    private final BlockFormat format;
    private final Kept<Compressor> compressors;
    private final Kept<Decompressor> decompressors;
    private final @Nullable BlockCodec javaTwin;

    private BlockCodec(
            String name,
            BlockFormat format,
            Supplier<Compressor> compressors,
            Supplier<Decompressor> decompressors,
            @Nullable BlockCodec javaTwin) {
        super(name);
        this.format = format;
        this.compressors = new Kept<>(compressors);
        this.decompressors = new Kept<>(decompressors);
        this.javaTwin = javaTwin;
    }

    static BlockCodec lz4() {
        BlockCodec java =
                new BlockCodec("lz4", BlockFormat.LZ4, Lz4JavaCompressor::new, Lz4JavaDecompressor::new, null);
        return Lz4NativeCompressor.isEnabled()
                ? new BlockCodec("lz4", BlockFormat.LZ4, Lz4NativeCompressor::new, Lz4NativeDecompressor::new, java)
                : java;
    }

    static BlockCodec snappy() {
        BlockCodec java = new BlockCodec(
                "snappy", BlockFormat.SNAPPY, SnappyJavaCompressor::new, SnappyJavaDecompressor::new, null);
        return SnappyNativeCompressor.isEnabled()
                ? new BlockCodec(
                        "snappy", BlockFormat.SNAPPY, SnappyNativeCompressor::new, SnappyNativeDecompressor::new, java)
                : java;
    }

    static BlockCodec zstd() {
        BlockCodec java =
                new BlockCodec("zstd", BlockFormat.ZSTD, ZstdJavaCompressor::new, ZstdJavaDecompressor::new, null);
        return ZstdNativeCompressor.isEnabled()
                ? new BlockCodec("zstd", BlockFormat.ZSTD, ZstdNativeCompressor::new, ZstdNativeDecompressor::new, java)
                : java;
    }

    @Override
    public boolean isNative() {
        return javaTwin != null;
    }

    @Override
    public Codec inJava() {
        return javaTwin == null ? this : javaTwin;
    }

    @Override
    public long maxByteSize() {
        return format.maxByteSize();
    }

    @Override
    long bound(int byteSize) {
        long block = compressors.with(compressor -> compressor.maxCompressedLength(byteSize));
        return block + format.headerByteSize();
    }

    @Override
    long compress(MemorySegment source, MemorySegment target) {
        MemorySegment writable = target.asSlice(0, Math.min(target.byteSize(), Integer.MAX_VALUE));
        MemorySegment block = format.begin(writable, (int) source.byteSize());
        try {
            long written = compressors.with(compressor -> compressor.compress(source, block));
            return written + format.headerByteSize();
        } catch (Error e) {
            throw unwrapped(e);
        }
    }

    @Override
    public long claimedByteSize(MemorySegment compressed) {
        long byteSize = format.read(compressed).byteSize();
        requireCountable(byteSize);
        return byteSize;
    }

    @Override
    public void decompress(MemorySegment compressed, MemorySegment target) {
        BlockFormat.Block block = format.read(compressed);
        requireCountable(target.byteSize());
        requireCountable(block.bytes().byteSize());
        int written;
        try {
            written = decompressors.with(decompressor -> decompressor.decompress(block.bytes(), target));
        } catch (RuntimeException e) {
            throw damaged(compressed, target, e);
        } catch (Error e) {
            throw unwrapped(e);
        }
        if (written != target.byteSize() || written != block.byteSize()) {
            throw damaged(compressed, target, null);
        }
    }

    private MalformedCompressionException damaged(
            MemorySegment compressed, MemorySegment target, @Nullable RuntimeException e) {
        String problem = name() + " data of " + compressed.byteSize() + " bytes is damaged: it does not give "
                + target.byteSize();
        return e == null ? new MalformedCompressionException(problem) : new MalformedCompressionException(problem, e);
    }

    private void requireCountable(long byteSize) {
        if (byteSize > Integer.MAX_VALUE) {
            throw new MalformedCompressionException(name() + " data has or claims " + byteSize + " bytes, at most "
                    + Integer.MAX_VALUE + " are supported");
        }
    }

    // Memory that is closed, or another thread's, reaches us as the cause of an Error.
    private static RuntimeException unwrapped(Error e) {
        if (e.getCause() instanceof RuntimeException cause) {
            cause.addSuppressed(e);
            return cause;
        }
        throw e;
    }
}
