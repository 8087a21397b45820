package dev.ndwire.ndarray.ufunc.loop;

/// Functions of complex numbers, with the special values that C's standard gives them. Each writes its result to two
/// entries of an array.
final class ComplexMath {
    static final double LOG10_E = 1 / Math.log(10);

    /// Beyond it, the hyperbolic tangent is 1.
    private static final double TANH_LIMIT = 22;

    private static final double EXP_LIMIT = 709;

    private ComplexMath() {}

    static void set(double[] z, int i, double real, double imag) {
        z[i] = real;
        z[i + 1] = imag;
    }

    /// Divides by the imaginary unit.
    static void turnBack(double[] z, int i) {
        set(z, i, z[i + 1], -z[i]);
    }

    /// One rounding less than by four products, as numpy's vector loops have it.
    static void multiply(double a, double b, double c, double d, double[] z, int i) {
        set(z, i, Math.fma(a, c, -(b * d)), Math.fma(a, d, b * c));
    }

    static void divide(double a, double b, double c, double d, double[] z, int i) {
        double size = Math.abs(c);
        double other = Math.abs(d);
        if (size >= other) {
            if (size == 0 && other == 0) {
                set(z, i, a / size, b / size);
                return;
            }
            double ratio = d / c;
            double scale = 1 / (c + d * ratio);
            set(z, i, (a + b * ratio) * scale, (b - a * ratio) * scale);
        } else {
            double ratio = c / d;
            double scale = 1 / (d + c * ratio);
            set(z, i, (a * ratio + b) * scale, (b * ratio - a) * scale);
        }
    }

    static void reciprocal(double x, double y, double[] z, int i) {
        if (Math.abs(y) <= Math.abs(x)) {
            double ratio = y / x;
            double size = x + y * ratio;
            set(z, i, 1 / size, -ratio / size);
        } else {
            double ratio = x / y;
            double size = x * ratio + y;
            set(z, i, ratio / size, -1 / size);
        }
    }

    static void sign(double x, double y, double[] z, int i) {
        double size = Math.hypot(x, y);
        boolean isReal = Double.isInfinite(x);
        if (isReal != Double.isInfinite(y)) {
            set(z, i, isReal ? Math.signum(x) : 0, isReal ? 0 : Math.signum(y));
        } else if (isReal || Double.isNaN(size)) {
            set(z, i, Double.NaN, Double.NaN);
        } else {
            set(z, i, size == 0 ? 0 : x / size, size == 0 ? 0 : y / size);
        }
    }

    static void sqrt(double x, double y, double[] z, int i) {
        if (x == 0 && y == 0) {
            set(z, i, 0, y);
        } else if (Double.isInfinite(y)) {
            set(z, i, Double.POSITIVE_INFINITY, y);
        } else if (Double.isNaN(x)) {
            set(z, i, x, Double.NaN);
        } else if (Double.isInfinite(x)) {
            double rest = Double.isNaN(y) ? y : 0;
            set(z, i, x < 0 ? Math.abs(rest) : x, x < 0 ? Math.copySign(-x, y) : Math.copySign(rest, y));
        } else {
            finiteSqrt(x, y, z, i);
        }
    }

    private static void finiteSqrt(double x, double y, double[] z, int i) {
        double scale = 1;
        double a = x;
        double b = y;
        double larger = Math.max(Math.abs(x), Math.abs(y));
        if (larger >= 0x1p1020) {
            scale = 2;
            a *= 0.25;
            b *= 0.25;
        } else if (larger < 0x1p-1000) {
            scale = 0x1p-54;
            a *= 0x1p108;
            b *= 0x1p108;
        }
        double root = Math.sqrt((Math.abs(a) + Math.hypot(a, b)) * 0.5);
        double half = Math.abs(b) / (2 * root);
        set(z, i, scale * (a >= 0 ? root : half), Math.copySign(scale * (a >= 0 ? half : root), y));
    }

    static void exp(double x, double y, double[] z, int i) {
        if (y == 0) {
            set(z, i, Math.exp(x), y);
        } else if (x == Double.NEGATIVE_INFINITY) {
            boolean isKnown = Double.isFinite(y);
            set(z, i, isKnown ? Math.copySign(0.0, Math.cos(y)) : 0, Math.copySign(0.0, isKnown ? Math.sin(y) : y));
        } else if (x == Double.POSITIVE_INFINITY && !Double.isFinite(y)) {
            set(z, i, x, Double.NaN);
        } else if (x > EXP_LIMIT && Double.isFinite(x)) {
            double part = Math.exp(x - EXP_LIMIT);
            double rest = Math.exp(EXP_LIMIT);
            set(z, i, part * Math.cos(y) * rest, part * Math.sin(y) * rest);
        } else {
            double size = Math.exp(x);
            set(z, i, size * Math.cos(y), size * Math.sin(y));
        }
    }

    static void expm1(double x, double y, double[] z, int i) {
        double sine = Math.sin(y / 2);
        set(z, i, Math.expm1(x) * Math.cos(y) - 2 * sine * sine, Math.exp(x) * Math.sin(y));
    }

    /// The logarithm times a factor.
    static void log(double x, double y, double factor, double[] z, int i) {
        double angle = Math.atan2(y, x);
        set(z, i, factor * logOfSize(x, y), factor * angle);
    }

    /// The logarithm of 1 + z. Around 1 its size comes from how far its square is from 1: numpy takes the logarithm of
    /// the size, which loses all digits of small numbers.
    static void log1p(double x, double y, double[] z, int i) {
        double size = Math.hypot(x + 1, y);
        double real = size > 0.5 && size < 3 ? 0.5 * Math.log1p(Math.fma(x, x + 2, y * y)) : Math.log(size);
        set(z, i, real, Math.atan2(y, x + 1));
    }

    private static double logOfSize(double x, double y) {
        double larger = Math.max(Math.abs(x), Math.abs(y));
        double smaller = Math.min(Math.abs(x), Math.abs(y));
        double size = Math.hypot(x, y);
        if (size > 0.5 && size < 3) {
            return 0.5 * Math.log1p((larger - 1) * (larger + 1) + smaller * smaller);
        }
        if (Double.isInfinite(size) && Double.isFinite(larger)) {
            return Math.log(Math.hypot(x / 2, y / 2)) + RealMath.LN_2;
        }
        if (size < Double.MIN_NORMAL && size > 0) {
            return Math.log(Math.hypot(x * 0x1p54, y * 0x1p54)) - 54 * RealMath.LN_2;
        }
        return Math.log(size);
    }

    static void sinh(double x, double y, double[] z, int i) {
        if (y == 0) {
            set(z, i, Math.sinh(x), y);
        } else if (x == 0) {
            boolean isKnown = Double.isFinite(y);
            set(z, i, isKnown ? x * Math.cos(y) : x, isKnown ? Math.sin(y) : Double.NaN);
        } else if (Double.isInfinite(x) && !Double.isFinite(y)) {
            set(z, i, Double.POSITIVE_INFINITY, Double.NaN);
        } else if (Math.abs(x) > EXP_LIMIT && Double.isFinite(x)) {
            large(x, y, z, i);
            z[i] = Math.copySign(1, x) * z[i];
        } else {
            set(z, i, Math.sinh(x) * Math.cos(y), Math.cosh(x) * Math.sin(y));
        }
    }

    static void cosh(double x, double y, double[] z, int i) {
        if (y == 0) {
            set(z, i, Math.cosh(x), Double.isNaN(x) ? y : Math.copySign(1, x) * y);
        } else if (x == 0) {
            boolean isKnown = Double.isFinite(y);
            set(z, i, isKnown ? Math.cos(y) : Double.NaN, isKnown ? x * Math.sin(y) : Math.abs(x));
        } else if (Double.isInfinite(x) && !Double.isFinite(y)) {
            set(z, i, Double.POSITIVE_INFINITY, Double.NaN);
        } else if (Math.abs(x) > EXP_LIMIT && Double.isFinite(x)) {
            large(x, y, z, i);
            z[i + 1] = Math.copySign(1, x) * z[i + 1];
        } else {
            set(z, i, Math.cosh(x) * Math.cos(y), Math.sinh(x) * Math.sin(y));
        }
    }

    /// Half of the exponential of the absolute value, which alone may exceed what a double holds.
    private static void large(double x, double y, double[] z, int i) {
        double part = Math.exp(Math.abs(x) - EXP_LIMIT) * 0.5;
        double rest = Math.exp(EXP_LIMIT);
        set(z, i, part * Math.cos(y) * rest, part * Math.sin(y) * rest);
    }

    static void tanh(double x, double y, double[] z, int i) {
        if (y == 0) {
            set(z, i, Math.tanh(x), y);
        } else if (Double.isFinite(x) && x != 0 && !Double.isFinite(y)) {
            set(z, i, Double.NaN, Double.NaN);
        } else if (Math.abs(x) > TANH_LIMIT) {
            double tail = Double.isFinite(y) ? 4 * Math.sin(y) * Math.cos(y) * Math.exp(-2 * Math.abs(x)) : 0;
            set(z, i, Math.copySign(1, x), Double.isFinite(y) ? tail : Math.copySign(0.0, y));
        } else if (x == 0) {
            set(z, i, x, Double.isFinite(y) ? Math.tan(y) : Double.NaN);
        } else {
            // Kahan's formula, which never loses digits of either part.
            double tangent = Math.tan(y);
            double beta = 1 + tangent * tangent;
            double sine = Math.sinh(x);
            double rho = Math.sqrt(1 + sine * sine);
            double scale = 1 + beta * sine * sine;
            set(z, i, beta * rho * sine / scale, tangent / scale);
        }
    }
}
