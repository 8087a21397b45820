package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.element.ExtendedFloat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads long doubles out of text as C's `strtold` does, which numpy takes for them: other than for smaller floats,
/// there may be hexadecimal digits, and neither underscores nor spaces behind.
final class ExtendedParser {
    private static final String DIGITS = "(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)";
    private static final String HEX_DIGITS = "(?:[0-9a-fA-F]++(?:\\.[0-9a-fA-F]*+)?+|\\.[0-9a-fA-F]++)";
    private static final Pattern NUMBER = Pattern.compile("[ \\t-\\r]*+(?<sign>[+-])?+(?:"
            + "0[xX](?<hex>" + HEX_DIGITS + ")(?:[pP](?<power>[+-]?[0-9]++))?+"
            + "|(?<decimal>" + DIGITS + ")(?:[eE](?<exponent>[+-]?[0-9]++))?+"
            + "|(?<infinity>(?i:inf(?:inity)?+))"
            + "|(?i:nan)(?:\\([0-9a-zA-Z_]*+\\)?+)?+)");

    /// Exponents that are longer say that a number is infinite or 0, whatever its digits.
    private static final int EXPONENT_DIGITS = 9;

    private static final int MANY = 1_000_000;
    private static final int BITS_OF_DIGIT = 4;

    private ExtendedParser() {}

    /// Reads a number.
    ///
    /// @throws IllegalArgumentException if the text is none
    static ExtendedFloat parse(String text) {
        // Numpy finds a 0 behind nothing but spaces.
        if (!text.isEmpty() && text.chars().allMatch(character -> NumberParser.isAsciiSpace((char) character))) {
            return ExtendedFloat.nearest(false, BigDecimal.ZERO);
        }
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("invalid literal for long double: " + text);
        }
        boolean isNegative = "-".equals(matcher.group("sign"));
        String decimal = matcher.group("decimal");
        if (decimal != null) {
            return ExtendedFloat.nearest(isNegative, decimal(decimal, matcher.group("exponent")));
        }
        String hex = matcher.group("hex");
        if (hex != null) {
            return ExtendedFloat.nearest(isNegative, hexadecimal(hex, matcher.group("power")));
        }
        return matcher.group("infinity") != null ? ExtendedFloat.infinity(isNegative) : ExtendedFloat.nan();
    }

    private static BigDecimal decimal(String digits, @Nullable String exponent) {
        BigDecimal number = new BigDecimal(digits);
        return number.signum() == 0 ? number : number.scaleByPowerOfTen(exponent(exponent));
    }

    private static BigDecimal hexadecimal(String digits, @Nullable String power) {
        int point = digits.indexOf('.');
        BigInteger whole = new BigInteger(digits.replace(".", ""), 16);
        long fraction = point < 0 ? 0 : digits.length() - point - 1L;
        long exponent = exponent(power) - BITS_OF_DIGIT * fraction;
        if (whole.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // Of numbers beyond all long doubles, nothing but that is kept.
        long bits = whole.bitLength() + exponent;
        if (Math.abs(bits) > ExtendedFloat.MAX_BINARY_EXPONENT) {
            return BigDecimal.ONE.scaleByPowerOfTen(bits > 0 ? MANY : -MANY);
        }
        return ExtendedFloat.power(whole, Math.toIntExact(exponent));
    }

    private static int exponent(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        boolean isNegative = text.charAt(0) == '-';
        String digits = text.replaceFirst("^[+-]?0*", "");
        if (digits.length() > EXPONENT_DIGITS) {
            return isNegative ? -MANY : MANY;
        }
        int exponent = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        return isNegative ? -exponent : exponent;
    }
}
