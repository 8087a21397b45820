package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.ExtendedBits;
import dev.ndwire.ndarray.element.ExtendedFloat;
import dev.ndwire.ndarray.element.Halves;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Converts between long doubles and bools, integers, floats and times, by way of tiles of their two parts, see
/// [ExtendedBits].
final class ExtendedCast implements RowCast {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int TILE = 512;

    private final DType from;
    private final DType to;

    /// @param from a real number or time
    /// @param to the same; one of both, and not both, a long double
    ExtendedCast(DType from, DType to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public void run(
            MemorySegment source,
            long sourceOffset,
            long sourceStride,
            MemorySegment target,
            long targetOffset,
            long targetStride,
            long count) {
        int capacity = (int) Math.min(TILE, count);
        var heads = new int[capacity];
        var bits = new long[capacity];
        for (long done = 0; done < count; done += TILE) {
            int n = (int) Math.min(TILE, count - done);
            long at = sourceOffset + done * sourceStride;
            long put = targetOffset + done * targetStride;
            if (from.kind() == Kind.LONG_FLOAT) {
                read(source, at, sourceStride, from, heads, bits, n);
                ofExtended(heads, bits, n);
                RawBits.write(target, put, targetStride, (int) to.itemSize(), RawBits.isSwapped(to), bits, n);
            } else {
                RawBits.read(source, at, sourceStride, (int) from.itemSize(), RawBits.isSwapped(from), bits, n);
                toExtended(heads, bits, n);
                write(target, put, targetStride, heads, bits, n);
            }
        }
    }

    /// Reads long doubles as their parts.
    static void read(MemorySegment s, long at, long stride, DType dtype, int[] heads, long[] bits, int n) {
        boolean isSwapped = RawBits.isSwapped(dtype);
        long headOffset = at + ExtendedFloat.headOffset(dtype.byteOrder());
        long bitsOffset = at + ExtendedFloat.significandOffset(dtype.byteOrder());
        for (int i = 0; i < n; i++) {
            // The head with its padding.
            long head = s.get(LONG, headOffset + i * stride);
            long significand = s.get(LONG, bitsOffset + i * stride);
            heads[i] = (int) (isSwapped ? Long.reverseBytes(head) : head) & 0xffff;
            bits[i] = isSwapped ? Long.reverseBytes(significand) : significand;
        }
    }

    private void write(MemorySegment t, long put, long stride, int[] heads, long[] bits, int n) {
        boolean isSwapped = RawBits.isSwapped(to);
        long headOffset = put + ExtendedFloat.headOffset(to.byteOrder());
        long bitsOffset = put + ExtendedFloat.significandOffset(to.byteOrder());
        for (int i = 0; i < n; i++) {
            // The head with its padding.
            long head = heads[i];
            t.set(LONG, headOffset + i * stride, isSwapped ? Long.reverseBytes(head) : head);
            t.set(LONG, bitsOffset + i * stride, isSwapped ? Long.reverseBytes(bits[i]) : bits[i]);
        }
    }

    /// Takes bits as they were read with a sign, and leaves significands.
    private void toExtended(int[] heads, long[] bits, int n) {
        if (from.kind() == Kind.FLOAT) {
            for (int i = 0; i < n; i++) {
                double value = Elements.real(bits[i], from.itemSize());
                heads[i] = ExtendedBits.head(value);
                bits[i] = ExtendedBits.significand(value);
            }
            return;
        }
        RawBits.toNumbers(from, bits, n);
        boolean isUnsigned = from.kind() == Kind.UINT;
        for (int i = 0; i < n; i++) {
            boolean isNegative = bits[i] < 0 && !isUnsigned;
            long magnitude = isNegative ? -bits[i] : bits[i];
            heads[i] = ExtendedBits.head(isNegative, magnitude);
            bits[i] = ExtendedBits.significand(magnitude);
        }
    }

    /// Takes significands, and leaves bits to write.
    private void ofExtended(int[] heads, long[] bits, int n) {
        switch (to.kind()) {
            case BOOL -> truths(heads, bits, n);
            case FLOAT -> floats(heads, bits, n);
            default -> integers(heads, bits, n);
        }
    }

    /// Takes significands, and leaves bools.
    static void truths(int[] heads, long[] bits, int n) {
        for (int i = 0; i < n; i++) {
            bits[i] = ExtendedBits.isTrue(heads[i], bits[i]) ? 1 : 0;
        }
    }

    private void floats(int[] heads, long[] bits, int n) {
        for (int i = 0; i < n; i++) {
            bits[i] = switch ((int) to.itemSize()) {
                // By way of a double, as numpy does it.
                case 2 -> Halves.ofDouble(ExtendedBits.toDouble(heads[i], bits[i]));
                case 4 -> Float.floatToRawIntBits(ExtendedBits.toFloat(heads[i], bits[i]));
                default -> Double.doubleToRawLongBits(ExtendedBits.toDouble(heads[i], bits[i]));
            };
        }
    }

    /// Where there is no such integer, the smallest one of the instruction's size, of which smaller ones are the low
    /// bits: bytes are converted as 16 bits are, other unsigned integers as the next larger ones with a sign.
    private void integers(int[] heads, long[] bits, int n) {
        boolean isUnsigned = to.kind() == Kind.UINT;
        if (isUnsigned && to.itemSize() == Long.BYTES) {
            for (int i = 0; i < n; i++) {
                bits[i] = ExtendedBits.toUnsignedLong(heads[i], bits[i]);
            }
            return;
        }
        long bytes = Math.max(Short.BYTES, to.itemSize() * (isUnsigned ? 2 : 1));
        long least = bytes == Long.BYTES ? Long.MIN_VALUE : -1L << (Byte.SIZE * bytes - 1);
        for (int i = 0; i < n; i++) {
            long value = ExtendedBits.toLong(heads[i], bits[i]);
            bits[i] = value < least || value > ~least ? least : value;
        }
    }
}
