package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes an archive, byte for byte as Python's `zipfile` writes one for numpy: each member with wide sizes in front
/// of it, of the first of January 1980, to be read and written by its owner.
final class ZipWriter {
    /// What writes a member's bytes.
    interface Content {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    private final FileChannel channel;
    private final NpzCompression compression;
    private final boolean isSeekable;
    private final List<ZipMember> members = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long byteOffset;

    /// @param channel where to; at its start
    ZipWriter(FileChannel channel, NpzCompression compression) {
        this.channel = channel;
        this.compression = compression;
        this.isSeekable = isSeekable(channel);
    }

    /// A pipe has no place to go back to: there, sizes follow the bytes.
    private static boolean isSeekable(FileChannel channel) {
        try {
            return channel.position() >= 0;
        } catch (IOException isPipe) {
            return false;
        }
    }

    void write(String name, Content content) throws IOException {
        byte[] encoded = encode(name);
        if (!names.add(name)) {
            throw new IllegalArgumentException("member " + ZipSource.shown(name) + " is there already");
        }
        int flags = (encoded.length == name.length() ? 0 : ZipFormat.UTF8_FLAG)
                | (isSeekable ? 0 : ZipFormat.DESCRIPTOR_FLAG);
        int method = compression == NpzCompression.STORED ? ZipFormat.STORED : ZipFormat.DEFLATED;
        ZipMember empty = new ZipMember(name, flags, method, 0, 0, 0, byteOffset, 0);
        append(ZipRecords.head(empty));
        ZipMember member;
        try (MemberSink sink = new MemberSink(channel, compression)) {
            content.writeTo(sink);
            sink.finish();
            byteOffset += sink.compressedByteCount();
            member = new ZipMember(
                    name,
                    flags,
                    method,
                    sink.crc(),
                    sink.compressedByteCount(),
                    sink.byteCount(),
                    empty.byteOffset(),
                    0);
        }
        if (isSeekable) {
            ByteBuffer head = ZipRecords.head(member);
            while (head.hasRemaining()) {
                channel.write(head, member.byteOffset() + head.position());
            }
        } else {
            append(ZipRecords.descriptor(member));
        }
        members.add(member);
    }

    private static byte[] encode(String name) {
        String fault = ZipEntryReader.fault(name);
        if (fault != null) {
            throw new IllegalArgumentException("member " + ZipSource.shown(name) + " " + fault);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("member " + ZipSource.shown(name) + " has half a character in its name");
        }
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > ZipFormat.MAX_SHORT) {
            throw new IllegalArgumentException(
                    "name of a member has " + encoded.length + " bytes, allowed are " + ZipFormat.MAX_SHORT);
        }
        return encoded;
    }

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            byteOffset += channel.write(bytes);
        }
    }

    /// Writes the directory and the archive's end.
    void finish() throws IOException {
        long directoryByteOffset = byteOffset;
        for (ZipMember member : members) {
            append(ZipRecords.entry(member));
        }
        append(ZipRecords.end(members.size(), byteOffset - directoryByteOffset, directoryByteOffset));
    }
}
