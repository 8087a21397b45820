package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// A member's bytes as they lie in the archive.
final class StoredMember implements ReadableByteChannel {
    private final ZipSource source;
    private final ZipMember member;
    private final long byteEnd;
    private long byteOffset;

    StoredMember(ZipSource source, ZipMember member, long dataByteOffset) {
        this.source = source;
        this.member = member;
        this.byteOffset = dataByteOffset;
        this.byteEnd = dataByteOffset + member.compressedByteSize();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (byteOffset == byteEnd) {
            return -1;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + (byteEnd - byteOffset)));
        int count = source.file().read(target, byteOffset);
        target.limit(limit);
        if (count < 0) {
            throw source.malformed(member, "is cut short: " + (byteEnd - byteOffset) + " bytes are not there");
        }
        byteOffset += count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
