package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// Takes one member's bytes, sums them, and hands them on as they are or deflated.
final class MemberSink implements WritableByteChannel {
    /// Small enough that the bytes are still in the processor's cache when they are written after being summed.
    private static final int PIECE_BYTE_SIZE = 1 << 18;
    private static final int OUTPUT_BYTE_SIZE = 1 << 16;
    private static final byte[] NOTHING = {};

    private final WritableByteChannel target;
    private final CRC32 crc = new CRC32();
    private final @Nullable Deflater deflater;
    private final ByteBuffer output;
    private long byteCount;
    private long compressedByteCount;
    private boolean isOpen = true;

    MemberSink(WritableByteChannel target, NpzCompression compression) {
        this.target = target;
        boolean isDeflated = compression == NpzCompression.DEFLATED;
        this.deflater = isDeflated ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : null;
        this.output = ByteBuffer.allocateDirect(isDeflated ? OUTPUT_BYTE_SIZE : 0);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int byteSize = Math.min(source.remaining(), PIECE_BYTE_SIZE);
        ByteBuffer piece = source.slice(source.position(), byteSize);
        crc.update(piece.duplicate());
        if (deflater == null) {
            writeAll(piece);
        } else {
            deflater.setInput(piece);
            while (!deflater.needsInput()) {
                drain(deflater);
            }
            // It would look at the piece again in the end, when its memory may be closed.
            deflater.setInput(NOTHING);
        }
        byteCount += byteSize;
        source.position(source.position() + byteSize);
        return byteSize;
    }

    private void drain(Deflater from) throws IOException {
        from.deflate(output.clear());
        writeAll(output.flip());
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            compressedByteCount += target.write(bytes);
        }
    }

    /// Writes what deflating still holds back.
    void finish() throws IOException {
        if (deflater != null) {
            deflater.finish();
            while (!deflater.finished()) {
                drain(deflater);
            }
        }
    }

    long crc() {
        return crc.getValue();
    }

    long byteCount() {
        return byteCount;
    }

    long compressedByteCount() {
        return compressedByteCount;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() {
        isOpen = false;
        if (deflater != null) {
            deflater.end();
        }
    }
}
