package dev.ndwire.core.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Prints float64 as Python's `repr` does: the shortest digits that read back, positional from 1e-4 up to 1e16.
public final class PyFloat {
    private static final int MIN_POSITIONAL_EXPONENT = -4;
    private static final int MAX_POSITIONAL_EXPONENT = 16;

    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private PyFloat() {}

    /// Prints a number as Python's `repr(float)`: `1.0`, `1e+16`, `0.0001`, `inf`, `nan`.
    ///
    /// @param value any float64
    /// @return Python's text for it
    public static String repr(double value) {
        String text = shortRepr(value);
        boolean plainInteger = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        return plainInteger ? text + ".0" : text;
    }

    /// Prints a number as it stands inside a complex: like [#repr], without a trailing `.0`.
    static String shortRepr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return Math.copySign(1, value) < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        return (value < 0 ? "-" : "") + layOut(digits, exponent);
    }

    // Double.toString gives the shortest digits since JDK 19, but takes two where one would do if two are nearer, which
    // only happens next to the smallest subnormal numbers: 4.9E-324 is Python's 5e-324.
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = digits.precision() == 2 ? digits.round(ONE_DIGIT).stripTrailingZeros() : digits;
        return one.doubleValue() == value ? one : digits;
    }

    private static String layOut(String digits, int exponent) {
        if (exponent < MIN_POSITIONAL_EXPONENT || exponent >= MAX_POSITIONAL_EXPONENT) {
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            String sign = exponent < 0 ? "-" : "+";
            int magnitude = Math.abs(exponent);
            return mantissa + "e" + sign + (magnitude < 10 ? "0" : "") + magnitude;
        }
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return digits + "0".repeat(exponent + 1 - digits.length());
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }
}
