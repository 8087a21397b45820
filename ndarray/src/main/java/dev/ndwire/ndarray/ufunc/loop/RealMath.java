package dev.ndwire.ndarray.ufunc.loop;

/// Functions of C that Java's `Math` has not, or has otherwise.
final class RealMath {
    static final double LN_2 = Math.log(2);

    /// Beyond it, adding 1 to a square changes nothing.
    private static final double LARGE = 0x1p28;

    private static final double TINY = 0x1p-28;

    private RealMath() {}

    /// C's `pow`: 1 to any power is 1, and so is -1 to an infinite one.
    static double power(double x, double y) {
        if (x == 1 || (x == -1 && Double.isInfinite(y))) {
            return 1;
        }
        return Math.pow(x, y);
    }

    /// Exact for powers of two.
    static double log2(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return Math.log(x);
        }
        int exponent = Math.getExponent(x);
        double scaled = x;
        if (exponent < Double.MIN_EXPONENT) {
            scaled = x * 0x1p54;
            exponent = Math.getExponent(scaled);
            return log2(Math.scalb(scaled, -exponent), exponent - 54);
        }
        return log2(Math.scalb(scaled, -exponent), exponent);
    }

    private static double log2(double mantissa, int exponent) {
        // Near 1 on either side, so that the sum does not cancel.
        return mantissa > 1.4142135623730951
                ? Math.log(mantissa / 2) / LN_2 + (exponent + 1)
                : Math.log(mantissa) / LN_2 + exponent;
    }

    static double arcsinh(double x) {
        double size = Math.abs(x);
        if (!(size >= TINY) || size == Double.POSITIVE_INFINITY) {
            return x;
        }
        double result;
        if (size > LARGE) {
            result = Math.log(size) + LN_2;
        } else if (size > 2) {
            result = Math.log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
        } else {
            double square = size * size;
            result = Math.log1p(size + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, x);
    }

    static double arccosh(double x) {
        if (!(x >= 1)) {
            return Double.NaN;
        }
        if (x > LARGE) {
            return Math.log(x) + LN_2;
        }
        if (x > 2) {
            return Math.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double above = x - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double arctanh(double x) {
        double size = Math.abs(x);
        if (size < TINY) {
            return x;
        }
        double twice = size + size;
        double result =
                size < 0.5 ? 0.5 * Math.log1p(twice + twice * size / (1 - size)) : 0.5 * Math.log1p(twice / (1 - size));
        return Math.copySign(result, x);
    }
}
