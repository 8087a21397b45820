package dev.ndwire.ndarray.element;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// A float of 2, 4 or 8 bytes.
///
/// @param value the number, one that its size can hold
/// @param byteSize 2, 4 or 8
public record BinaryFloat(double value, int byteSize) implements FloatValue {
    private static final double LEAST_POSITIONAL = 1e-4;
    private static final int HALF_EXPONENT_OF_ONE = 15 + 10;

    @Override
    public boolean isNegative() {
        return Double.doubleToRawLongBits(value) < 0;
    }

    @Override
    public boolean isNaN() {
        return Double.isNaN(value);
    }

    @Override
    public boolean isFinite() {
        return Double.isFinite(value);
    }

    @Override
    public boolean isZero() {
        return value == 0;
    }

    @Override
    public BigDecimal magnitude() {
        return new BigDecimal(Math.abs(value));
    }

    @Override
    public BigDecimal shortest() {
        double magnitude = Math.abs(value);
        if (isZero()) {
            return BigDecimal.ZERO;
        }
        return switch (byteSize) {
            case 2 -> shortestHalf(Float.floatToFloat16((float) magnitude));
            case 4 -> fewer(new BigDecimal(Float.toString((float) magnitude)).stripTrailingZeros());
            default -> fewer(new BigDecimal(Double.toString(magnitude)).stripTrailingZeros());
        };
    }

    /// Java always gives two digits where one may do: 4.9E-324 for what reads back from 5E-324.
    private BigDecimal fewer(BigDecimal digits) {
        if (digits.precision() != 2) {
            return digits;
        }
        BigDecimal single = magnitude().round(new MathContext(1, RoundingMode.HALF_EVEN));
        double magnitude = Math.abs(value);
        boolean readsBack =
                byteSize == 4 ? single.floatValue() == (float) magnitude : single.doubleValue() == magnitude;
        return readsBack ? single.stripTrailingZeros() : digits;
    }

    private static BigDecimal shortestHalf(int bits) {
        int fraction = bits & 0x3ff;
        int exponent = bits >> 10;
        boolean isNormal = exponent > 0;
        int significand = isNormal ? fraction | 0x400 : fraction;
        return ShortestDigits.of(
                BigInteger.valueOf(significand),
                Math.max(1, exponent) - HALF_EXPONENT_OF_ONE,
                exponent > 1 && fraction == 0);
    }

    @Override
    public int significandBits() {
        return switch (byteSize) {
            case 2 -> 11;
            case 4 -> 24;
            default -> 53;
        };
    }

    @Override
    public boolean isPositional() {
        double most = switch (byteSize) {
            case 2 -> 1e3;
            case 4 -> 1e6;
            default -> 1e16;
        };
        double magnitude = Math.abs(value);
        return magnitude == 0 || (magnitude >= LEAST_POSITIONAL && magnitude < most);
    }

    @Override
    public FloatValue shown() {
        return this;
    }
}
