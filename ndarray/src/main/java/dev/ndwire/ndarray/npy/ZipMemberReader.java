package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// Finds the bytes of one member, and reads them.
final class ZipMemberReader {
    private ZipMemberReader() {}

    /// Reads a member's own header, which must say what the directory says.
    ///
    /// @return where its bytes begin, all of which are before the next member
    static long dataByteOffset(ZipSource source, ZipMember member) throws IOException {
        long byteOffset = member.byteOffset();
        String what = "member " + ZipSource.shown(member.name());
        ByteBuffer head = source.take(byteOffset, ZipFormat.MEMBER_BYTE_SIZE, what);
        source.checkSignature(head, ZipFormat.MEMBER_SIGNATURE, what, byteOffset);
        head.getShort();
        int flags = Short.toUnsignedInt(head.getShort());
        int method = Short.toUnsignedInt(head.getShort());
        head.getInt();
        long crc = Integer.toUnsignedLong(head.getInt());
        long compressedByteSize = Integer.toUnsignedLong(head.getInt());
        long byteSize = Integer.toUnsignedLong(head.getInt());
        byte[] name = new byte[Short.toUnsignedInt(head.getShort())];
        byte[] extra = new byte[Short.toUnsignedInt(head.getShort())];
        source.take(byteOffset + ZipFormat.MEMBER_BYTE_SIZE, name.length + extra.length, what)
                .get(name)
                .get(extra);
        String text = source.decode(name, flags, byteOffset);
        if (!text.equals(member.name())) {
            throw source.malformed(member, "calls itself " + ZipSource.shown(text));
        }
        Zip64Numbers wide = new Zip64Numbers(source, extra, what, byteOffset);
        byteSize = wide.widened(byteSize);
        compressedByteSize = wide.widened(compressedByteSize);
        boolean isSaidLater = (flags & ZipFormat.DESCRIPTOR_FLAG) != 0;
        boolean agrees = isSaidLater
                || (crc == member.crc()
                        && byteSize == member.byteSize()
                        && compressedByteSize == member.compressedByteSize());
        if (method != member.method() || flags != member.flags() || !agrees) {
            throw source.malformed(member, "says of itself other than the directory says");
        }
        long dataByteOffset = byteOffset + ZipFormat.MEMBER_BYTE_SIZE + name.length + extra.length;
        if (member.compressedByteSize() > member.byteEnd() - dataByteOffset) {
            throw source.malformed(
                    member,
                    "claims " + member.compressedByteSize() + " bytes from byte " + dataByteOffset
                            + ", what follows it begins at byte " + member.byteEnd());
        }
        return dataByteOffset;
    }

    /// Opens a member's bytes, uncompressed. Whoever reads them to their end has them checked: number and checksum.
    ///
    /// @return a channel that must be closed, which leaves the archive open
    static ReadableByteChannel open(ZipSource source, ZipMember member) throws IOException {
        if ((member.flags() & ZipFormat.ENCRYPTED_FLAG) != 0) {
            throw source.malformed(member, "is encrypted, allowed are members that are not");
        }
        return switch (member.method()) {
            case ZipFormat.STORED ->
                new CheckedMember(source, member, new StoredMember(source, member, dataByteOffset(source, member)));
            case ZipFormat.DEFLATED ->
                new CheckedMember(source, member, new InflatedMember(source, member, dataByteOffset(source, member)));
            default ->
                throw source.malformed(
                        member,
                        "is compressed by method " + member.method() + ", allowed are 0 (stored) and 8 (deflated)");
        };
    }
}
