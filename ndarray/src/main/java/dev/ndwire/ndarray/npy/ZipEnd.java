package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What stands at an archive's end: how many members there are, and where their directory is.
///
/// @param count the number of members
/// @param byteSize the directory's bytes, as many as are between its place and the end
/// @param byteOffset the directory's place
record ZipEnd(long count, long byteSize, long byteOffset) {
    static ZipEnd read(ZipSource source) throws IOException {
        long archiveByteSize = source.file().byteSize();
        int tailByteSize = (int) Math.min(archiveByteSize, ZipFormat.END_BYTE_SIZE + ZipFormat.MAX_SHORT);
        long tailByteOffset = archiveByteSize - tailByteSize;
        ByteBuffer tail = source.take(tailByteOffset, tailByteSize, "archive");
        int at = find(tail);
        if (at < 0) {
            throw source.malformed(
                    "the last " + tailByteSize + " bytes hold no end of an archive, which begins with "
                            + ZipSource.hex(ZipFormat.END_SIGNATURE),
                    tailByteOffset);
        }
        return read(source, tail.position(at), tailByteOffset + at);
    }

    /// From the last possible place on: a comment may hold anything, but it ends with the file.
    private static int find(ByteBuffer tail) {
        for (int at = tail.limit() - ZipFormat.END_BYTE_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == ZipFormat.END_SIGNATURE) {
                int comment = Short.toUnsignedInt(tail.getShort(at + ZipFormat.END_BYTE_SIZE - Short.BYTES));
                if (at + ZipFormat.END_BYTE_SIZE + comment == tail.limit()) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static ZipEnd read(ZipSource source, ByteBuffer bytes, long endByteOffset) throws IOException {
        bytes.getInt();
        int disk = bytes.getInt();
        long countHere = Short.toUnsignedLong(bytes.getShort());
        ZipEnd end = new ZipEnd(
                Short.toUnsignedLong(bytes.getShort()),
                Integer.toUnsignedLong(bytes.getInt()),
                Integer.toUnsignedLong(bytes.getInt()));
        if (disk != 0 || countHere != end.count) {
            throw source.malformed("archive lies on several disks, allowed is one", endByteOffset);
        }
        long locatorByteOffset = endByteOffset - ZipFormat.LOCATOR_BYTE_SIZE;
        if (locatorByteOffset >= 0) {
            ByteBuffer locator = source.take(locatorByteOffset, ZipFormat.LOCATOR_BYTE_SIZE, "ZIP64 locator");
            if (locator.getInt() == ZipFormat.LOCATOR_SIGNATURE) {
                return read64(source, locator, locatorByteOffset, end);
            }
        }
        return end.check(source, endByteOffset);
    }

    private static ZipEnd read64(ZipSource source, ByteBuffer locator, long locatorByteOffset, ZipEnd end)
            throws IOException {
        int disk = locator.getInt();
        long byteOffset = locator.getLong();
        int disks = locator.getInt();
        if (disk != 0 || disks != 1) {
            throw source.malformed("archive lies on several disks, allowed is one", locatorByteOffset);
        }
        if (byteOffset != locatorByteOffset - ZipFormat.END64_BYTE_SIZE) {
            throw source.malformed(
                    "ZIP64 end is said to be at byte " + Long.toUnsignedString(byteOffset) + ", allowed is byte "
                            + (locatorByteOffset - ZipFormat.END64_BYTE_SIZE),
                    locatorByteOffset);
        }
        ByteBuffer bytes = source.take(byteOffset, ZipFormat.END64_BYTE_SIZE, "ZIP64 end");
        source.checkSignature(bytes, ZipFormat.END64_SIGNATURE, "ZIP64 end", byteOffset);
        long restByteSize = bytes.getLong();
        bytes.getInt();
        long diskNumbers = bytes.getLong();
        long countHere = bytes.getLong();
        ZipEnd end64 = new ZipEnd(bytes.getLong(), bytes.getLong(), bytes.getLong());
        if (restByteSize != ZipFormat.END64_BYTE_SIZE - 12 || diskNumbers != 0 || countHere != end64.count) {
            throw source.malformed(
                    "ZIP64 end has " + Long.toUnsignedString(restByteSize) + " bytes and "
                            + Long.toUnsignedString(countHere)
                            + " of " + Long.toUnsignedString(end64.count) + " members on its disk, allowed are "
                            + (ZipFormat.END64_BYTE_SIZE - 12) + " bytes and all members",
                    byteOffset);
        }
        boolean agree = agree(end.count, end64.count, ZipFormat.MAX_SHORT)
                && agree(end.byteSize, end64.byteSize, ZipFormat.MAX_INT)
                && agree(end.byteOffset, end64.byteOffset, ZipFormat.MAX_INT);
        if (!agree) {
            throw source.malformed("end of the archive says " + end + ", its ZIP64 end " + end64, byteOffset);
        }
        return end64.check(source, byteOffset);
    }

    private static boolean agree(long narrow, long wide, long max) {
        return narrow == max || narrow == wide;
    }

    /// The directory ends where the end begins, and holds its entries. Unsigned numbers beyond a long are negative.
    private ZipEnd check(ZipSource source, long endByteOffset) {
        if (byteOffset < 0 || byteOffset > endByteOffset || byteSize != endByteOffset - byteOffset) {
            throw source.malformed(
                    "directory is said to have " + Long.toUnsignedString(byteSize) + " bytes at byte "
                            + Long.toUnsignedString(byteOffset) + ", allowed are those before byte " + endByteOffset,
                    endByteOffset);
        }
        if (count < 0 || count > byteSize / ZipFormat.ENTRY_BYTE_SIZE) {
            throw source.malformed(
                    "archive claims " + Long.toUnsignedString(count) + " members, its directory of " + byteSize
                            + " bytes holds at most " + byteSize / ZipFormat.ENTRY_BYTE_SIZE,
                    endByteOffset);
        }
        return this;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(count) + " members, " + Long.toUnsignedString(byteSize) + " bytes at byte "
                + Long.toUnsignedString(byteOffset);
    }
}
