package dev.ndwire.ndarray.ufunc.loop;

/// Inverse hyperbolic and circular functions of complex numbers, by Kahan's formulas: branch cuts and signed zeros are
/// those of C's standard.
final class ComplexInverse {
    /// Beyond it, 1 does not count beside a square.
    private static final double LARGE = 0x1p52;

    private ComplexInverse() {}

    static void arccos(double x, double y, double[] z, int i) {
        if (isLarge(x, y)) {
            double angle = Math.atan2(Math.abs(y), x);
            double size = largeLog(x, y);
            ComplexMath.set(z, i, angle, -Math.copySign(size, y));
            return;
        }
        if (x == 0 && Double.isNaN(y)) {
            ComplexMath.set(z, i, Math.PI / 2, y);
            return;
        }
        ComplexMath.sqrt(1 - x, -y, z, i);
        double a = z[i];
        double b = z[i + 1];
        ComplexMath.sqrt(1 + x, y, z, i);
        double c = z[i];
        double d = z[i + 1];
        double imag = RealMath.arcsinh(c * b - d * a);
        ComplexMath.set(z, i, 2 * Math.atan2(a, c), y == 0 ? -Math.copySign(imag, y) : imag);
    }

    static void arccosh(double x, double y, double[] z, int i) {
        arccos(x, y, z, i);
        double real = z[i];
        double imag = z[i + 1];
        // The one of plus and minus i times it whose real part is positive.
        boolean isBelow = Math.copySign(1, y) < 0;
        ComplexMath.set(z, i, Math.abs(imag), isBelow ? -real : real);
    }

    static void arcsinh(double x, double y, double[] z, int i) {
        if (isLarge(x, y)) {
            double size = largeLog(x, y);
            ComplexMath.set(z, i, Math.copySign(size, x), Math.atan2(y, Math.abs(x)));
            return;
        }
        if (y == 0 && !(Math.abs(x) > 0)) {
            ComplexMath.set(z, i, x, y);
            return;
        }
        ComplexMath.sqrt(1 + y, -x, z, i);
        double a = z[i];
        double b = z[i + 1];
        ComplexMath.sqrt(1 - y, x, z, i);
        double c = z[i];
        double d = z[i + 1];
        double real = Math.abs(RealMath.arcsinh(c * b - d * a));
        double imag = Math.atan2(y, a * c - b * d);
        ComplexMath.set(z, i, Math.copySign(real, x), imag);
    }

    static void arctanh(double x, double y, double[] z, int i) {
        if (x == 0 && y == 0) {
            ComplexMath.set(z, i, x, y);
        } else if (y == 0 && Math.abs(x) <= 1) {
            ComplexMath.set(z, i, RealMath.arctanh(x), y);
        } else if (x == 0) {
            ComplexMath.set(z, i, x, Math.atan(y));
        } else if (isLarge(x, y)) {
            double quarter = Math.copySign(Math.PI / 2, y);
            double size = Math.hypot(x, y);
            double real = Double.isInfinite(size) ? 0 : x / size / size;
            ComplexMath.set(z, i, Math.copySign(real, x), Double.isNaN(y) ? y : quarter);
        } else {
            double size = Math.abs(x);
            double square = (1 - size) * (1 - size) + y * y;
            // Beside 1 the square of a tiny imaginary part is no number any more.
            double real = size == 1 && Math.abs(y) < 1e-9
                    ? 0.5 * (RealMath.LN_2 - Math.log(Math.abs(y)))
                    : 0.25 * Math.log1p(4 * size / square);
            double imag = 0.5 * Math.atan2(2 * y, (1 - size) * (1 + size) - y * y);
            ComplexMath.set(z, i, Math.copySign(real, x), imag);
        }
    }

    private static boolean isLarge(double x, double y) {
        return Math.abs(x) > LARGE || Math.abs(y) > LARGE;
    }

    private static double largeLog(double x, double y) {
        return Math.log(Math.hypot(x / 2, y / 2)) + 2 * RealMath.LN_2;
    }
}
