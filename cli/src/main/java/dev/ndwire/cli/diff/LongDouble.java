package dev.ndwire.cli.diff;

import java.math.BigInteger;

/// A long double of x86 without its padding: `significand * 2^(exponent - 16446)`, where an exponent of 0 counts as 1.
///
/// @param head the exponent, 15 bits, and the sign above them
/// @param significand 64 bits, unsigned; the highest one is set, but in the smallest numbers
record LongDouble(int head, long significand) {
    static final LongDouble ZERO = new LongDouble(0, 0);

    private static final int EXPONENTS = 0x7fff;
    private static final int POWER_OF_EXPONENT_0 = -16446;
    /// More than that of any other.
    private static final int POWER_OF_ZERO = 1 << 15;

    private int exponent() {
        return head & EXPONENTS;
    }

    /// Whether it is no number: also where the highest bit is not set though it has to be.
    boolean isNaN() {
        return exponent() == EXPONENTS ? significand != Long.MIN_VALUE : exponent() != 0 && significand >= 0;
    }

    private boolean isInfinite() {
        return exponent() == EXPONENTS && significand == Long.MIN_VALUE;
    }

    /// How far two are apart, as float64: infinity and the smallest number stand for what that has no number for.
    ///
    /// @return 0 if both are the same number, NaN if one is none
    double distance(LongDouble other) {
        if (isNaN() || other.isNaN()) {
            return Double.NaN;
        }
        if (isInfinite() || other.isInfinite()) {
            return equals(other) ? 0.0 : Double.POSITIVE_INFINITY;
        }
        int power = Math.min(power(), other.power());
        BigInteger distance =
                multipleOf(power).subtract(other.multipleOf(power)).abs();
        if (distance.signum() == 0) {
            return 0;
        }
        // A float64 that is not scaled yet must not be infinite.
        int excess = Math.max(distance.bitLength() - Long.SIZE, 0);
        double nearest = Math.scalb(distance.shiftRight(excess).doubleValue(), power + excess);
        return Math.max(nearest, Double.MIN_VALUE);
    }

    /// The power of two that it is a multiple of; 0 is one of all.
    private int power() {
        return significand == 0 ? POWER_OF_ZERO : Math.max(exponent(), 1) + POWER_OF_EXPONENT_0;
    }

    private BigInteger multipleOf(int power) {
        BigInteger magnitude = BigInteger.valueOf(significand >>> 1)
                .shiftLeft(1)
                .add(BigInteger.valueOf(significand & 1))
                .shiftLeft(power() - power);
        return head > EXPONENTS ? magnitude.negate() : magnitude;
    }
}
