package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.ufunc.Ufunc;
import dev.ndwire.ndarray.ufunc.loop.Operation.ComplexTest;
import dev.ndwire.ndarray.ufunc.loop.Operation.ComplexToDouble;
import dev.ndwire.ndarray.ufunc.loop.Operation.Complexes;
import org.jspecify.annotations.Nullable;

/// complex128, and complex64 computed as complex128 and rounded once.
final class ComplexKernels {
    private ComplexKernels() {}

    /// The operation on complex numbers.
    static @Nullable Operation of(Ufunc function) {
        return switch (function) {
            case ADD ->
                (Complexes) (x, y, z, i) -> {
                    z[i] = x[i] + y[i];
                    z[i + 1] = x[i + 1] + y[i + 1];
                };
            case SUBTRACT ->
                (Complexes) (x, y, z, i) -> {
                    z[i] = x[i] - y[i];
                    z[i + 1] = x[i + 1] - y[i + 1];
                };
            case MULTIPLY -> (Complexes) (x, y, z, i) -> ComplexMath.multiply(x[i], x[i + 1], y[i], y[i + 1], z, i);
            case DIVIDE -> (Complexes) (x, y, z, i) -> ComplexMath.divide(x[i], x[i + 1], y[i], y[i + 1], z, i);
            case POWER, FLOAT_POWER ->
                (Complexes) (x, y, z, i) -> ComplexPower.power(x[i], x[i + 1], y[i], y[i + 1], z, i);
            case MAXIMUM -> choice((a, b, c, d) -> isNan(a, b) || isAtLeast(a, b, c, d));
            case MINIMUM -> choice((a, b, c, d) -> isNan(a, b) || isAtLeast(c, d, a, b));
            case FMAX -> choice((a, b, c, d) -> isNan(c, d) || isAtLeast(a, b, c, d));
            case FMIN -> choice((a, b, c, d) -> isNan(c, d) || isAtLeast(c, d, a, b));
            default -> {
                Operation found = unary(function);
                yield found == null ? test(function) : found;
            }
        };
    }

    /// Takes the first operand where a test holds, and the second one elsewhere.
    private static Operation choice(ComplexTest isFirst) {
        return (Complexes) (x, y, z, i) -> {
            boolean takesFirst = isFirst.at(x[i], x[i + 1], y[i], y[i + 1]);
            double real = takesFirst ? x[i] : y[i];
            double imag = takesFirst ? x[i + 1] : y[i + 1];
            z[i] = real;
            z[i + 1] = imag;
        };
    }

    private static @Nullable Operation unary(Ufunc function) {
        return switch (function) {
            case ABSOLUTE -> (ComplexToDouble) (real, imag) -> Math.hypot(real, imag);
            case NEGATIVE -> (Complexes) (x, y, z, i) -> ComplexMath.set(z, i, -x[i], -x[i + 1]);
            case POSITIVE -> (Complexes) (x, y, z, i) -> ComplexMath.set(z, i, x[i], x[i + 1]);
            case CONJUGATE -> (Complexes) (x, y, z, i) -> ComplexMath.set(z, i, x[i], -x[i + 1]);
            case RINT -> (Complexes) (x, y, z, i) -> ComplexMath.set(z, i, Math.rint(x[i]), Math.rint(x[i + 1]));
            case SQUARE -> (Complexes) (x, y, z, i) -> ComplexMath.multiply(x[i], x[i + 1], x[i], x[i + 1], z, i);
            case SIGN -> (Complexes) (x, y, z, i) -> ComplexMath.sign(x[i], x[i + 1], z, i);
            case RECIPROCAL -> (Complexes) (x, y, z, i) -> ComplexMath.reciprocal(x[i], x[i + 1], z, i);
            case SQRT -> (Complexes) (x, y, z, i) -> ComplexMath.sqrt(x[i], x[i + 1], z, i);
            case EXP -> (Complexes) (x, y, z, i) -> ComplexMath.exp(x[i], x[i + 1], z, i);
            case EXP2 ->
                (Complexes) (x, y, z, i) -> ComplexMath.exp(RealMath.LN_2 * x[i], RealMath.LN_2 * x[i + 1], z, i);
            case EXPM1 -> (Complexes) (x, y, z, i) -> ComplexMath.expm1(x[i], x[i + 1], z, i);
            case LOG -> (Complexes) (x, y, z, i) -> ComplexMath.log(x[i], x[i + 1], 1, z, i);
            case LOG2 -> (Complexes) (x, y, z, i) -> ComplexMath.log(x[i], x[i + 1], 1 / RealMath.LN_2, z, i);
            case LOG10 -> (Complexes) (x, y, z, i) -> ComplexMath.log(x[i], x[i + 1], ComplexMath.LOG10_E, z, i);
            case LOG1P -> (Complexes) (x, y, z, i) -> ComplexMath.log1p(x[i], x[i + 1], z, i);
            case SINH -> (Complexes) (x, y, z, i) -> ComplexMath.sinh(x[i], x[i + 1], z, i);
            case COSH -> (Complexes) (x, y, z, i) -> ComplexMath.cosh(x[i], x[i + 1], z, i);
            case TANH -> (Complexes) (x, y, z, i) -> ComplexMath.tanh(x[i], x[i + 1], z, i);
            case ARCSINH -> (Complexes) (x, y, z, i) -> ComplexInverse.arcsinh(x[i], x[i + 1], z, i);
            case ARCCOSH -> (Complexes) (x, y, z, i) -> ComplexInverse.arccosh(x[i], x[i + 1], z, i);
            case ARCTANH -> (Complexes) (x, y, z, i) -> ComplexInverse.arctanh(x[i], x[i + 1], z, i);
            case ARCCOS -> (Complexes) (x, y, z, i) -> ComplexInverse.arccos(x[i], x[i + 1], z, i);
            default -> turned(function);
        };
    }

    /// Circular functions are hyperbolic ones, turned by a right angle.
    private static @Nullable Operation turned(Ufunc function) {
        return switch (function) {
            case SIN ->
                (Complexes) (x, y, z, i) -> {
                    ComplexMath.sinh(-x[i + 1], x[i], z, i);
                    ComplexMath.turnBack(z, i);
                };
            case COS -> (Complexes) (x, y, z, i) -> ComplexMath.cosh(-x[i + 1], x[i], z, i);
            case TAN ->
                (Complexes) (x, y, z, i) -> {
                    ComplexMath.tanh(-x[i + 1], x[i], z, i);
                    ComplexMath.turnBack(z, i);
                };
            case ARCSIN ->
                (Complexes) (x, y, z, i) -> {
                    ComplexInverse.arcsinh(-x[i + 1], x[i], z, i);
                    ComplexMath.turnBack(z, i);
                };
            case ARCTAN ->
                (Complexes) (x, y, z, i) -> {
                    ComplexInverse.arctanh(-x[i + 1], x[i], z, i);
                    ComplexMath.turnBack(z, i);
                };
            default -> null;
        };
    }

    private static @Nullable Operation test(Ufunc function) {
        return switch (function) {
            case EQUAL -> (ComplexTest) (a, b, c, d) -> a == c && b == d;
            case NOT_EQUAL -> (ComplexTest) (a, b, c, d) -> a != c || b != d;
            case LESS -> (ComplexTest) (a, b, c, d) -> isBelow(a, b, c, d) || (a == c && b < d);
            case LESS_EQUAL -> (ComplexTest) (a, b, c, d) -> isAtLeast(c, d, a, b);
            case GREATER -> (ComplexTest) (a, b, c, d) -> isBelow(c, d, a, b) || (a == c && b > d);
            case GREATER_EQUAL -> (ComplexTest) ComplexKernels::isAtLeast;
            case LOGICAL_AND -> (ComplexTest) (a, b, c, d) -> isTrue(a, b) && isTrue(c, d);
            case LOGICAL_OR -> (ComplexTest) (a, b, c, d) -> isTrue(a, b) || isTrue(c, d);
            case LOGICAL_XOR -> (ComplexTest) (a, b, c, d) -> isTrue(a, b) != isTrue(c, d);
            case LOGICAL_NOT -> (ComplexTest) (a, b, c, d) -> !isTrue(a, b);
            case ISNAN -> (ComplexTest) (a, b, c, d) -> isNan(a, b);
            case ISINF -> (ComplexTest) (a, b, c, d) -> Double.isInfinite(a) || Double.isInfinite(b);
            case ISFINITE -> (ComplexTest) (a, b, c, d) -> Double.isFinite(a) && Double.isFinite(b);
            default -> null;
        };
    }

    private static boolean isTrue(double real, double imag) {
        return real != 0 || imag != 0;
    }

    private static boolean isNan(double real, double imag) {
        return Double.isNaN(real) || Double.isNaN(imag);
    }

    /// Whether the real parts decide, which they may not where an imaginary part is NaN.
    private static boolean isBelow(double real, double imag, double otherReal, double otherImag) {
        return real < otherReal && !Double.isNaN(imag) && !Double.isNaN(otherImag);
    }

    private static boolean isAtLeast(double real, double imag, double otherReal, double otherImag) {
        return isBelow(otherReal, otherImag, real, imag) || (real == otherReal && imag >= otherImag);
    }
}
