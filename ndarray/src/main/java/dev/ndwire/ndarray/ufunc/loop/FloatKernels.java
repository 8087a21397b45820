package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.ufunc.Ufunc;
import dev.ndwire.ndarray.ufunc.loop.Operation.FloatTest;
import dev.ndwire.ndarray.ufunc.loop.Operation.Floats;
import org.jspecify.annotations.Nullable;

/// float32, and float16 widened to it. What rounds once is computed in `float`; functions are computed in `double` and
/// rounded.
final class FloatKernels {
    private static final float DEGREES = 180f / (float) Math.PI;
    private static final float RADIANS = (float) Math.PI / 180f;

    private FloatKernels() {}

    /// The operation on float32.
    static @Nullable Operation of(Ufunc function) {
        return switch (function) {
            case ADD -> (Floats) (x, y) -> x + y;
            case SUBTRACT -> (Floats) (x, y) -> x - y;
            case MULTIPLY -> (Floats) (x, y) -> x * y;
            case DIVIDE -> (Floats) (x, y) -> x / y;
            case FLOOR_DIVIDE -> (Floats) FloatKernels::floorDivide;
            case REMAINDER -> (Floats) FloatKernels::remainder;
            case FMOD -> (Floats) (x, y) -> x % y;
            case MAXIMUM -> (Floats) (x, y) -> x > y || Float.isNaN(x) ? x : y;
            case MINIMUM -> (Floats) (x, y) -> x < y || Float.isNaN(x) ? x : y;
            case FMAX -> (Floats) (x, y) -> x > y || Float.isNaN(y) ? x : y;
            case FMIN -> (Floats) (x, y) -> x < y || Float.isNaN(y) ? x : y;
            case COPYSIGN -> (Floats) Math::copySign;
            case NEXTAFTER -> (Floats) (x, y) -> x == y ? y : Math.nextAfter(x, (double) y);
            case NEGATIVE -> (Floats) (x, y) -> -x;
            case POSITIVE, CONJUGATE -> (Floats) (x, y) -> x;
            case ABSOLUTE, FABS -> (Floats) (x, y) -> Math.abs(x);
            case SIGN -> (Floats) (x, y) -> x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x;
            case SQUARE -> (Floats) (x, y) -> x * x;
            case RECIPROCAL -> (Floats) (x, y) -> 1 / x;
            case SQRT -> (Floats) (x, y) -> (float) Math.sqrt(x);
            case DEGREES -> (Floats) (x, y) -> x * DEGREES;
            case RADIANS -> (Floats) (x, y) -> x * RADIANS;
            case FLOOR -> (Floats) (x, y) -> (float) Math.floor(x);
            case CEIL -> (Floats) (x, y) -> (float) Math.ceil(x);
            case TRUNC -> (Floats) (x, y) -> (float) (x < 0 ? Math.ceil(x) : Math.floor(x));
            case RINT -> (Floats) (x, y) -> (float) Math.rint(x);
            default -> throughDouble(function);
        };
    }

    /// The operation on float16.
    static @Nullable Operation ofHalves(Ufunc function) {
        return switch (function) {
            // Of zeros that differ in sign numpy takes the first one here, the second one in wider floats.
            case MAXIMUM -> (Floats) (x, y) -> x >= y || Float.isNaN(x) ? x : y;
            case MINIMUM -> (Floats) (x, y) -> x <= y || Float.isNaN(x) ? x : y;
            case FMAX -> (Floats) (x, y) -> x >= y || Float.isNaN(y) ? x : y;
            case FMIN -> (Floats) (x, y) -> x <= y || Float.isNaN(y) ? x : y;
            case NEXTAFTER -> (Floats) FloatKernels::nextHalf;
            default -> of(function);
        };
    }

    private static @Nullable Operation throughDouble(Ufunc function) {
        Operation inDouble = DoubleKernels.function(function);
        return inDouble instanceof Operation.Doubles doubles
                ? (Floats) (x, y) -> (float) doubles.at(x, y)
                : test(function);
    }

    private static @Nullable Operation test(Ufunc function) {
        return switch (function) {
            case EQUAL -> (FloatTest) (x, y) -> x == y;
            case NOT_EQUAL -> (FloatTest) (x, y) -> x != y;
            case LESS -> (FloatTest) (x, y) -> x < y;
            case LESS_EQUAL -> (FloatTest) (x, y) -> x <= y;
            case GREATER -> (FloatTest) (x, y) -> x > y;
            case GREATER_EQUAL -> (FloatTest) (x, y) -> x >= y;
            case LOGICAL_AND -> (FloatTest) (x, y) -> x != 0 && y != 0;
            case LOGICAL_OR -> (FloatTest) (x, y) -> x != 0 || y != 0;
            case LOGICAL_XOR -> (FloatTest) (x, y) -> (x != 0) != (y != 0);
            case LOGICAL_NOT -> (FloatTest) (x, y) -> x == 0;
            case ISNAN -> (FloatTest) (x, y) -> Float.isNaN(x);
            case ISINF -> (FloatTest) (x, y) -> Math.abs(x) == Float.POSITIVE_INFINITY;
            case ISFINITE -> (FloatTest) (x, y) -> Math.abs(x) <= Float.MAX_VALUE;
            case SIGNBIT -> (FloatTest) (x, y) -> Float.floatToRawIntBits(x) < 0;
            default -> null;
        };
    }

    private static float floorDivide(float x, float y) {
        if (y == 0) {
            return x / y;
        }
        float rest = x % y;
        float quotient = (x - rest) / y;
        if (rest != 0 && (y < 0) != (rest < 0)) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0f, x / y);
        }
        float floor = (float) Math.floor(quotient);
        return quotient - floor > 0.5f ? floor + 1 : floor;
    }

    private static float remainder(float x, float y) {
        float rest = x % y;
        if (y == 0 || Float.isNaN(rest)) {
            return rest;
        }
        if (rest == 0) {
            return Math.copySign(0f, y);
        }
        return (y < 0) != (rest < 0) ? rest + y : rest;
    }

    private static float nextHalf(float x, float y) {
        if (Float.isNaN(x) || Float.isNaN(y)) {
            return Float.NaN;
        }
        if (x == y) {
            return x;
        }
        int bits = Float.floatToFloat16(x);
        if (x == 0) {
            bits = y < 0 ? 0x8001 : 1;
        } else {
            bits += x < y == x > 0 ? 1 : -1;
        }
        return Float.float16ToFloat((short) bits);
    }
}
