package dev.ndwire.core.compress;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// One block of lz4, which may repeat what was written before it.
///
/// ```text
///   byte 0       1                          n          n+2
///        ┌───────┬──────────────┬───────────┬──────────┬────────────────┐
///        │ token │ more of l,   │ l literal │ distance │ more of m,     │  the next, until literals end the block
///        │ l | m │ if l is 15   │ bytes     │ (u16)    │ if m is 15     │
///        └───────┴──────────────┴───────────┴──────────┴────────────────┘
/// ```
/// A sequence is `l` bytes as they are, then `m + 4` bytes that were `distance` bytes before.
final class Lz4Block {
    private static final int LENGTH_MASK = 15;
    private static final int LENGTH_BITS = 4;
    private static final int LEAST_MATCH = 4;
    private static final int MORE = 255;
    /// Shorter runs are copied by longs, some bytes too many where there is room: most are shorter.
    private static final int SHORT_RUN = 32;

    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final MemorySegment block;
    private final MemorySegment target;
    private final long end;
    private long from;
    private long to;

    private Lz4Block(MemorySegment block, MemorySegment target, long start) {
        this.block = block;
        this.target = target;
        this.end = block.byteSize();
        this.to = start;
    }

    /// Decompresses a block.
    ///
    /// @param block its bytes
    /// @param target what was written before, and room
    /// @param start where in `target` to begin
    /// @return where it ended
    /// @throws IllegalArgumentException if the block is damaged
    /// @throws IndexOutOfBoundsException if it is cut short, or gives more than there is room for
    static long decompress(MemorySegment block, MemorySegment target, long start) {
        var one = new Lz4Block(block, target, start);
        one.sequences();
        return one.to;
    }

    private void sequences() {
        while (true) {
            int token = block.get(BYTE, from++) & 0xff;
            literals(length(token >>> LENGTH_BITS));
            if (from == end) {
                return;
            }
            long distance = block.get(SHORT, from) & 0xffffL;
            from += Short.BYTES;
            if (distance == 0 || distance > to) {
                throw new IllegalArgumentException("repeats what is " + distance + " bytes before byte " + to);
            }
            repeat(distance, length(token & LENGTH_MASK) + LEAST_MATCH);
        }
    }

    private long length(int start) {
        long length = start;
        if (start == LENGTH_MASK) {
            int more;
            do {
                more = block.get(BYTE, from++) & 0xff;
                length += more;
            } while (more == MORE);
        }
        return length;
    }

    private void literals(long length) {
        if (length <= SHORT_RUN && from + SHORT_RUN <= end && to + SHORT_RUN <= target.byteSize()) {
            for (long i = 0; i < length; i += Long.BYTES) {
                target.set(LONG, to + i, block.get(LONG, from + i));
            }
        } else {
            MemorySegment.copy(block, from, target, to, length);
        }
        from += length;
        to += length;
    }

    private void repeat(long distance, long length) {
        long last = to + length;
        if (last > target.byteSize()) {
            throw new IndexOutOfBoundsException("gives more than " + target.byteSize() + " bytes");
        }
        if (distance >= Long.BYTES && last + Long.BYTES <= target.byteSize()) {
            for (long i = to; i < last; i += Long.BYTES) {
                target.set(LONG, i, target.get(LONG, i - distance));
            }
        } else {
            for (long i = to; i < last; i++) {
                target.set(BYTE, i, target.get(BYTE, i - distance));
            }
        }
        to = last;
    }
}
