package dev.ndwire.core.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A stream of bytes in memory: what is written to it is collected, what it was made of is read from it.
public final class ArrayStream implements ByteSource, ByteSink {
    private final byte[] content;
    private int position;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    public ArrayStream(byte... content) {
        this.content = content;
    }

    /// A message on a stream: `head`, a count, sizes, and zeros for the frames.
    static byte[] prelude(long head, long count, long... sizes) {
        ByteBuffer prelude = ByteBuffer.allocate(16 + 8 * sizes.length).order(ByteOrder.LITTLE_ENDIAN);
        prelude.putLong(head).putLong(count);
        for (long size : sizes) {
            prelude.putLong(size);
        }
        return prelude.array();
    }

    @Override
    public void readFully(MemorySegment target) throws IOException {
        int left = content.length - position;
        if (target.byteSize() > left) {
            MemorySegment.copy(MemorySegment.ofArray(content), position, target, 0, left);
            position = content.length;
            throw new EOFException("stream ended after " + left + " of " + target.byteSize() + " bytes");
        }
        MemorySegment.copy(MemorySegment.ofArray(content), position, target, 0, target.byteSize());
        position += (int) target.byteSize();
    }

    @Override
    public void write(List<MemorySegment> segments) {
        for (MemorySegment segment : segments) {
            written.writeBytes(segment.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    public int position() {
        return position;
    }

    public byte[] written() {
        return written.toByteArray();
    }
}
