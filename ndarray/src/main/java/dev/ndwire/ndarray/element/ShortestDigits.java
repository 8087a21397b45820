package dev.ndwire.ndarray.element;

import java.math.BigDecimal;
import java.math.BigInteger;

/// The fewest decimal digits of binary numbers for which Java has no such text, by the algorithm of Steele and White.
final class ShortestDigits {
    private static final double LOG10_OF_2 = Math.log10(2);

    private ShortestDigits() {}

    /// The fewest digits that read back as the same number, and among those the nearest.
    ///
    /// @param significand at least 1
    /// @param exponent what power of two the significand is multiplied with
    /// @param isCloseBelow whether the number below is only half as far away as the one above, as at powers of two
    /// @return the decimal without trailing zeros
    static BigDecimal of(BigInteger significand, int exponent, boolean isCloseBelow) {
        // All in quarters of the last bit: the number, and how far away those half way to the next ones are.
        BigInteger unit = BigInteger.ONE.shiftLeft(Math.max(0, -exponent) + 2);
        BigInteger rest = significand.shiftLeft(Math.max(0, exponent) + 2);
        BigInteger above = BigInteger.TWO.shiftLeft(Math.max(0, exponent));
        BigInteger below = isCloseBelow ? above.shiftRight(1) : above;
        int power = (int) Math.floor((significand.bitLength() - 1 + exponent) * LOG10_OF_2);
        BigInteger scale = BigInteger.TEN.pow(Math.abs(power));
        if (power >= 0) {
            unit = unit.multiply(scale);
        } else {
            rest = rest.multiply(scale);
            above = above.multiply(scale);
            below = below.multiply(scale);
        }
        if (rest.compareTo(unit.multiply(BigInteger.TEN)) >= 0) {
            unit = unit.multiply(BigInteger.TEN);
            power++;
        }
        // A number half way between two others reads back as the one with the even significand.
        int tie = significand.testBit(0) ? 0 : 1;
        return digits(rest, unit, below, above, tie, power);
    }

    private static BigDecimal digits(
            BigInteger number, BigInteger unit, BigInteger toBelow, BigInteger toAbove, int tie, int power) {
        BigInteger digits = BigInteger.ZERO;
        BigInteger rest = number;
        BigInteger below = toBelow;
        BigInteger above = toAbove;
        for (int fraction = 0; ; fraction++) {
            BigInteger[] parts = rest.divideAndRemainder(unit);
            digits = digits.multiply(BigInteger.TEN).add(parts[0]);
            rest = parts[1];
            boolean isDown = rest.compareTo(below) < tie;
            boolean isUp = unit.compareTo(rest.add(above)) < tie;
            if (isDown || isUp) {
                int half = rest.shiftLeft(1).compareTo(unit);
                boolean isNearerUp = half > 0 || (half == 0 && digits.testBit(0));
                BigInteger rounded = isUp && (!isDown || isNearerUp) ? digits.add(BigInteger.ONE) : digits;
                return new BigDecimal(rounded, fraction - power).stripTrailingZeros();
            }
            rest = rest.multiply(BigInteger.TEN);
            below = below.multiply(BigInteger.TEN);
            above = above.multiply(BigInteger.TEN);
        }
    }
}
