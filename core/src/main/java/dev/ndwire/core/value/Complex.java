package dev.ndwire.core.value;

/// Python's `complex`: two float64 numbers.
///
/// Two values are equal when their parts are equal as [Double#equals] has it.
///
/// @param real the real part
/// @param imag the imaginary part, named as Python names it
public record Complex(double real, double imag) {
    /// Prints as Python does: `(1+2j)`, `2j`.
    @Override
    public String toString() {
        return real + "+" + imag + "j";
    }
}
