package dev.ndwire.arrow.ipc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// Finds the messages of a stream one after another.
///
/// ```text
///   byte 0            4            8                8+n              8+n+b
///        ┌────────────┬────────────┬────────────────┬────────────────┬──────────
///        │ 0xffffffff │ n (i32)    │ metadata       │ body           │ the next
///        └────────────┴────────────┴────────────────┴────────────────┴──────────
/// ```
/// All numbers are little-endian. The metadata is a flatbuffer `Message`, filled up with zeros, which says how many
/// bytes `b` its body has. Writers before Arrow 0.15 left the first four bytes out. The stream ends where its bytes
/// end, or at a message with `n` = 0.
final class IpcCursor {
    static final int CONTINUATION = -1;

    private static final int ALIGNMENT = 8;

    /// The most bytes that the metadata of one message may have: a schema of a hundred thousand columns is a tenth.
    static final int MAX_METADATA_BYTES = 256 << 20;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment stream;
    private long byteOffset;

    IpcCursor(MemorySegment stream, long byteOffset) {
        this.stream = stream;
        this.byteOffset = byteOffset;
    }

    /// Where the next message starts: behind the last one.
    long byteOffset() {
        return byteOffset;
    }

    /// Reads the next message.
    ///
    /// @return the message, or null at the end of the stream
    /// @throws MalformedArrowException if the message is cut short or is none
    @Nullable
    IpcMessage next() {
        long start = byteOffset;
        if (start == stream.byteSize()) {
            return null;
        }
        int size = readInt("the length of a message");
        if (size == CONTINUATION) {
            size = readInt("the length of a message");
        }
        if (size == 0) {
            return null;
        }
        long left = stream.byteSize() - byteOffset;
        if (size < 0 || size > Math.min(left, MAX_METADATA_BYTES)) {
            throw new MalformedArrowException("message claims " + Integer.toUnsignedString(size)
                    + " bytes of metadata, allowed are " + MAX_METADATA_BYTES + ", " + left + " are left (byte " + start
                    + " of the stream)");
        }
        byte[] metadata = stream.asSlice(byteOffset, size).toArray(ValueLayout.JAVA_BYTE);
        byteOffset += size;
        return message(metadata, start);
    }

    private int readInt(String what) {
        long left = stream.byteSize() - byteOffset;
        if (left < Integer.BYTES) {
            throw new MalformedArrowException(
                    left + " bytes are left, " + what + " takes 4 (byte " + byteOffset + " of the stream)");
        }
        int value = stream.get(INT, byteOffset);
        byteOffset += Integer.BYTES;
        return value;
    }

    private IpcMessage message(byte[] metadata, long start) {
        Message header;
        long bodyLength;
        short version;
        try {
            header = Message.getRootAsMessage(ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN));
            bodyLength = header.bodyLength();
            version = header.version();
        } catch (IndexOutOfBoundsException e) {
            throw new MalformedArrowException(
                    "metadata points outside of itself (byte " + start + " of the stream)", e);
        }
        if (version < MetadataVersion.V4 || version > MetadataVersion.V5) {
            throw new MalformedArrowException("metadata is of version " + (version + 1) + ", allowed are 4 and 5 (byte "
                    + start + " of the stream)");
        }
        long left = stream.byteSize() - byteOffset;
        if (bodyLength < 0 || bodyLength > left) {
            throw new MalformedArrowException("message claims a body of " + Long.toUnsignedString(bodyLength)
                    + " bytes, " + left + " are left (byte " + start + " of the stream)");
        }
        MemorySegment body = stream.asSlice(byteOffset, bodyLength);
        byteOffset += bodyLength;
        return new IpcMessage(header, metadata.length, body, start);
    }

    /// A message's metadata with its length in front, filled up so that a body behind it is aligned.
    ///
    /// @param metadata the flatbuffer; empty for the end of a stream
    static byte[] prefixed(ByteBuffer metadata) {
        int size = metadata.remaining();
        int padded = (size + ALIGNMENT - 1) & -ALIGNMENT;
        byte[] bytes = new byte[2 * Integer.BYTES + padded];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .putInt(padded)
                .put(metadata.duplicate());
        return bytes;
    }
}
