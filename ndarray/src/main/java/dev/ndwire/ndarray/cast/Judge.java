package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.ExtendedBits;
import dev.ndwire.ndarray.element.Halves;
import java.lang.foreign.MemorySegment;

/// Finds real numbers that have no equal in another dtype, a tile at a time.
abstract class Judge {
    private static final int TILE = 512;
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
    /// @param n at most 512
    int firstWrong(MemorySegment tile, long at, long stride, int n) {
        RawBits.read(tile, at, stride, (int) from.itemSize(), RawBits.isSwapped(from.byteOrder()), bits, n);
        for (int i = 0; i < n; i++) {
            if (!isSame(i)) {
                return i;
            }
        }
        return n;
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

    private static final class OfIntegers extends Judge {
        private final boolean isUnsigned;
        private final long mask;

        OfIntegers(DType from, DType to) {
            super(from, to);
            isUnsigned = from.kind() == Kind.UINT;
            boolean isWhole = !isUnsigned || from.itemSize() == Long.BYTES;
            mask = isWhole ? -1 : (1L << (Byte.SIZE * from.itemSize())) - 1;
        }

        @Override
        boolean isSame(int i) {
            long value = bits[i] & mask;
            boolean isNegative = value < 0 && !isUnsigned;
            long magnitude = isNegative ? -value : value;
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
            // The largest float16 counts as too large in numpy.
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
            double value = switch ((int) from.itemSize()) {
                case Short.BYTES -> Float.float16ToFloat((short) bits[i]);
                case Float.BYTES -> Float.intBitsToFloat((int) bits[i]);
                default -> Double.longBitsToDouble(bits[i]);
            };
            return switch (to.kind()) {
                case FLOAT -> isExact(value);
                // Numpy finds no equal of what is no finite number.
                case LONG_FLOAT -> Double.isFinite(value);
                default -> isWhole(value);
            };
        }

        private boolean isExact(double value) {
            if (!Double.isFinite(value) || to.itemSize() >= from.itemSize()) {
                return true;
            }
            if (isHalf()) {
                return Math.abs(value) < MAX_HALF && Float.float16ToFloat((short) Halves.ofDouble(value)) == value;
            }
            return (float) value == value;
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
        int firstWrong(MemorySegment tile, long at, long stride, int n) {
            ExtendedCast.read(tile, at, stride, from.byteOrder(), heads, bits, n);
            for (int i = 0; i < n; i++) {
                if (!isSame(i)) {
                    return i;
                }
            }
            return n;
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
            boolean isFound = Double.isFinite(value)
                    && ExtendedBits.head(value) == head
                    && ExtendedBits.significand(value) == significand;
            return isFound
                    && switch ((int) to.itemSize()) {
                        case Short.BYTES ->
                            Math.abs(value) < MAX_HALF && Float.float16ToFloat((short) Halves.ofDouble(value)) == value;
                        case Float.BYTES -> (float) value == value;
                        default -> true;
                    };
        }
    }
}
