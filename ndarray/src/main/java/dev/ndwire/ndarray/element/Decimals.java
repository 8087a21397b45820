package dev.ndwire.ndarray.element;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Writes the magnitudes of finite floats in decimal digits: those of [FloatValue#shown], which are to be finite.
public final class Decimals {
    private Decimals() {}

    /// Writes a number without an exponent, with as many digits behind the point as it needs up to a bound: `12.`,
    /// `0.5`.
    public static String positional(FloatValue value, int maxFraction) {
        FloatValue shown = value.shown();
        BigDecimal decimal = shown.shortest();
        if (decimal.scale() > maxFraction) {
            decimal = shown.magnitude().setScale(maxFraction, RoundingMode.HALF_EVEN);
        }
        // BigDecimal.ZERO keeps its scale through stripTrailingZeros only up to Java 7; a negative scale has no point.
        String text = decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        return text.indexOf('.') < 0 ? text + "." : text;
    }

    /// Writes a number with an exponent, with as many digits behind the point as it needs between two bounds: `1.e+10`.
    public static String scientific(FloatValue value, int minFraction, int maxFraction, int exponentDigits) {
        FloatValue shown = value.shown();
        BigDecimal decimal = shown.shortest();
        boolean isZero = decimal.signum() == 0;
        int fraction = Math.max(minFraction, Math.min(maxFraction, decimal.precision() - 1));
        if (fraction != decimal.precision() - 1) {
            decimal = shown.magnitude().round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN));
        }
        if (decimal.precision() - 1 > minFraction) {
            decimal = decimal.stripTrailingZeros();
        }
        String digits = decimal.unscaledValue().toString();
        int exponent = isZero ? 0 : decimal.precision() - decimal.scale() - 1;
        String padding = "0".repeat(Math.max(0, minFraction + 1 - digits.length()));
        String exponentText = Integer.toString(Math.abs(exponent));
        return digits.charAt(0) + "." + digits.substring(1) + padding + "e" + (exponent < 0 ? "-" : "+")
                + "0".repeat(Math.max(0, exponentDigits - exponentText.length())) + exponentText;
    }
}
