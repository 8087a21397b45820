package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// A deflated member's bytes, inflated.
final class InflatedMember implements ReadableByteChannel {
    private static final int INPUT_BYTE_SIZE = 1 << 16;

    private final ZipSource source;
    private final ZipMember member;
    private final StoredMember stored;
    private final Inflater inflater = new Inflater(true);
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTE_SIZE).limit(0);
    private boolean isOpen = true;

    InflatedMember(ZipSource source, ZipMember member, long dataByteOffset) {
        this.source = source;
        this.member = member;
        this.stored = new StoredMember(source, member, dataByteOffset);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            int count = 0;
            while (count == 0 && target.hasRemaining()) {
                if (inflater.finished()) {
                    checkAllIsUsed();
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    throw source.malformed(member, "is deflated with a dictionary, allowed is none");
                }
                if (inflater.needsInput()) {
                    feed();
                }
                count = inflater.inflate(target);
            }
            return count;
        } catch (DataFormatException broken) {
            throw source.malformed(member, "is not deflated as it should be: " + broken.getMessage());
        }
    }

    private void feed() throws IOException {
        input.clear();
        if (stored.read(input) < 0) {
            throw source.malformed(member, "is cut short: its deflated bytes have no end");
        }
        inflater.setInput(input.flip());
    }

    private void checkAllIsUsed() {
        long left = member.compressedByteSize() - inflater.getBytesRead();
        if (left != 0) {
            throw source.malformed(member, "has " + left + " bytes behind the end of its deflated ones");
        }
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() {
        isOpen = false;
        inflater.end();
    }
}
