package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Locale;
import java.util.zip.CRC32;

/// Counts and sums what is read of a member, and compares it to what the directory says.
final class CheckedMember implements ReadableByteChannel {
    /// Small enough that the bytes are summed while they are in the processor's cache.
    static final int PIECE_BYTE_SIZE = 1 << 18;

    private final ZipSource source;
    private final ZipMember member;
    private final ReadableByteChannel bytes;
    private final CRC32 crc = new CRC32();
    private long byteCount;

    CheckedMember(ZipSource source, ZipMember member, ReadableByteChannel bytes) {
        this.source = source;
        this.member = member;
        this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        int start = target.position();
        int limit = target.limit();
        target.limit(Math.min(limit, start + PIECE_BYTE_SIZE));
        int count = bytes.read(target);
        if (count > 0) {
            crc.update(target.duplicate().position(start).limit(start + count));
        }
        target.limit(limit);
        if (count < 0) {
            checkEnd();
            return -1;
        }
        byteCount += count;
        if (byteCount > member.byteSize()) {
            throw source.malformed(member, "has more than the " + member.byteSize() + " bytes that it claims");
        }
        return count;
    }

    private void checkEnd() {
        if (byteCount != member.byteSize()) {
            throw source.malformed(member, "has " + byteCount + " bytes and claims " + member.byteSize());
        }
        if (crc.getValue() != member.crc()) {
            throw source.malformed(
                    member,
                    String.format(
                            Locale.ROOT, "has checksum %08x, the archive says %08x", crc.getValue(), member.crc()));
        }
    }

    @Override
    public boolean isOpen() {
        return bytes.isOpen();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
