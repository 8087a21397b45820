package dev.ndwire.core.compress;

import io.airlift.compress.v3.xxhash.XxHash32Hasher;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// An lz4 frame whose blocks go on with what the blocks before them gave, as pyarrow and polars write all frames of
/// several blocks; aircompressor reads frames whose blocks stand alone.
///
/// ```text
///   byte 0         4     5     6                   n        n+1
///        ┌─────────┬─────┬─────┬───────────────────┬────────┬────────┬───┬────────┬──────────────┐
///        │ magic   │ FLG │ BD  │ size, if it is in │ check  │ block  │ … │ 0 (i32)│ check, if it │
///        │ (u32)   │     │     │ FLG (u64)         │ (u8)   │        │   │        │ is in FLG    │
///        └─────────┴─────┴─────┴───────────────────┴────────┴────────┴───┴────────┴──────────────┘
/// ```
/// A block is its size (u32, the highest bit says that its bytes are plain), its bytes, and a checksum, if FLG has it.
/// Checksums are those of xxHash 32.
final class LinkedLz4Frame {
    private static final int MAGIC = 0x184D2204;
    private static final int HEADER_BYTES = 6;

    private static final int VERSION_MASK = 0xC2;
    private static final int VERSION = 0x40;
    private static final int IS_INDEPENDENT = 0x20;
    private static final int HAS_BLOCK_CHECKSUM = 0x10;
    private static final int HAS_SIZE = 0x08;
    private static final int HAS_CHECKSUM = 0x04;
    private static final int HAS_DICTIONARY = 0x01;

    private static final int IS_PLAIN = 1 << 31;
    private static final int MOST_BLOCK_BYTES = 4 << 20;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment frame;
    private final MemorySegment target;
    private final int flags;
    private long at;

    private LinkedLz4Frame(MemorySegment frame, MemorySegment target) {
        this.frame = frame;
        this.target = target;
        this.flags = frame.get(BYTE, Integer.BYTES);
    }

    /// Whether bytes begin as a frame with linked blocks does.
    static boolean isLinked(MemorySegment frame) {
        return frame.byteSize() > HEADER_BYTES
                && frame.get(INT, 0) == MAGIC
                && (frame.get(BYTE, Integer.BYTES) & (VERSION_MASK | IS_INDEPENDENT | HAS_DICTIONARY)) == VERSION;
    }

    /// Decompresses a frame.
    ///
    /// @param frame a frame that [#isLinked]
    /// @param target takes what it gives
    /// @return how many bytes that were; less than `target` has if the frame ends before
    /// @throws IllegalArgumentException if the frame is damaged, or gives more
    /// @throws IndexOutOfBoundsException if it is cut short
    static long decompress(MemorySegment frame, MemorySegment target) {
        return new LinkedLz4Frame(frame, target).read();
    }

    private long read() {
        header();
        long written = 0;
        for (int size = nextInt(); size != 0; size = nextInt()) {
            MemorySegment block = frame.asSlice(at, size & ~IS_PLAIN);
            at += block.byteSize();
            if (block.byteSize() > MOST_BLOCK_BYTES) {
                throw new IllegalArgumentException("block of " + block.byteSize() + " bytes");
            }
            if ((flags & HAS_BLOCK_CHECKSUM) != 0) {
                check(block);
            }
            if (size < 0) {
                MemorySegment.copy(block, 0, target, written, block.byteSize());
                written += block.byteSize();
            } else {
                written = Lz4Block.decompress(block, target, written);
            }
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            check(target.asSlice(0, written));
        }
        if (at != frame.byteSize()) {
            throw new IllegalArgumentException((frame.byteSize() - at) + " bytes behind the end");
        }
        return written;
    }

    private void header() {
        at = HEADER_BYTES;
        if ((flags & HAS_SIZE) != 0) {
            long size = frame.get(LONG, at);
            if (size != target.byteSize()) {
                throw new IllegalArgumentException("header claims " + size + " bytes");
            }
            at += Long.BYTES;
        }
        MemorySegment described = frame.asSlice(Integer.BYTES, at - Integer.BYTES);
        if ((byte) (XxHash32Hasher.hash(described) >> Byte.SIZE) != frame.get(BYTE, at)) {
            throw new IllegalArgumentException("header does not have its checksum");
        }
        at++;
    }

    private int nextInt() {
        int value = frame.get(INT, at);
        at += Integer.BYTES;
        return value;
    }

    private void check(MemorySegment bytes) {
        if (XxHash32Hasher.hash(bytes) != nextInt()) {
            throw new IllegalArgumentException("bytes do not have their checksum");
        }
    }
}
