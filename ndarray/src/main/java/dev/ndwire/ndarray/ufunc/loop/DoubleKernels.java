package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.ufunc.Ufunc;
import dev.ndwire.ndarray.ufunc.loop.Operation.DoubleTest;
import dev.ndwire.ndarray.ufunc.loop.Operation.Doubles;
import org.jspecify.annotations.Nullable;

/// float64.
final class DoubleKernels {
    private static final double DEGREES = 180.0 / Math.PI;
    private static final double RADIANS = Math.PI / 180.0;

    private DoubleKernels() {}

    /// The operation on float64.
    static @Nullable Operation of(Ufunc function) {
        return switch (function) {
            case ADD -> (Doubles) (x, y) -> x + y;
            case SUBTRACT -> (Doubles) (x, y) -> x - y;
            case MULTIPLY -> (Doubles) (x, y) -> x * y;
            case DIVIDE -> (Doubles) (x, y) -> x / y;
            case FLOOR_DIVIDE -> (Doubles) DoubleKernels::floorDivide;
            case REMAINDER -> (Doubles) DoubleKernels::remainder;
            case FMOD -> (Doubles) (x, y) -> x % y;
            case MAXIMUM -> (Doubles) (x, y) -> x > y || Double.isNaN(x) ? x : y;
            case MINIMUM -> (Doubles) (x, y) -> x < y || Double.isNaN(x) ? x : y;
            case FMAX -> (Doubles) (x, y) -> x > y || Double.isNaN(y) ? x : y;
            case FMIN -> (Doubles) (x, y) -> x < y || Double.isNaN(y) ? x : y;
            case COPYSIGN -> (Doubles) Math::copySign;
            case NEXTAFTER -> (Doubles) (x, y) -> x == y ? y : Math.nextAfter(x, y);
            case NEGATIVE -> (Doubles) (x, y) -> -x;
            case POSITIVE, CONJUGATE -> (Doubles) (x, y) -> x;
            case ABSOLUTE, FABS -> (Doubles) (x, y) -> Math.abs(x);
            case SIGN -> (Doubles) (x, y) -> x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x;
            case SQUARE -> (Doubles) (x, y) -> x * x;
            case RECIPROCAL -> (Doubles) (x, y) -> 1 / x;
            case SQRT -> (Doubles) (x, y) -> Math.sqrt(x);
            case DEGREES -> (Doubles) (x, y) -> x * DEGREES;
            case RADIANS -> (Doubles) (x, y) -> x * RADIANS;
            case FLOOR -> (Doubles) (x, y) -> Math.floor(x);
            case CEIL -> (Doubles) (x, y) -> Math.ceil(x);
            case TRUNC -> (Doubles) (x, y) -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case RINT -> (Doubles) (x, y) -> Math.rint(x);
            default -> {
                Operation found = function(function);
                yield found == null ? test(function) : found;
            }
        };
    }

    /// The functions that no dtype has to round exactly.
    static @Nullable Operation function(Ufunc function) {
        return switch (function) {
            case POWER, FLOAT_POWER -> (Doubles) RealMath::power;
            case HYPOT -> (Doubles) (x, y) -> Math.hypot(x, y);
            case ARCTAN2 -> (Doubles) (x, y) -> Math.atan2(x, y);
            case CBRT -> (Doubles) (x, y) -> Math.cbrt(x);
            case EXP -> (Doubles) (x, y) -> Math.exp(x);
            case EXP2 -> (Doubles) (x, y) -> Math.pow(2, x);
            case EXPM1 -> (Doubles) (x, y) -> Math.expm1(x);
            case LOG -> (Doubles) (x, y) -> Math.log(x);
            case LOG2 -> (Doubles) (x, y) -> RealMath.log2(x);
            case LOG10 -> (Doubles) (x, y) -> Math.log10(x);
            case LOG1P -> (Doubles) (x, y) -> Math.log1p(x);
            case SIN -> (Doubles) (x, y) -> Math.sin(x);
            case COS -> (Doubles) (x, y) -> Math.cos(x);
            case TAN -> (Doubles) (x, y) -> Math.tan(x);
            case ARCSIN -> (Doubles) (x, y) -> Math.asin(x);
            case ARCCOS -> (Doubles) (x, y) -> Math.acos(x);
            case ARCTAN -> (Doubles) (x, y) -> Math.atan(x);
            case SINH -> (Doubles) (x, y) -> Math.sinh(x);
            case COSH -> (Doubles) (x, y) -> Math.cosh(x);
            case TANH -> (Doubles) (x, y) -> Math.tanh(x);
            case ARCSINH -> (Doubles) (x, y) -> RealMath.arcsinh(x);
            case ARCCOSH -> (Doubles) (x, y) -> RealMath.arccosh(x);
            case ARCTANH -> (Doubles) (x, y) -> RealMath.arctanh(x);
            default -> null;
        };
    }

    private static @Nullable Operation test(Ufunc function) {
        return switch (function) {
            case EQUAL -> (DoubleTest) (x, y) -> x == y;
            case NOT_EQUAL -> (DoubleTest) (x, y) -> x != y;
            case LESS -> (DoubleTest) (x, y) -> x < y;
            case LESS_EQUAL -> (DoubleTest) (x, y) -> x <= y;
            case GREATER -> (DoubleTest) (x, y) -> x > y;
            case GREATER_EQUAL -> (DoubleTest) (x, y) -> x >= y;
            case LOGICAL_AND -> (DoubleTest) (x, y) -> x != 0 && y != 0;
            case LOGICAL_OR -> (DoubleTest) (x, y) -> x != 0 || y != 0;
            case LOGICAL_XOR -> (DoubleTest) (x, y) -> (x != 0) != (y != 0);
            case LOGICAL_NOT -> (DoubleTest) (x, y) -> x == 0;
            case ISNAN -> (DoubleTest) (x, y) -> Double.isNaN(x);
            case ISINF -> (DoubleTest) (x, y) -> Math.abs(x) == Double.POSITIVE_INFINITY;
            case ISFINITE -> (DoubleTest) (x, y) -> Math.abs(x) <= Double.MAX_VALUE;
            case SIGNBIT -> (DoubleTest) (x, y) -> Double.doubleToRawLongBits(x) < 0;
            default -> null;
        };
    }

    private static double floorDivide(double x, double y) {
        if (y == 0) {
            return x / y;
        }
        double rest = x % y;
        double quotient = (x - rest) / y;
        if (rest != 0 && (y < 0) != (rest < 0)) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, x / y);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double remainder(double x, double y) {
        double rest = x % y;
        if (y == 0 || Double.isNaN(rest)) {
            return rest;
        }
        if (rest == 0) {
            return Math.copySign(0.0, y);
        }
        return (y < 0) != (rest < 0) ? rest + y : rest;
    }
}
