package dev.ndwire.core.value;

/// Python's `complex`: two float64 numbers.
///
/// Two values are equal when their parts are, as [Double#equals] has it: so NaN equals NaN and 0.0 is not -0.0. As
/// keys of a [PyDict] they compare as Python compares.
///
/// @param real the real part
/// @param imag the imaginary part, named as Python names it
public record Complex(double real, double imag) {
    /// Prints as Python's `repr`: `(1+2j)`, `2j`, `(nan-infj)`.
    ///
    /// @return the text that Python prints
    @Override
    public String toString() {
        String imagText = PyFloat.shortRepr(imag);
        if (real == 0 && Math.copySign(1, real) > 0) {
            return imagText + "j";
        }
        String sign = imagText.startsWith("-") ? "" : "+";
        return "(" + PyFloat.shortRepr(real) + sign + imagText + "j)";
    }
}
