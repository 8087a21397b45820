package dev.ndwire.ndarray.element;

import dev.ndwire.core.value.Complex;

/// Writes one float or complex number as numpy's `str` of a scalar does: with the fewest digits that read back.
public final class FloatText {
    private static final double LEAST_POSITIONAL = 1e-4;
    private static final int ALL = Integer.MAX_VALUE;

    private FloatText() {}

    /// Writes a float.
    ///
    /// @param value the number, one that its size can hold
    /// @param byteSize the bytes of the dtype: 2, 4 or 8
    public static String floating(double value, int byteSize) {
        String text = digits(value, byteSize);
        return text.endsWith(".") ? text + "0" : text.replace(".e", "e");
    }

    /// Writes a complex number.
    ///
    /// @param value the number, parts of which their size can hold
    /// @param byteSize the bytes of one part: 4 or 8
    public static String complex(Complex value, int byteSize) {
        String imag = part(value.imag(), byteSize) + "j";
        if (value.real() == 0 && Double.doubleToRawLongBits(value.real()) == 0) {
            return imag;
        }
        return "(" + part(value.real(), byteSize) + (imag.startsWith("-") ? "" : "+") + imag + ")";
    }

    private static String part(double value, int byteSize) {
        String text = digits(value, byteSize);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text.replace(".e", "e");
    }

    /// All digits, with a point behind a whole number.
    private static String digits(double value, int byteSize) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        double magnitude = Math.abs(value);
        if (Double.isInfinite(value)) {
            return sign + "inf";
        }
        boolean isPositional =
                magnitude == 0 || (magnitude >= LEAST_POSITIONAL && magnitude < mostPositional(byteSize));
        return sign
                + (isPositional
                        ? Decimals.positional(magnitude, byteSize, ALL)
                        : Decimals.scientific(magnitude, byteSize, 0, ALL, 2));
    }

    private static double mostPositional(int byteSize) {
        return switch (byteSize) {
            case 2 -> 1e3;
            case 4 -> 1e6;
            default -> 1e16;
        };
    }
}
