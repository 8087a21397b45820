package dev.ndwire.ndarray.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The records of an archive, byte for byte as Python's `zipfile` writes them for numpy: each member with wide sizes in
/// front of it, of the first of January 1980, to be read and written by its owner.
final class ZipRecords {
    /// What Python says of where its members come from: version 4.5 of the format, on Unix.
    private static final int VERSION = 45;
    private static final int UNIX = 3 << 8;
    private static final int FIRST_DATE = 1 << 5 | 1;
    private static final int ATTRIBUTES = 0600 << 16;
    private static final int WIDE_EXTRA_BYTE_SIZE = 20;
    private static final int DESCRIPTOR_BYTE_SIZE = 24;

    /// Python takes to wide numbers where signed ones would end.
    private static final long MAX_NARROW = Integer.MAX_VALUE;

    private ZipRecords() {}

    private static ByteBuffer buffer(int byteSize) {
        return ByteBuffer.allocate(byteSize).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// A member's own header. Its sizes are wide whatever they are, as numpy asks for.
    static ByteBuffer head(ZipMember member) {
        byte[] name = member.name().getBytes(StandardCharsets.UTF_8);
        boolean isSaidLater = (member.flags() & ZipFormat.DESCRIPTOR_FLAG) != 0;
        return buffer(ZipFormat.MEMBER_BYTE_SIZE + name.length + WIDE_EXTRA_BYTE_SIZE)
                .putInt(ZipFormat.MEMBER_SIGNATURE)
                .putShort((short) VERSION)
                .putShort((short) member.flags())
                .putShort((short) member.method())
                .putShort((short) 0)
                .putShort((short) FIRST_DATE)
                .putInt(isSaidLater ? 0 : (int) member.crc())
                .putInt((int) ZipFormat.MAX_INT)
                .putInt((int) ZipFormat.MAX_INT)
                .putShort((short) name.length)
                .putShort((short) WIDE_EXTRA_BYTE_SIZE)
                .put(name)
                .putShort((short) ZipFormat.ZIP64_EXTRA)
                .putShort((short) (2 * Long.BYTES))
                .putLong(isSaidLater ? 0 : member.byteSize())
                .putLong(isSaidLater ? 0 : member.compressedByteSize())
                .flip();
    }

    /// What follows a member's bytes where its own header could not tell.
    static ByteBuffer descriptor(ZipMember member) {
        return buffer(DESCRIPTOR_BYTE_SIZE)
                .putInt(ZipFormat.DESCRIPTOR_SIGNATURE)
                .putInt((int) member.crc())
                .putLong(member.compressedByteSize())
                .putLong(member.byteSize())
                .flip();
    }

    /// A member's line in the directory, wide where it must be.
    static ByteBuffer entry(ZipMember member) {
        boolean isLarge = member.byteSize() > MAX_NARROW || member.compressedByteSize() > MAX_NARROW;
        boolean isFar = member.byteOffset() > MAX_NARROW;
        byte[] name = member.name().getBytes(StandardCharsets.UTF_8);
        int wideByteSize = (isLarge ? 2 * Long.BYTES : 0) + (isFar ? Long.BYTES : 0);
        int extraByteSize = wideByteSize == 0 ? 0 : 2 * Short.BYTES + wideByteSize;
        ByteBuffer entry = buffer(ZipFormat.ENTRY_BYTE_SIZE + name.length + extraByteSize)
                .putInt(ZipFormat.ENTRY_SIGNATURE)
                .putShort((short) (UNIX | VERSION))
                .putShort((short) VERSION)
                .putShort((short) member.flags())
                .putShort((short) member.method())
                .putShort((short) 0)
                .putShort((short) FIRST_DATE)
                .putInt((int) member.crc())
                .putInt(isLarge ? (int) ZipFormat.MAX_INT : (int) member.compressedByteSize())
                .putInt(isLarge ? (int) ZipFormat.MAX_INT : (int) member.byteSize())
                .putShort((short) name.length)
                .putShort((short) extraByteSize)
                .putInt(0)
                .putShort((short) 0)
                .putInt(ATTRIBUTES)
                .putInt(isFar ? (int) ZipFormat.MAX_INT : (int) member.byteOffset())
                .put(name);
        if (wideByteSize > 0) {
            entry.putShort((short) ZipFormat.ZIP64_EXTRA).putShort((short) wideByteSize);
        }
        if (isLarge) {
            entry.putLong(member.byteSize()).putLong(member.compressedByteSize());
        }
        if (isFar) {
            entry.putLong(member.byteOffset());
        }
        return entry.flip();
    }

    /// What closes the archive, behind the directory.
    static ByteBuffer end(long count, long directoryByteSize, long directoryByteOffset) {
        boolean isWide =
                count > ZipFormat.MAX_SHORT || directoryByteOffset > MAX_NARROW || directoryByteSize > MAX_NARROW;
        ByteBuffer wide = isWide ? end64(count, directoryByteSize, directoryByteOffset) : buffer(0);
        return buffer(wide.remaining() + ZipFormat.END_BYTE_SIZE)
                .put(wide)
                .putInt(ZipFormat.END_SIGNATURE)
                .putInt(0)
                .putShort((short) Math.min(count, ZipFormat.MAX_SHORT))
                .putShort((short) Math.min(count, ZipFormat.MAX_SHORT))
                .putInt((int) Math.min(directoryByteSize, ZipFormat.MAX_INT))
                .putInt((int) Math.min(directoryByteOffset, ZipFormat.MAX_INT))
                .putShort((short) 0)
                .flip();
    }

    private static ByteBuffer end64(long count, long directoryByteSize, long directoryByteOffset) {
        return buffer(ZipFormat.END64_BYTE_SIZE + ZipFormat.LOCATOR_BYTE_SIZE)
                .putInt(ZipFormat.END64_SIGNATURE)
                .putLong(ZipFormat.END64_BYTE_SIZE - 12)
                .putShort((short) VERSION)
                .putShort((short) VERSION)
                .putLong(0)
                .putLong(count)
                .putLong(count)
                .putLong(directoryByteSize)
                .putLong(directoryByteOffset)
                .putInt(ZipFormat.LOCATOR_SIGNATURE)
                .putInt(0)
                .putLong(directoryByteOffset + directoryByteSize)
                .putInt(1)
                .flip();
    }
}
