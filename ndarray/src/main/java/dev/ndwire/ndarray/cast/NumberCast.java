package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Halves;
import java.lang.foreign.MemorySegment;

/// Converts between any two dtypes of bools, integers, floats and times, by way of tiles of longs and doubles.
///
/// A long is what an integer is, that of uint64 by its bits; a double is what a float is, exactly. Every step is a loop
/// over a heap array of its own, so that few kernels do for all pairs.
final class NumberCast implements RowCast {
    private static final int TILE = 512;

    private final DType from;
    private final DType to;
    private final TimeCast times;

    NumberCast(DType from, DType to) {
        this.from = from;
        this.to = to;
        this.times = TimeCast.of(from, to);
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
        var bits = new long[capacity];
        var reals = new double[from.kind() == Kind.FLOAT || to.kind() == Kind.FLOAT ? capacity : 0];
        for (long done = 0; done < count; done += TILE) {
            int n = (int) Math.min(TILE, count - done);
            long at = sourceOffset + done * sourceStride;
            RawBits.read(source, at, sourceStride, (int) from.itemSize(), RawBits.isSwapped(from), bits, n);
            convert(bits, reals, n);
            long put = targetOffset + done * targetStride;
            RawBits.write(target, put, targetStride, (int) to.itemSize(), RawBits.isSwapped(to), bits, n);
        }
    }

    private void convert(long[] bits, double[] reals, int n) {
        if (from.kind() == Kind.FLOAT) {
            toReals(bits, reals, n);
            ofReals(reals, bits, n);
        } else {
            RawBits.toNumbers(from, bits, n);
            times.convert(bits, n);
            ofIntegers(bits, n);
        }
    }

    private void toReals(long[] bits, double[] reals, int n) {
        switch ((int) from.itemSize()) {
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    reals[i] = Float.float16ToFloat((short) bits[i]);
                }
            }
            case 4 -> {
                for (int i = 0; i < n; i++) {
                    reals[i] = Float.intBitsToFloat((int) bits[i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    reals[i] = Double.longBitsToDouble(bits[i]);
                }
            }
        }
    }

    private void ofReals(double[] reals, long[] bits, int n) {
        switch (to.kind()) {
            case FLOAT -> floats(reals, bits, n);
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    bits[i] = reals[i] != 0 ? 1 : 0;
                }
            }
            default -> integers(reals, bits, n);
        }
    }

    private void floats(double[] reals, long[] bits, int n) {
        switch ((int) to.itemSize()) {
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    bits[i] = Halves.ofDouble(reals[i]);
                }
            }
            case 4 -> {
                for (int i = 0; i < n; i++) {
                    bits[i] = Float.floatToRawIntBits((float) reals[i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    bits[i] = Double.doubleToRawLongBits(reals[i]);
                }
            }
        }
    }

    private void integers(double[] reals, long[] bits, int n) {
        boolean isUnsigned = to.kind() == Kind.UINT;
        if (isUnsigned && to.itemSize() == Long.BYTES) {
            for (int i = 0; i < n; i++) {
                bits[i] = Rounding.toUnsignedLong(reals[i]);
            }
        } else if (to.itemSize() == Long.BYTES || (isUnsigned && to.itemSize() == Integer.BYTES)) {
            for (int i = 0; i < n; i++) {
                bits[i] = Rounding.toLong(reals[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                bits[i] = Rounding.toInt(reals[i]);
            }
        }
    }

    private void ofIntegers(long[] bits, int n) {
        if (to.kind() == Kind.BOOL) {
            for (int i = 0; i < n; i++) {
                bits[i] = bits[i] != 0 ? 1 : 0;
            }
        } else if (to.kind() == Kind.FLOAT) {
            if (from.kind() == Kind.UINT && from.itemSize() == Long.BYTES) {
                floatsOfUnsigned(bits, n);
            } else {
                floatsOfSigned(bits, n);
            }
        }
    }

    /// Integers become float16 by way of float32, as in numpy.
    private void floatsOfSigned(long[] bits, int n) {
        switch ((int) to.itemSize()) {
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    bits[i] = Float.floatToFloat16((float) bits[i]);
                }
            }
            case 4 -> {
                for (int i = 0; i < n; i++) {
                    bits[i] = Float.floatToRawIntBits((float) bits[i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    bits[i] = Double.doubleToRawLongBits((double) bits[i]);
                }
            }
        }
    }

    private void floatsOfUnsigned(long[] bits, int n) {
        for (int i = 0; i < n; i++) {
            bits[i] = switch ((int) to.itemSize()) {
                case 2 -> Float.floatToFloat16(Rounding.unsignedToFloat(bits[i]));
                case 4 -> Float.floatToRawIntBits(Rounding.unsignedToFloat(bits[i]));
                default -> Double.doubleToRawLongBits(Rounding.unsignedToDouble(bits[i]));
            };
        }
    }
}
