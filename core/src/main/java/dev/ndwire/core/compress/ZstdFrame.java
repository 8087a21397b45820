package dev.ndwire.core.compress;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The outline of the first zstd frame in some bytes: where it ends and what it claims to hold. Source: RFC 8878.
///
/// ```text
///   byte 0        4            5
///        ┌────────┬────────────┬────────┬────────────┬──────────────┬────────┬──────────┐
///        │ magic  │ descriptor │ window │ dictionary │ content size │ blocks │ checksum │
///        │ u32    │ u8         │ 0 or 1 │ 0, 1, 2, 4 │ 1, 2, 4, 8   │        │ 0 or 4   │
///        └────────┴────────────┴────────┴────────────┴──────────────┴────────┴──────────┘
/// ```
///
/// A block is a header of 3 bytes (last: 1 bit, kind: 2, size: 21) and its content. The library decompresses every
/// frame that it is given, and Python only the first: so the first is cut out here.
///
/// @param contentByteSize how many bytes it claims to decompress to
/// @param byteSize how many bytes it takes itself
record ZstdFrame(long contentByteSize, long byteSize) {
    private static final int MAGIC = 0xFD2FB528;
    private static final long MAX_BLOCK_BYTES = 128 << 10;
    private static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

    static ZstdFrame read(MemorySegment bytes) {
        requireBytes(bytes, 0, 5);
        if (bytes.get(U32, 0) != MAGIC) {
            throw new MalformedCompressionException(
                    String.format("zstd data begins with 0x%08x, expected a frame's 0x%08x", bytes.get(U32, 0), MAGIC));
        }
        int descriptor = bytes.get(U8, 4);
        boolean oneSegment = (descriptor & 0x20) != 0;
        int sizeOfSize = sizeOfContentSize(descriptor, oneSegment);
        long at = 5L + (oneSegment ? 0 : 1) + DICTIONARY_BYTES[descriptor & 3];
        requireBytes(bytes, at, sizeOfSize);
        long contentByteSize = contentByteSize(bytes, at, sizeOfSize);
        int checksumBytes = (descriptor & 4) != 0 ? 4 : 0;
        return withBlocks(bytes, at + sizeOfSize, checksumBytes, contentByteSize);
    }

    private static int sizeOfContentSize(int descriptor, boolean oneSegment) {
        int flag = descriptor >> 6 & 3;
        if (flag == 0 && !oneSegment) {
            throw new MalformedCompressionException("zstd frame does not say how many bytes it holds");
        }
        return 1 << flag;
    }

    private static long contentByteSize(MemorySegment bytes, long at, int sizeOfSize) {
        return switch (sizeOfSize) {
            case 1 -> Byte.toUnsignedInt(bytes.get(U8, at));
            case 2 -> Short.toUnsignedInt(bytes.get(U16, at)) + 256;
            case 4 -> Integer.toUnsignedLong(bytes.get(U32, at));
            default -> bytes.get(U64, at);
        };
    }

    private static ZstdFrame withBlocks(MemorySegment bytes, long start, int checksumBytes, long contentByteSize) {
        long at = start;
        long most = 0;
        boolean last = false;
        while (!last) {
            requireBytes(bytes, at, 3);
            int header = Short.toUnsignedInt(bytes.get(U16, at)) | Byte.toUnsignedInt(bytes.get(U8, at + 2)) << 16;
            last = (header & 1) != 0;
            int kind = header >> 1 & 3;
            if (kind == 3) {
                throw new MalformedCompressionException("zstd frame has a block of a kind that is not in use");
            }
            at += 3;
            // A block of kind 1 is one byte, to be repeated.
            long content = kind == 1 ? 1 : header >> 3;
            requireBytes(bytes, at, content);
            at += content;
            most += MAX_BLOCK_BYTES;
        }
        requireBytes(bytes, at, checksumBytes);
        if (contentByteSize < 0 || contentByteSize > most) {
            throw new MalformedCompressionException("zstd frame claims " + Long.toUnsignedString(contentByteSize)
                    + " bytes, its blocks cannot hold more than " + most);
        }
        return new ZstdFrame(contentByteSize, at + checksumBytes);
    }

    private static void requireBytes(MemorySegment bytes, long at, long byteSize) {
        if (byteSize > bytes.byteSize() - at) {
            throw new MalformedCompressionException(
                    "zstd data of " + bytes.byteSize() + " bytes is cut short, expected at least " + (at + byteSize));
        }
    }
}
