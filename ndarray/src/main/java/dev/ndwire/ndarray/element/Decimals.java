package dev.ndwire.ndarray.element;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Decimal digits of binary floating point numbers of 2, 4 and 8 bytes.
public final class Decimals {
    private static final int MAX_HALF_DIGITS = 5;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private Decimals() {}

    /// The fewest digits that read back as the same number of that size, and among those the nearest.
    ///
    /// @param magnitude a finite number, at least 0, that has that size exactly
    /// @param byteSize 2, 4 or 8
    /// @return the decimal without trailing zeros
    public static BigDecimal shortest(double magnitude, int byteSize) {
        if (magnitude == 0) {
            return BigDecimal.ZERO;
        }
        if (byteSize == 2) {
            return shortestHalf((float) magnitude);
        }
        String text = byteSize == 4 ? Float.toString((float) magnitude) : Double.toString(magnitude);
        BigDecimal decimal = new BigDecimal(text).stripTrailingZeros();
        if (decimal.precision() == 2) {
            // Java always gives two digits where one may do: 4.9E-324 for what reads back from 5E-324.
            BigDecimal single = new BigDecimal(magnitude).round(new MathContext(1, RoundingMode.HALF_EVEN));
            boolean readsBack =
                    byteSize == 4 ? single.floatValue() == (float) magnitude : single.doubleValue() == magnitude;
            return readsBack ? single.stripTrailingZeros() : decimal;
        }
        return decimal;
    }

    private static BigDecimal shortestHalf(float magnitude) {
        int bits = Float.floatToFloat16(magnitude);
        BigDecimal exact = new BigDecimal(magnitude);
        BigDecimal below = new BigDecimal(Float.float16ToFloat((short) (bits - 1)));
        boolean isLargest = bits == 0x7bff;
        BigDecimal above = isLargest ? exact.add(exact.subtract(below)) : half(bits + 1);
        BigDecimal low = exact.add(below).divide(TWO);
        BigDecimal high = exact.add(above).divide(TWO);
        boolean isEven = (bits & 1) == 0;
        for (int digits = 1; digits < MAX_HALF_DIGITS; digits++) {
            BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
            boolean isDown = isInside(down, low, high, isEven);
            boolean isUp = isInside(up, low, high, isEven);
            if (isDown && isUp) {
                return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
            }
            if (isDown || isUp) {
                return (isDown ? down : up).stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MAX_HALF_DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
    }

    private static BigDecimal half(int bits) {
        return new BigDecimal(Float.float16ToFloat((short) bits));
    }

    // A number half way between two others reads back as the one with the even significand.
    private static boolean isInside(BigDecimal decimal, BigDecimal low, BigDecimal high, boolean isEven) {
        int fromLow = decimal.compareTo(low);
        int fromHigh = decimal.compareTo(high);
        return isEven ? fromLow >= 0 && fromHigh <= 0 : fromLow > 0 && fromHigh < 0;
    }

    /// Writes a number without an exponent, with as many digits behind the point as it needs up to a bound: `12.`,
    /// `0.5`.
    public static String positional(double magnitude, int byteSize, int maxFraction) {
        BigDecimal decimal = shortest(magnitude, byteSize);
        if (decimal.scale() > maxFraction) {
            decimal = new BigDecimal(magnitude).setScale(maxFraction, RoundingMode.HALF_EVEN);
        }
        // BigDecimal.ZERO keeps its scale through stripTrailingZeros only up to Java 7; a negative scale has no point.
        String text = decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        return text.indexOf('.') < 0 ? text + "." : text;
    }

    /// Writes a number with an exponent, with as many digits behind the point as it needs between two bounds: `1.e+10`.
    public static String scientific(
            double magnitude, int byteSize, int minFraction, int maxFraction, int exponentDigits) {
        BigDecimal decimal = shortest(magnitude, byteSize);
        int fraction = Math.max(minFraction, Math.min(maxFraction, decimal.precision() - 1));
        if (fraction != decimal.precision() - 1) {
            decimal = new BigDecimal(magnitude).round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN));
        }
        if (decimal.precision() - 1 > minFraction) {
            decimal = decimal.stripTrailingZeros();
        }
        String digits = decimal.unscaledValue().toString();
        int exponent = magnitude == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
        String padding = "0".repeat(Math.max(0, minFraction + 1 - digits.length()));
        String exponentText = Integer.toString(Math.abs(exponent));
        return digits.charAt(0) + "." + digits.substring(1) + padding + "e" + (exponent < 0 ? "-" : "+")
                + "0".repeat(Math.max(0, exponentDigits - exponentText.length())) + exponentText;
    }
}
