package dev.ndwire.ndarray.cast;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads numbers out of text as Python's `int`, `float` and `complex` do: spaces around them, single underscores
/// between digits, and digits of any script are allowed.
final class NumberParser {
    /// Python's limit, since reading long integers takes time that grows with the square of their length.
    private static final int MAX_INTEGER_DIGITS = 4300;

    private static final String DIGITS = "[0-9](?:_?[0-9])*+";
    private static final String EXPONENT = "(?:[eE][+-]?" + DIGITS + ")?+";
    private static final String DECIMAL =
            "(?:" + DIGITS + "(?:\\.(?:" + DIGITS + ")?+)?+|\\." + DIGITS + ")" + EXPONENT;
    private static final String NUMBER = "(?:" + DECIMAL + "|(?i:infinity|inf|nan))";
    private static final Pattern INTEGER = Pattern.compile("[+-]?" + DIGITS);
    private static final Pattern FLOAT = Pattern.compile("[+-]?" + NUMBER);
    private static final Pattern COMPLEX = Pattern.compile(
            "(?<real>[+-]?" + NUMBER + ")|(?<first>[+-]?" + NUMBER + ")?+(?<imag>[+-]?" + NUMBER + "|[+-])?+[jJ]");

    private NumberParser() {}

    /// Python's `int(text)`.
    ///
    /// @param isUnicode whether spaces and digits of other scripts count
    /// @param repr the text as errors show it
    static BigInteger integer(String text, boolean isUnicode, String repr) {
        String plain = plain(text, isUnicode);
        if (!INTEGER.matcher(plain).matches()) {
            throw new IllegalArgumentException("invalid literal for int() with base 10: " + repr);
        }
        String digits = plain.replace("_", "");
        if (digits.length() > MAX_INTEGER_DIGITS + 1) {
            throw new IllegalArgumentException("integer text has " + digits.length() + " characters, allowed are "
                    + MAX_INTEGER_DIGITS + " digits");
        }
        return new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits);
    }

    /// Writes an integer, if it fits.
    static void putInteger(MemorySegment target, DType to, long at, BigInteger number) {
        int bits = (int) to.itemSize() * Byte.SIZE;
        boolean fits =
                to.kind() == Kind.UINT ? number.signum() >= 0 && number.bitLength() <= bits : number.bitLength() < bits;
        if (!fits) {
            throw new IllegalArgumentException("Python integer " + number + " out of bounds for " + to.name());
        }
        Elements.put(target, to.byteOrder(), to.itemSize(), at, number.longValue());
    }

    /// Python's `float(text)`.
    ///
    /// @param isUnicode whether spaces and digits of other scripts count
    /// @param repr the text as errors show it
    static double floating(String text, boolean isUnicode, String repr) {
        String plain = plain(text, isUnicode);
        if (!FLOAT.matcher(plain).matches()) {
            throw new IllegalArgumentException("could not convert string to float: " + repr);
        }
        return number(plain);
    }

    /// Python's `complex(text)`.
    ///
    /// @param isUnicode whether spaces and digits of other scripts count
    /// @param repr the text as errors show it
    static Complex complex(String text, boolean isUnicode, String repr) {
        String plain = plain(text, isUnicode);
        if (plain.startsWith("(") && plain.endsWith(")")) {
            plain = plain.substring(1, plain.length() - 1).strip();
        }
        Matcher matcher = COMPLEX.matcher(plain);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("complex() arg is a malformed string: " + repr);
        }
        if (matcher.group("real") != null) {
            return new Complex(number(matcher.group("real")), 0);
        }
        String first = matcher.group("first");
        String second = matcher.group("imag");
        if (second == null) {
            return new Complex(0, first == null ? 1 : number(first));
        }
        if (first != null && second.charAt(0) != '+' && second.charAt(0) != '-') {
            throw new IllegalArgumentException("complex() arg is a malformed string: " + repr);
        }
        double imag = second.length() == 1 ? (second.equals("-") ? -1 : 1) : number(second);
        return new Complex(first == null ? 0 : number(first), imag);
    }

    /// A number that [#FLOAT] matches.
    private static double number(String text) {
        String digits = text.replace("_", "");
        char sign = digits.charAt(0);
        String magnitude = sign == '+' || sign == '-' ? digits.substring(1) : digits;
        double value = switch (Character.toLowerCase(magnitude.charAt(0))) {
            case 'i' -> Double.POSITIVE_INFINITY;
            case 'n' -> Double.NaN;
            default -> Double.parseDouble(magnitude);
        };
        return sign == '-' ? -value : value;
    }

    /// Without spaces around, and with digits of other scripts as ASCII's.
    private static String plain(String text, boolean isUnicode) {
        boolean isAscii = text.chars().allMatch(character -> character < 0x80);
        // As in Python: only in a text beyond ASCII do the separators of ASCII count as spaces.
        String ascii = isAscii || !isUnicode ? text : transformed(text);
        int start = 0;
        int end = ascii.length();
        while (start < end && isAsciiSpace(ascii.charAt(start))) {
            start++;
        }
        while (end > start && isAsciiSpace(ascii.charAt(end - 1))) {
            end--;
        }
        return ascii.substring(start, end);
    }

    private static String transformed(String text) {
        var ascii = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            int digit = codePoint < 0x80 ? -1 : Character.digit(codePoint, 10);
            if (isSpace(codePoint)) {
                ascii.append(' ');
            } else {
                ascii.appendCodePoint(digit < 0 ? codePoint : '0' + digit);
            }
        });
        return ascii.toString();
    }

    static boolean isAsciiSpace(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == 0x85;
    }
}
