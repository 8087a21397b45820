package dev.ndwire.ndarray.ufunc.loop;

/// Powers of complex numbers: small integer ones by multiplication, as numpy computes them, others by logarithms.
final class ComplexPower {
    private static final int LARGEST_PRODUCT = 100;

    private ComplexPower() {}

    static void power(double a, double b, double c, double d, double[] z, int i) {
        if (c == 0 && d == 0) {
            ComplexMath.set(z, i, 1, 0);
        } else if (a == 0 && b == 0) {
            double rest = c > 0 ? 0 : Double.NaN;
            ComplexMath.set(z, i, rest, rest);
        } else if (d == 0 && c == (int) c && Math.abs(c) < LARGEST_PRODUCT) {
            product(a, b, (int) c, z, i);
        } else {
            ComplexMath.log(a, b, 1, z, i);
            ComplexMath.multiply(c, d, z[i], z[i + 1], z, i);
            ComplexMath.exp(z[i], z[i + 1], z, i);
        }
    }

    /// Numpy begins with 1 unless the exponent is 1, 2 or 3, which shows where parts are infinite.
    private static void product(double a, double b, int exponent, double[] z, int i) {
        if (exponent >= 1 && exponent <= 3) {
            ComplexMath.set(z, i, a, b);
            for (int factor = 1; factor < exponent; factor++) {
                ComplexMath.multiply(a, b, z[i], z[i + 1], z, i);
            }
            return;
        }
        double real = 1;
        double imag = 0;
        ComplexMath.set(z, i, a, b);
        for (int bits = Math.abs(exponent); bits != 0; bits >>= 1) {
            if ((bits & 1) != 0) {
                double next = real * z[i] - imag * z[i + 1];
                imag = real * z[i + 1] + imag * z[i];
                real = next;
            }
            ComplexMath.multiply(z[i], z[i + 1], z[i], z[i + 1], z, i);
        }
        if (exponent < 0) {
            ComplexMath.divide(1, 0, real, imag, z, i);
        } else {
            ComplexMath.set(z, i, real, imag);
        }
    }
}
