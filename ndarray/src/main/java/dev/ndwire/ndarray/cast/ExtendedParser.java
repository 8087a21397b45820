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

    /// Longer exponents are beyond what the digits of any text make up for.
    private static final int EXPONENT_DIGITS = 18;

    /// A decimal exponent beyond all long doubles.
    private static final int MANY = 1_000_000;

    /// So many digits tell any two long doubles, and what is halfway between them, apart. Of further ones it counts
    /// only whether there are any, which keeps texts of millions of digits from taking minutes.
    private static final int MOST_DIGITS = 20_000;

    private static final int MOST_HEX_DIGITS = 32;
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
        String figures = figures(digits, MOST_DIGITS);
        if (figures.isEmpty()) {
            return BigDecimal.ZERO;
        }
        long size = wholeDigits(digits) + exponent(exponent);
        return Math.abs(size) > MANY
                ? beyond(size)
                : new BigDecimal(new BigInteger(figures), Math.toIntExact(figures.length() - size));
    }

    private static BigDecimal hexadecimal(String digits, @Nullable String power) {
        String figures = figures(digits, MOST_HEX_DIGITS);
        if (figures.isEmpty()) {
            return BigDecimal.ZERO;
        }
        long bits = BITS_OF_DIGIT * wholeDigits(digits) + exponent(power);
        return Math.abs(bits) > ExtendedFloat.MAX_BINARY_EXPONENT
                ? beyond(bits)
                : ExtendedFloat.power(
                        new BigInteger(figures, 16), Math.toIntExact(bits - (long) BITS_OF_DIGIT * figures.length()));
    }

    /// The digits from the first to the last that is not 0, without the point.
    private static String figures(String digits, int most) {
        String all = digits.replace(".", "");
        int from = 0;
        while (from < all.length() && all.charAt(from) == '0') {
            from++;
        }
        int to = all.length();
        while (to > from && all.charAt(to - 1) == '0') {
            to--;
        }
        return to - from > most ? all.substring(from, from + most) + '1' : all.substring(from, to);
    }

    /// How many digits stand before the point, from the first that is not 0 on; below 0 where zeros follow the point.
    private static long wholeDigits(String digits) {
        int point = digits.indexOf('.');
        int first = 0;
        while (digits.charAt(first) == '0' || digits.charAt(first) == '.') {
            first++;
        }
        long whole = point < 0 ? digits.length() : point;
        return whole - first + (point >= 0 && first > point ? 1 : 0);
    }

    private static BigDecimal beyond(long size) {
        return BigDecimal.ONE.scaleByPowerOfTen(size > 0 ? MANY : -MANY);
    }

    private static long exponent(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        boolean isNegative = text.charAt(0) == '-';
        String digits = text.replaceFirst("^[+-]?0*", "");
        long exponent = digits.isEmpty()
                ? 0
                : Long.parseLong(digits.length() > EXPONENT_DIGITS ? "9".repeat(EXPONENT_DIGITS) : digits);
        return isNegative ? -exponent : exponent;
    }
}
