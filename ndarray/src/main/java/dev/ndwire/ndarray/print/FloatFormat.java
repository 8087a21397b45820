package dev.ndwire.ndarray.print;

import dev.ndwire.ndarray.element.Decimals;
import dev.ndwire.ndarray.element.Halves;
import java.util.Arrays;

/// How numpy writes the floats of one array: with one choice between positions and exponents, and to one width.
final class FloatFormat {
    private static final int PRECISION = 8;
    private static final double LEAST_POSITIONAL = 0.0001;
    private static final double MOST_SPREAD = 1000;
    private static final String NAN = "nan";
    private static final String INFINITY = "inf";

    private final int byteSize;
    private final boolean isAlwaysSigned;
    private final boolean isScientific;
    private int exponentDigits = 2;
    private int fraction;
    private int leftWidth;
    private int rightWidth;

    /// @param values all values to be shown
    /// @param byteSize bytes of one value: 2, 4 or 8
    /// @param isAlwaysSigned whether positive values get a `+`, as imaginary parts do
    FloatFormat(double[] values, int byteSize, boolean isAlwaysSigned) {
        this.byteSize = byteSize;
        this.isAlwaysSigned = isAlwaysSigned;
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        this.isScientific = isScientific(finite);
        for (double value : finite) {
            measure(value);
        }
        if (isScientific) {
            rightWidth = exponentDigits + 2 + fraction;
        } else {
            rightWidth = fraction;
        }
        if (finite.length < values.length) {
            widenForOthers(values);
        }
    }

    private boolean isScientific(double[] finite) {
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double value : finite) {
            if (value != 0) {
                most = Math.max(most, Math.abs(value));
                least = Math.min(least, Math.abs(value));
            }
        }
        return most > 0
                && (most >= mostPositional()
                        || least < rounded(LEAST_POSITIONAL)
                        || rounded(most / least) > MOST_SPREAD);
    }

    private double mostPositional() {
        return switch (byteSize) {
            case 2 -> 1e3;
            case 4 -> 1e6;
            default -> 1e8;
        };
    }

    // numpy compares in the array's own type.
    private double rounded(double value) {
        return switch (byteSize) {
            case 2 -> Float.float16ToFloat((short) Halves.ofDouble(value));
            case 4 -> (float) value;
            default -> value;
        };
    }

    private void measure(double value) {
        String text = isScientific
                ? Decimals.scientific(Math.abs(value), byteSize, 0, PRECISION, 2)
                : Decimals.positional(Math.abs(value), byteSize, PRECISION);
        int point = text.indexOf('.');
        int exponent = text.indexOf('e');
        leftWidth = Math.max(leftWidth, point + sign(value).length());
        fraction = Math.max(fraction, (isScientific ? exponent : text.length()) - point - 1);
        if (isScientific) {
            exponentDigits = Math.max(exponentDigits, text.length() - exponent - 2);
        }
    }

    private void widenForOthers(double[] values) {
        boolean isSigned = isAlwaysSigned || Arrays.stream(values).anyMatch(value -> value == Double.NEGATIVE_INFINITY);
        int behind = rightWidth + 1;
        leftWidth = Math.max(leftWidth, NAN.length() - behind);
        leftWidth = Math.max(leftWidth, INFINITY.length() + (isSigned ? 1 : 0) - behind);
    }

    private String sign(double value) {
        return Double.doubleToRawLongBits(value) < 0 ? "-" : isAlwaysSigned ? "+" : "";
    }

    String text(double value) {
        if (!Double.isFinite(value)) {
            String name = Double.isNaN(value) ? (isAlwaysSigned ? "+" : "") + NAN : sign(value) + INFINITY;
            return " ".repeat(Math.max(0, leftWidth + rightWidth + 1 - name.length())) + name;
        }
        String text = isScientific
                ? Decimals.scientific(Math.abs(value), byteSize, fraction, fraction, exponentDigits)
                : Decimals.positional(Math.abs(value), byteSize, PRECISION);
        int left = text.indexOf('.');
        int right = text.length() - left - 1;
        String sign = sign(value);
        return " ".repeat(Math.max(0, leftWidth - left - sign.length()))
                + sign
                + text
                + (isScientific ? "" : " ".repeat(Math.max(0, rightWidth - right)));
    }
}
