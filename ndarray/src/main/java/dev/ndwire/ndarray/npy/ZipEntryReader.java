package dev.ndwire.ndarray.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads one entry of a directory.
final class ZipEntryReader {
    private final ZipSource source;
    private final ByteBuffer bytes;
    private final long byteOffset;
    private final String what;

    /// @param bytes the directory, positioned at the entry
    /// @param directoryByteOffset its place in the archive
    /// @param index the entry's number
    ZipEntryReader(ZipSource source, ByteBuffer bytes, long directoryByteOffset, long index) {
        this.source = source;
        this.bytes = bytes;
        this.byteOffset = directoryByteOffset + bytes.position();
        this.what = "entry " + index + " of the directory";
    }

    ZipMember read() {
        need(ZipFormat.ENTRY_BYTE_SIZE);
        source.checkSignature(bytes, ZipFormat.ENTRY_SIGNATURE, what, byteOffset);
        bytes.getInt();
        int flags = unsignedShort();
        int method = unsignedShort();
        bytes.getInt();
        long crc = unsignedInt();
        long compressedByteSize = unsignedInt();
        long byteSize = unsignedInt();
        byte[] name = new byte[unsignedShort()];
        byte[] extra = new byte[unsignedShort()];
        int commentByteSize = unsignedShort();
        int disk = unsignedShort();
        bytes.getShort();
        bytes.getInt();
        long place = unsignedInt();
        need((long) name.length + extra.length + commentByteSize);
        bytes.get(name).get(extra);
        bytes.position(bytes.position() + commentByteSize);
        if (disk != 0) {
            throw source.malformed(what + " is on disk " + disk + ", allowed is 0", byteOffset);
        }
        String text = source.decode(name, flags, byteOffset);
        checkName(text);
        Zip64Numbers wide = new Zip64Numbers(source, extra, what, byteOffset);
        byteSize = wide.widened(byteSize);
        compressedByteSize = wide.widened(compressedByteSize);
        return new ZipMember(text, flags, method, crc, compressedByteSize, byteSize, wide.widened(place), 0);
    }

    private void need(long byteSize) {
        if (byteSize > bytes.remaining()) {
            throw source.malformed(
                    what + " needs " + byteSize + " bytes, " + bytes.remaining() + " are left", byteOffset);
        }
    }

    private int unsignedShort() {
        return Short.toUnsignedInt(bytes.getShort());
    }

    private long unsignedInt() {
        return Integer.toUnsignedLong(bytes.getInt());
    }

    private void checkName(String name) {
        String fault = fault(name);
        if (fault != null) {
            throw source.malformed("member " + ZipSource.shown(name) + " " + fault, byteOffset);
        }
    }

    /// What is wrong with a name: whoever unpacks the archive by it must stay inside a folder.
    ///
    /// @return a few words, or null if nothing is
    static @Nullable String fault(String name) {
        if (name.indexOf('\0') >= 0) {
            return "has a zero in its name";
        }
        if (name.startsWith("/") || name.startsWith("\\")) {
            return "has an absolute path for its name";
        }
        boolean climbs = Arrays.asList(name.split("[/\\\\]", -1)).contains("..");
        return climbs ? "has '..' in its name" : null;
    }
}
