package dev.ndwire.core.value;

import java.math.BigInteger;

/// Python's `fractions.Fraction`, in lowest terms.
///
/// @param numerator any number
/// @param denominator above 0, and without a factor in common with the numerator
public record PyFraction(BigInteger numerator, BigInteger denominator) {
    /// Checks the terms.
    ///
    /// @throws IllegalArgumentException if the denominator is not above 0 or the terms have a common factor
    public PyFraction {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("fraction with a denominator that is not above 0");
        }
        if (!numerator.gcd(denominator).equals(BigInteger.ONE)) {
            throw new IllegalArgumentException("fraction that is not in lowest terms");
        }
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
