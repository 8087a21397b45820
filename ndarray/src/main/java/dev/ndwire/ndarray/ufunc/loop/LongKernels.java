package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.ufunc.Ufunc;
import dev.ndwire.ndarray.ufunc.loop.Operation.LongTest;
import dev.ndwire.ndarray.ufunc.loop.Operation.Longs;
import org.jspecify.annotations.Nullable;

/// uint32, int64 and uint64, computed as `long`.
final class LongKernels {
    private static final int WIDTH = Long.SIZE;

    private LongKernels() {}

    /// The operation on uint32, which never reach the sign of a `long`, and on int64.
    static @Nullable Operation of(Ufunc function) {
        return switch (function) {
            case ADD -> (Longs) (x, y) -> x + y;
            case SUBTRACT -> (Longs) (x, y) -> x - y;
            case MULTIPLY -> (Longs) (x, y) -> x * y;
            case FLOOR_DIVIDE -> (Longs) (x, y) -> y == 0 ? 0 : Math.floorDiv(x, y);
            case REMAINDER -> (Longs) (x, y) -> y == 0 ? 0 : Math.floorMod(x, y);
            case FMOD -> (Longs) (x, y) -> y == 0 ? 0 : x % y;
            case POWER -> (Longs) LongKernels::power;
            case MAXIMUM, FMAX -> (Longs) Math::max;
            case MINIMUM, FMIN -> (Longs) Math::min;
            case BITWISE_AND -> (Longs) (x, y) -> x & y;
            case BITWISE_OR -> (Longs) (x, y) -> x | y;
            case BITWISE_XOR -> (Longs) (x, y) -> x ^ y;
            case LEFT_SHIFT -> (Longs) (x, y) -> y < 0 || y >= WIDTH ? 0 : x << y;
            case RIGHT_SHIFT -> (Longs) (x, y) -> x >> (y < 0 || y >= WIDTH ? WIDTH - 1 : y);
            case NEGATIVE -> (Longs) (x, y) -> -x;
            case POSITIVE, CONJUGATE, FLOOR, CEIL, TRUNC -> (Longs) (x, y) -> x;
            case ABSOLUTE -> (Longs) (x, y) -> Math.abs(x);
            case SIGN -> (Longs) (x, y) -> Long.signum(x);
            case SQUARE -> (Longs) (x, y) -> x * x;
            // The infinity that C makes of 1/0 becomes the smallest long, of which uint32 keeps the zeros.
            case RECIPROCAL -> (Longs) (x, y) -> x == 0 ? Long.MIN_VALUE : 1 / x;
            case INVERT -> (Longs) (x, y) -> ~x;
            default -> test(function);
        };
    }

    private static @Nullable Operation test(Ufunc function) {
        return switch (function) {
            case EQUAL -> (LongTest) (x, y) -> x == y;
            case NOT_EQUAL -> (LongTest) (x, y) -> x != y;
            case LESS -> (LongTest) (x, y) -> x < y;
            case LESS_EQUAL -> (LongTest) (x, y) -> x <= y;
            case GREATER -> (LongTest) (x, y) -> x > y;
            case GREATER_EQUAL -> (LongTest) (x, y) -> x >= y;
            case LOGICAL_AND -> (LongTest) (x, y) -> x != 0 && y != 0;
            case LOGICAL_OR -> (LongTest) (x, y) -> (x | y) != 0;
            case LOGICAL_XOR -> (LongTest) (x, y) -> (x != 0) != (y != 0);
            case LOGICAL_NOT -> (LongTest) (x, y) -> x == 0;
            case ISNAN, ISINF -> (LongTest) (x, y) -> false;
            case ISFINITE -> (LongTest) (x, y) -> true;
            default -> null;
        };
    }

    /// The operation on uint64, whose upper half lies in a `long`'s negative numbers.
    static @Nullable Operation ofUnsigned(Ufunc function) {
        return switch (function) {
            case FLOOR_DIVIDE -> (Longs) (x, y) -> y == 0 ? 0 : Long.divideUnsigned(x, y);
            case REMAINDER, FMOD -> (Longs) (x, y) -> y == 0 ? 0 : Long.remainderUnsigned(x, y);
            case POWER -> (Longs) LongKernels::powerUnsigned;
            case MAXIMUM, FMAX -> (Longs) (x, y) -> isLess(x, y) ? y : x;
            case MINIMUM, FMIN -> (Longs) (x, y) -> isLess(x, y) ? x : y;
            case RIGHT_SHIFT -> (Longs) (x, y) -> y < 0 || y >= WIDTH ? 0 : x >>> y;
            case ABSOLUTE -> (Longs) (x, y) -> x;
            case SIGN -> (Longs) (x, y) -> x == 0 ? 0 : 1;
            case RECIPROCAL -> (Longs) (x, y) -> x == 1 ? 1 : 0;
            case LESS -> (LongTest) LongKernels::isLess;
            case LESS_EQUAL -> (LongTest) (x, y) -> !isLess(y, x);
            case GREATER -> (LongTest) (x, y) -> isLess(y, x);
            case GREATER_EQUAL -> (LongTest) (x, y) -> !isLess(x, y);
            default -> of(function);
        };
    }

    /// Compares an int64 with a uint64, exactly.
    static @Nullable Operation ofSignedAndUnsigned(Ufunc function) {
        return switch (function) {
            case EQUAL -> (LongTest) (x, y) -> x == y && x >= 0;
            case NOT_EQUAL -> (LongTest) (x, y) -> x != y || x < 0;
            case LESS -> (LongTest) (x, y) -> x < 0 || isLess(x, y);
            case LESS_EQUAL -> (LongTest) (x, y) -> x < 0 || !isLess(y, x);
            case GREATER -> (LongTest) (x, y) -> x >= 0 && isLess(y, x);
            case GREATER_EQUAL -> (LongTest) (x, y) -> x >= 0 && !isLess(x, y);
            default -> null;
        };
    }

    /// Compares a uint64 with an int64, exactly.
    static @Nullable Operation ofUnsignedAndSigned(Ufunc function) {
        return switch (function) {
            case EQUAL -> (LongTest) (x, y) -> x == y && y >= 0;
            case NOT_EQUAL -> (LongTest) (x, y) -> x != y || y < 0;
            case LESS -> (LongTest) (x, y) -> y >= 0 && isLess(x, y);
            case LESS_EQUAL -> (LongTest) (x, y) -> y >= 0 && !isLess(y, x);
            case GREATER -> (LongTest) (x, y) -> y < 0 || isLess(y, x);
            case GREATER_EQUAL -> (LongTest) (x, y) -> y < 0 || !isLess(x, y);
            default -> null;
        };
    }

    private static boolean isLess(long x, long y) {
        return x + Long.MIN_VALUE < y + Long.MIN_VALUE;
    }

    static long power(long base, long exponent) {
        if (exponent < 0) {
            throw new IllegalArgumentException("Integers to negative integer powers are not allowed.");
        }
        return powerUnsigned(base, exponent);
    }

    private static long powerUnsigned(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long bits = exponent; bits != 0; bits >>>= 1) {
            if ((bits & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
