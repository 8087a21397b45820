package dev.ndwire.ndarray.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The wide numbers that a member's extra field holds, taken in their order: size, size compressed, place.
final class Zip64Numbers {
    private static final int HEAD_BYTE_SIZE = 4;

    private final ZipSource source;
    private final String what;
    private final long byteOffset;
    private final ByteBuffer numbers;

    /// @param extra a member's whole extra field
    /// @param what whose it is, for messages
    /// @param byteOffset where that begins
    Zip64Numbers(ZipSource source, byte[] extra, String what, long byteOffset) {
        this.source = source;
        this.what = what;
        this.byteOffset = byteOffset;
        this.numbers = find(ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN));
    }

    private ByteBuffer find(ByteBuffer extra) {
        ByteBuffer found = ByteBuffer.allocate(0);
        while (extra.remaining() >= HEAD_BYTE_SIZE) {
            int id = Short.toUnsignedInt(extra.getShort());
            int byteSize = Short.toUnsignedInt(extra.getShort());
            if (byteSize > extra.remaining()) {
                throw source.malformed(
                        what + " has an extra field of " + byteSize + " bytes, " + extra.remaining() + " are left",
                        byteOffset);
            }
            if (id == ZipFormat.ZIP64_EXTRA && found.capacity() == 0) {
                found = extra.slice(extra.position(), byteSize).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + byteSize);
        }
        return found;
    }

    /// The number that a narrow field stands for.
    ///
    /// @param narrow the unsigned field; all ones if the number is here
    /// @return the number
    /// @throws MalformedNpyException if the extra field is there and ends before it, or the number exceeds a long
    long widened(long narrow) {
        if (narrow != ZipFormat.MAX_INT || numbers.capacity() == 0) {
            return narrow;
        }
        if (numbers.remaining() < Long.BYTES) {
            throw source.malformed(what + " has a ZIP64 field without all sizes that need it", byteOffset);
        }
        long wide = numbers.getLong();
        if (wide < 0) {
            throw source.malformed(
                    what + " has " + Long.toUnsignedString(wide) + " for a size, allowed are 0 to " + Long.MAX_VALUE,
                    byteOffset);
        }
        return wide;
    }
}
