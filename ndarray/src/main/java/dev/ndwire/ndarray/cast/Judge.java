package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.ExtendedBits;
import dev.ndwire.ndarray.element.Halves;
import java.lang.foreign.MemorySegment;

/// Finds real numbers that have no equal in another dtype, a tile at a time.
abstract class Judge {
    /// The most numbers of a tile.
    static final int TILE = 512;

    /// The largest float16, which counts as too large in numpy.
    private static final double MAX_HALF = 65504;

    final DType from;
    final DType to;
    final long[] bits = new long[TILE];

    private Judge(DType from, DType to) {
        this.from = from;
        this.to = to;
    }

    /// @param from integers, floats or long doubles
    /// @param to the same
    static Judge of(DType from, DType to) {
        return switch (from.kind()) {
            case FLOAT -> new OfFloats(from, to);
            case LONG_FLOAT -> new OfLongDoubles(from, to);
            default -> new OfIntegers(from, to);
        };
    }

    /// The position of the first number that would become another one; `n` if none would.
    ///
    /// @param tile native memory
    /// @param at where the first number starts
    /// @param n at most [#TILE]
    int firstWrong(MemorySegment tile, long at, long stride, int n) {
        read(tile, at, stride, n);
        for (int i = 0; i < n; i++) {
            if (!isSame(i)) {
                return i;
            }
        }
        return n;
    }

    /// Reads numbers for [#isSame].
    void read(MemorySegment tile, long at, long stride, int n) {
        RawBits.read(tile, at, stride, (int) from.itemSize(), RawBits.isSwapped(from), bits, n);
    }

    abstract boolean isSame(int i);

    boolean isHalf() {
        return to.kind() == Kind.FLOAT && to.itemSize() == Short.BYTES;
    }

    /// Whether an integer, of which magnitude and sign are given, is one of the target's.
    boolean fits(boolean isNegative, long magnitude) {
        int size = Byte.SIZE * (int) to.itemSize();
        if (to.kind() == Kind.UINT) {
            return (!isNegative || magnitude == 0) && (size == Long.SIZE || magnitude >>> size == 0);
        }
        long most = 1L << (size - 1);
        return Long.compareUnsigned(magnitude, isNegative ? most : most - 1) <= 0;
    }

    /// Whether a finite float is one of the target's.
    boolean hasFloat(double value) {
        return switch ((int) to.itemSize()) {
            case Short.BYTES ->
                Math.abs(value) < MAX_HALF && Float.float16ToFloat((short) Halves.ofDouble(value)) == value;
            case Float.BYTES -> (float) value == value;
            default -> true;
        };
    }

    private static final class OfIntegers extends Judge {
        private final boolean isUnsigned;

        OfIntegers(DType from, DType to) {
            super(from, to);
            isUnsigned = from.kind() == Kind.UINT;
        }

        @Override
        void read(MemorySegment tile, long at, long stride, int n) {
            super.read(tile, at, stride, n);
            RawBits.toNumbers(from, bits, n);
        }

        @Override
        boolean isSame(int i) {
            boolean isNegative = bits[i] < 0 && !isUnsigned;
            long magnitude = isNegative ? -bits[i] : bits[i];
            return switch (to.kind()) {
                case FLOAT -> isExact(magnitude);
                case LONG_FLOAT -> true;
                default -> fits(isNegative, magnitude);
            };
        }

        private boolean isExact(long magnitude) {
            int digits = Long.SIZE - Long.numberOfLeadingZeros(magnitude) - Long.numberOfTrailingZeros(magnitude);
            int most = switch ((int) to.itemSize()) {
                case Short.BYTES -> 11;
                case Float.BYTES -> 24;
                default -> 53;
            };
            return digits <= most && (!isHalf() || Long.compareUnsigned(magnitude, (long) MAX_HALF) < 0);
        }
    }

    private static final class OfFloats extends Judge {
        private final boolean isFromHalf;

        OfFloats(DType from, DType to) {
            super(from, to);
            isFromHalf = from.itemSize() == Short.BYTES;
        }

        @Override
        boolean isSame(int i) {
            double value = Elements.real(bits[i], from.itemSize());
            return switch (to.kind()) {
                case FLOAT -> !Double.isFinite(value) || to.itemSize() >= from.itemSize() || hasFloat(value);
                // Numpy finds no equal of what is no finite number.
                case LONG_FLOAT -> Double.isFinite(value);
                default -> isWhole(value);
            };
        }

        private boolean isWhole(double value) {
            if (Math.rint(value) != value || !(Math.abs(value) <= 0x1p64)) {
                return false;
            }
            // Numpy finds no integer that equals the -0.0 of float16.
            if (isFromHalf && value == 0 && Double.doubleToRawLongBits(value) < 0) {
                return false;
            }
            double magnitude = Math.abs(value);
            return magnitude < 0x1p64 && fits(value < 0, Rounding.toUnsignedLong(magnitude));
        }
    }

    private static final class OfLongDoubles extends Judge {
        private final int[] heads = new int[TILE];

        OfLongDoubles(DType from, DType to) {
            super(from, to);
        }

        @Override
        void read(MemorySegment tile, long at, long stride, int n) {
            ExtendedCast.read(tile, at, stride, from, heads, bits, n);
        }

        @Override
        boolean isSame(int i) {
            int head = heads[i];
            long significand = bits[i];
            return switch (to.kind()) {
                case LONG_FLOAT -> true;
                case FLOAT -> isExact(head, significand);
                default ->
                    ExtendedBits.isWhole(head, significand)
                            && ExtendedBits.isBelowTwoTo64(head)
                            && fits(head >= ExtendedBits.SIGN, ExtendedBits.magnitude(head, significand));
            };
        }

        private boolean isExact(int head, long significand) {
            double value = ExtendedBits.toDouble(head, significand);
            return Double.isFinite(value)
                    && ExtendedBits.head(value) == head
                    && ExtendedBits.significand(value) == significand
                    && hasFloat(value);
        }
    }
}
