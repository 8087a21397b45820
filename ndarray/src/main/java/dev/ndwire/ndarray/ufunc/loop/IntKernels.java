package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.ufunc.Ufunc;
import dev.ndwire.ndarray.ufunc.loop.Operation.IntTest;
import dev.ndwire.ndarray.ufunc.loop.Operation.Ints;
import org.jspecify.annotations.Nullable;

/// Bools and integers of up to 32 bits, computed as `int`; only int32 uses the full width, and all wrap around.
final class IntKernels {
    private static final int WIDTH = Integer.SIZE;

    private IntKernels() {}

    /// The operation on bools, which are 0 or 1.
    static @Nullable Operation ofBools(Ufunc function) {
        return switch (function) {
            case ADD, MAXIMUM, FMAX, BITWISE_OR, LOGICAL_OR -> (IntTest) (x, y) -> (x | y) != 0;
            case MULTIPLY, MINIMUM, FMIN, BITWISE_AND, LOGICAL_AND -> (IntTest) (x, y) -> (x & y) != 0;
            case BITWISE_XOR, LOGICAL_XOR, NOT_EQUAL -> (IntTest) (x, y) -> x != y;
            case ABSOLUTE, FLOOR, CEIL, TRUNC -> (IntTest) (x, y) -> x != 0;
            case INVERT -> (IntTest) (x, y) -> x == 0;
            default -> test(function);
        };
    }

    /// The operation on integers.
    static @Nullable Operation of(Ufunc function) {
        return switch (function) {
            case ADD -> (Ints) (x, y) -> x + y;
            case SUBTRACT -> (Ints) (x, y) -> x - y;
            case MULTIPLY -> (Ints) (x, y) -> x * y;
            case FLOOR_DIVIDE -> (Ints) (x, y) -> y == 0 ? 0 : Math.floorDiv(x, y);
            case REMAINDER -> (Ints) (x, y) -> y == 0 ? 0 : Math.floorMod(x, y);
            case FMOD -> (Ints) (x, y) -> y == 0 ? 0 : x % y;
            case POWER -> (Ints) IntKernels::power;
            case MAXIMUM, FMAX -> (Ints) Math::max;
            case MINIMUM, FMIN -> (Ints) Math::min;
            case BITWISE_AND -> (Ints) (x, y) -> x & y;
            case BITWISE_OR -> (Ints) (x, y) -> x | y;
            case BITWISE_XOR -> (Ints) (x, y) -> x ^ y;
            case LEFT_SHIFT -> (Ints) (x, y) -> y < 0 || y >= WIDTH ? 0 : x << y;
            case RIGHT_SHIFT -> (Ints) (x, y) -> x >> (y < 0 || y >= WIDTH ? WIDTH - 1 : y);
            case NEGATIVE -> (Ints) (x, y) -> -x;
            case POSITIVE, CONJUGATE, FLOOR, CEIL, TRUNC -> (Ints) (x, y) -> x;
            case ABSOLUTE -> (Ints) (x, y) -> Math.abs(x);
            case SIGN -> (Ints) (x, y) -> Integer.signum(x);
            case SQUARE -> (Ints) (x, y) -> x * x;
            // The infinity that C makes of 1/0 becomes the smallest int, of which narrower types keep the zeros.
            case RECIPROCAL -> (Ints) (x, y) -> x == 0 ? Integer.MIN_VALUE : 1 / x;
            case INVERT -> (Ints) (x, y) -> ~x;
            default -> test(function);
        };
    }

    private static @Nullable Operation test(Ufunc function) {
        return switch (function) {
            case EQUAL -> (IntTest) (x, y) -> x == y;
            case NOT_EQUAL -> (IntTest) (x, y) -> x != y;
            case LESS -> (IntTest) (x, y) -> x < y;
            case LESS_EQUAL -> (IntTest) (x, y) -> x <= y;
            case GREATER -> (IntTest) (x, y) -> x > y;
            case GREATER_EQUAL -> (IntTest) (x, y) -> x >= y;
            case LOGICAL_AND -> (IntTest) (x, y) -> x != 0 && y != 0;
            case LOGICAL_OR -> (IntTest) (x, y) -> (x | y) != 0;
            case LOGICAL_XOR -> (IntTest) (x, y) -> (x != 0) != (y != 0);
            case LOGICAL_NOT -> (IntTest) (x, y) -> x == 0;
            case ISNAN, ISINF -> (IntTest) (x, y) -> false;
            case ISFINITE -> (IntTest) (x, y) -> true;
            default -> null;
        };
    }

    private static int power(int base, int exponent) {
        return (int) LongKernels.power(base, exponent);
    }
}
