package dev.ndwire.ndarray.print;

import dev.ndwire.ndarray.element.Decimals;
import dev.ndwire.ndarray.element.FloatValue;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/// How numpy writes the floats of one array: with one choice between positions and exponents, and to one width.
final class FloatFormat {
    private static final int PRECISION = 8;
    private static final BigDecimal MOST_SPREAD = new BigDecimal(1000);
    private static final float LEAST_POSITIONAL = 1e-4f;
    private static final int BITS_OF_MOST_SPREAD = 10;
    private static final String NAN = "nan";
    private static final String INFINITY = "inf";

    private final boolean isAlwaysSigned;
    private final boolean isScientific;
    private int exponentDigits = 2;
    private int fraction;
    private int leftWidth;
    private int rightWidth;

    /// @param values all values to be shown, of one size
    /// @param isAlwaysSigned whether positive values get a `+`, as imaginary parts do
    FloatFormat(List<FloatValue> values, boolean isAlwaysSigned) {
        this.isAlwaysSigned = isAlwaysSigned;
        List<FloatValue> finite = values.stream().filter(FloatValue::isFinite).toList();
        this.isScientific = isScientific(finite);
        finite.forEach(this::measure);
        if (isScientific) {
            rightWidth = exponentDigits + 2 + fraction;
        } else {
            rightWidth = fraction;
        }
        if (finite.size() < values.size()) {
            widenForOthers(values);
        }
    }

    private static boolean isScientific(List<FloatValue> finite) {
        List<FloatValue> others =
                finite.stream().filter(value -> !value.isZero()).toList();
        if (others.isEmpty()) {
            return false;
        }
        List<BigDecimal> magnitudes = others.stream().map(FloatValue::magnitude).toList();
        BigDecimal most = Collections.max(magnitudes);
        BigDecimal least = Collections.min(magnitudes);
        int bits = others.get(0).significandBits();
        return most.compareTo(leastScientific(bits)) >= 0
                || least.compareTo(leastPositional(bits)) < 0
                || most.compareTo(least.multiply(mostSpread(bits))) > 0;
    }

    private static BigDecimal leastScientific(int bits) {
        return switch (bits) {
            case 11 -> new BigDecimal("1e3");
            case 24 -> new BigDecimal("1e6");
            default -> new BigDecimal("1e8");
        };
    }

    // numpy compares in the array's own type, but a long double with a double.
    private static BigDecimal leastPositional(int bits) {
        double rounded = switch (bits) {
            case 11 -> Float.float16ToFloat(Float.floatToFloat16(LEAST_POSITIONAL));
            case 24 -> LEAST_POSITIONAL;
            default -> 1e-4;
        };
        return new BigDecimal(rounded);
    }

    /// The largest quotient that the array's own type rounds to the most that is allowed.
    private static BigDecimal mostSpread(int bits) {
        return MOST_SPREAD.add(new BigDecimal(Math.scalb(1.0, BITS_OF_MOST_SPREAD - 1 - bits)));
    }

    private void measure(FloatValue value) {
        String text =
                isScientific ? Decimals.scientific(value, 0, PRECISION, 2) : Decimals.positional(value, PRECISION);
        int point = text.indexOf('.');
        int exponent = text.indexOf('e');
        leftWidth = Math.max(leftWidth, point + sign(value).length());
        fraction = Math.max(fraction, (isScientific ? exponent : text.length()) - point - 1);
        if (isScientific) {
            exponentDigits = Math.max(exponentDigits, text.length() - exponent - 2);
        }
    }

    private void widenForOthers(List<FloatValue> values) {
        boolean isSigned = isAlwaysSigned || values.stream().anyMatch(value -> isInfinite(value) && value.isNegative());
        int behind = rightWidth + 1;
        leftWidth = Math.max(leftWidth, NAN.length() - behind);
        leftWidth = Math.max(leftWidth, INFINITY.length() + (isSigned ? 1 : 0) - behind);
    }

    private static boolean isInfinite(FloatValue value) {
        return !value.isFinite() && !value.isNaN();
    }

    private String sign(FloatValue value) {
        return value.isNegative() ? "-" : isAlwaysSigned ? "+" : "";
    }

    String text(FloatValue value) {
        if (!value.isFinite()) {
            String name = value.isNaN() ? (isAlwaysSigned ? "+" : "") + NAN : sign(value) + INFINITY;
            return " ".repeat(Math.max(0, leftWidth + rightWidth + 1 - name.length())) + name;
        }
        String text = isScientific
                ? Decimals.scientific(value, fraction, fraction, exponentDigits)
                : Decimals.positional(value, PRECISION);
        int left = text.indexOf('.');
        int right = text.length() - left - 1;
        String sign = sign(value);
        return " ".repeat(Math.max(0, leftWidth - left - sign.length()))
                + sign
                + text
                + (isScientific ? "" : " ".repeat(Math.max(0, rightWidth - right)));
    }
}
