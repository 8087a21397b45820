package dev.ndwire.arrow.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Bits of Arrow, least significant first, from bytes of numpy and from bits that start elsewhere.
///
/// All memory is native.
public final class Bitmaps {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;
    private static final long LOW_ONE = 0x0101010101010101L;
    // Times this, bit 8i of a number with no other bits goes to bit 56 + i, and no two products meet.
    private static final long GATHER = 0x0102040810204080L;

    private Bitmaps() {}

    /// How many bytes hold bits.
    ///
    /// @param bits how many, at least 0
    /// @return the number of bytes, the last of which may be used in part
    public static long byteSize(long bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /// Packs bytes: what is not 0 becomes 1.
    ///
    /// @param bytes one for each bit
    /// @param bits takes them, from its first byte on
    /// @param isInverted whether what is 0 becomes 1 instead
    public static void pack(MemorySegment bytes, MemorySegment bits, boolean isInverted) {
        long count = bytes.byteSize();
        int flip = isInverted ? 0xff : 0;
        long whole = count / Byte.SIZE;
        for (long i = 0; i < whole; i++) {
            long eight = bytes.get(LONG, i * Byte.SIZE);
            long ones = ((((eight & LOW_SEVEN) + LOW_SEVEN) | eight) >>> (Byte.SIZE - 1)) & LOW_ONE;
            bits.set(BYTE, i, (byte) (((ones * GATHER) >>> (Long.SIZE - Byte.SIZE)) ^ flip));
        }
        int last = 0;
        for (long i = whole * Byte.SIZE; i < count; i++) {
            boolean bit = (bytes.get(BYTE, i) != 0) != isInverted;
            last |= (bit ? 1 : 0) << (i % Byte.SIZE);
        }
        if (count % Byte.SIZE != 0) {
            bits.set(BYTE, whole, (byte) last);
        }
    }

    /// Copies bits to the start of other memory.
    ///
    /// @param source has them
    /// @param start the first one, counted from the source's first bit
    /// @param count how many
    /// @param target takes them; bits behind them in the last byte are any
    public static void copy(MemorySegment source, long start, long count, MemorySegment target) {
        int shift = (int) (start % Byte.SIZE);
        long from = start / Byte.SIZE;
        long byteSize = byteSize(count);
        long i = 0;
        // Eight bytes need the one behind them as well.
        for (; i + Long.BYTES <= byteSize && from + i + Long.BYTES < source.byteSize(); i += Long.BYTES) {
            long low = source.get(LONG, from + i) >>> shift;
            long high = (long) source.get(BYTE, from + i + Long.BYTES) << 1 << (Long.SIZE - 1 - shift);
            target.set(LONG, i, low | high);
        }
        for (; i < byteSize; i++) {
            int low = Byte.toUnsignedInt(source.get(BYTE, from + i));
            boolean hasMore = from + i + 1 < source.byteSize();
            int high = hasMore ? Byte.toUnsignedInt(source.get(BYTE, from + i + 1)) : 0;
            target.set(BYTE, i, (byte) (((high << Byte.SIZE) | low) >>> shift));
        }
    }

    /// Reads a bit.
    ///
    /// @param bits has it
    /// @param index which one
    /// @return whether it is 1
    public static boolean isSet(MemorySegment bits, long index) {
        return ((bits.get(BYTE, index / Byte.SIZE) >> (index % Byte.SIZE)) & 1) != 0;
    }

    /// Makes a bit 1.
    ///
    /// @param bits has it
    /// @param index which one
    public static void set(MemorySegment bits, long index) {
        long at = index / Byte.SIZE;
        bits.set(BYTE, at, (byte) (bits.get(BYTE, at) | (1 << (index % Byte.SIZE))));
    }

    /// Counts zeros.
    ///
    /// @param bits has the bits
    /// @param count how many are looked at, from the first one on
    /// @return how many of them are 0
    public static long zeros(MemorySegment bits, long count) {
        long ones = 0;
        long i = 0;
        for (; i + Long.SIZE <= count; i += Long.SIZE) {
            ones += Long.bitCount(bits.get(LONG, i / Byte.SIZE));
        }
        for (; i < count; i++) {
            ones += isSet(bits, i) ? 1 : 0;
        }
        return count - ones;
    }
}
