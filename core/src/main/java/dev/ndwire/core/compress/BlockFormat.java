package dev.ndwire.core.compress;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Where compressed bytes say how many they decompress to.
enum BlockFormat {
    /// ```text
    ///   byte 0      4
    ///        ┌──────┬───────────
    ///        │ u32  │ lz4 block
    ///        └──────┴───────────
    /// ```
    LZ4(0x7E000000L) {
        @Override
        Block read(MemorySegment compressed) {
            requireBytes(compressed, LZ4_SIZE_BYTES + 1, "lz4");
            long byteSize = Integer.toUnsignedLong(compressed.get(U32, 0));
            MemorySegment block = compressed.asSlice(LZ4_SIZE_BYTES);
            // A byte of a block lengthens a run by 255 at most.
            return possible(byteSize, MAX_LZ4_RUN, block, "lz4");
        }

        @Override
        MemorySegment begin(MemorySegment target, int byteSize) {
            target.set(U32, 0, byteSize);
            return target.asSlice(LZ4_SIZE_BYTES);
        }

        @Override
        int headerByteSize() {
            return LZ4_SIZE_BYTES;
        }
    },

    /// The size in groups of 7 bits, the lowest first, then literals and copies.
    SNAPPY((Integer.MAX_VALUE - 32L) / 7 * 6) {
        @Override
        Block read(MemorySegment compressed) {
            long byteSize = 0;
            for (int i = 0; i < MAX_VARINT_BYTES; i++) {
                requireBytes(compressed, i + 1, "snappy");
                int group = compressed.get(ValueLayout.JAVA_BYTE, i);
                byteSize |= (group & 0x7FL) << (7 * i);
                if (group >= 0) {
                    // The longest copy is of 64 bytes.
                    return possible(byteSize, MAX_SNAPPY_COPY, compressed, "snappy");
                }
            }
            throw new MalformedCompressionException("snappy data claims a size of more than 35 bits");
        }
    },

    /// See [ZstdFrame].
    ZSTD(Integer.MAX_VALUE / 257 * 256L) {
        @Override
        Block read(MemorySegment compressed) {
            ZstdFrame frame = ZstdFrame.read(compressed);
            return new Block(frame.contentByteSize(), compressed.asSlice(0, frame.byteSize()));
        }
    };

    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int LZ4_SIZE_BYTES = 4;
    private static final int MAX_VARINT_BYTES = 5;
    private static final long MAX_LZ4_RUN = 255;
    private static final long MAX_SNAPPY_COPY = 64;

    /// What is given to the library, and how many bytes it is to give back.
    record Block(long byteSize, MemorySegment bytes) {}

    private final long maxByteSize;

    BlockFormat(long maxByteSize) {
        this.maxByteSize = maxByteSize;
    }

    /// The largest frame whose worst case the library, which counts in 31 bits, can still write.
    long maxByteSize() {
        return maxByteSize;
    }

    abstract Block read(MemorySegment compressed);

    /// Writes what the library does not; gives where it is to write on.
    MemorySegment begin(MemorySegment target, int byteSize) {
        return target;
    }

    int headerByteSize() {
        return 0;
    }

    private static void requireBytes(MemorySegment compressed, long byteSize, String name) {
        if (compressed.byteSize() < byteSize) {
            throw new MalformedCompressionException(
                    name + " data of " + compressed.byteSize() + " bytes is cut short, expected at least " + byteSize);
        }
    }

    private static Block possible(long byteSize, long maxRatio, MemorySegment block, String name) {
        if (byteSize > maxRatio * block.byteSize()) {
            throw new MalformedCompressionException(name + " data of " + block.byteSize() + " bytes claims " + byteSize
                    + ", and cannot hold more than " + maxRatio * block.byteSize());
        }
        return new Block(byteSize, block);
    }
}
