package dev.ndwire.ndarray.ufunc;

import java.util.Locale;

/// Numpy's universal functions: what is done with each element, or each pair of elements.
///
/// Results have numpy's dtype and numpy's value: arithmetic, comparison and rounding of real numbers bit by bit; all
/// else, such as the sine and products of complex numbers, as close to the true value as
/// [dev.ndwire.ndarray.array.ArrayMath] says.
public enum Ufunc {
    /// `add`: sum; of bools, logical or; of texts, one behind the other.
    ADD(2),
    /// `subtract`: difference; not of bools.
    SUBTRACT(2),
    /// `multiply`: product; of bools, logical and.
    MULTIPLY(2),
    /// `divide`: true quotient: integers give float64.
    DIVIDE(2),
    /// `floor_divide`: quotient rounded towards negative infinity; integers divided by 0 give 0.
    FLOOR_DIVIDE(2),
    /// `remainder`: what `FLOOR_DIVIDE` leaves; it has the sign of the divisor.
    REMAINDER(2),
    /// `fmod`: what a quotient rounded towards 0 leaves; it has the sign of the dividend.
    FMOD(2),
    /// `power`: power; integers with negative exponents are refused.
    POWER(2),
    /// `float_power`: power, computed in float64 or complex128.
    FLOAT_POWER(2),
    /// `maximum`: the larger one; NaN and NaT win.
    MAXIMUM(2),
    /// `minimum`: the smaller one; NaN and NaT win.
    MINIMUM(2),
    /// `fmax`: the larger one; NaN and NaT lose.
    FMAX(2),
    /// `fmin`: the smaller one; NaN and NaT lose.
    FMIN(2),
    /// `hypot`: the hypotenuse of a right triangle.
    HYPOT(2),
    /// `arctan2`: the angle of the point whose y comes first and whose x second, in radians.
    ARCTAN2(2),
    /// `copysign`: the first one with the sign of the second.
    COPYSIGN(2),
    /// `nextafter`: the neighbour of the first one towards the second.
    NEXTAFTER(2),
    /// `bitwise_and`: bits that are in both.
    BITWISE_AND(2),
    /// `bitwise_or`: bits that are in one or both.
    BITWISE_OR(2),
    /// `bitwise_xor`: bits that are in one of the two.
    BITWISE_XOR(2),
    /// `left_shift`: bits moved up; 0 if moved by the width or more.
    LEFT_SHIFT(2),
    /// `right_shift`: bits moved down; the sign alone if moved by the width or more.
    RIGHT_SHIFT(2),
    /// `logical_and`: whether both are true, that is, not 0.
    LOGICAL_AND(2),
    /// `logical_or`: whether one is true.
    LOGICAL_OR(2),
    /// `logical_xor`: whether one of the two is true and the other is not.
    LOGICAL_XOR(2),
    /// `equal`: whether they are equal; NaN and NaT equal nothing.
    EQUAL(2),
    /// `not_equal`: whether they differ.
    NOT_EQUAL(2),
    /// `less`: whether the first one is smaller; complex numbers compare by real, then by imaginary part.
    LESS(2),
    /// `less_equal`: whether the first one is smaller or equal.
    LESS_EQUAL(2),
    /// `greater`: whether the first one is larger.
    GREATER(2),
    /// `greater_equal`: whether the first one is larger or equal.
    GREATER_EQUAL(2),
    /// `negative`: the number of opposite sign; unsigned ones wrap around; not of bools.
    NEGATIVE(1),
    /// `positive`: the number itself; not of bools.
    POSITIVE(1),
    /// `absolute`: the absolute value; of a complex number its length, a float.
    ABSOLUTE(1),
    /// `fabs`: the absolute value, as a float.
    FABS(1),
    /// `sign`: -1, 0 or 1; of a complex number the one of length 1 in its direction; not of bools.
    SIGN(1),
    /// `square`: the number times itself.
    SQUARE(1),
    /// `reciprocal`: 1 divided by the number; integers give integers.
    RECIPROCAL(1),
    /// `conjugate`: the complex number of opposite imaginary part.
    CONJUGATE(1),
    /// `sqrt`: square root.
    SQRT(1),
    /// `cbrt`: cube root.
    CBRT(1),
    /// `exp`: e to that power.
    EXP(1),
    /// `exp2`: 2 to that power.
    EXP2(1),
    /// `expm1`: e to that power, minus 1.
    EXPM1(1),
    /// `log`: natural logarithm.
    LOG(1),
    /// `log2`: logarithm to base 2.
    LOG2(1),
    /// `log10`: logarithm to base 10.
    LOG10(1),
    /// `log1p`: natural logarithm of the number plus 1.
    LOG1P(1),
    /// `sin`: sine of an angle in radians.
    SIN(1),
    /// `cos`: cosine of an angle in radians.
    COS(1),
    /// `tan`: tangent of an angle in radians.
    TAN(1),
    /// `arcsin`: the angle of that sine, in radians.
    ARCSIN(1),
    /// `arccos`: the angle of that cosine, in radians.
    ARCCOS(1),
    /// `arctan`: the angle of that tangent, in radians.
    ARCTAN(1),
    /// `sinh`: hyperbolic sine.
    SINH(1),
    /// `cosh`: hyperbolic cosine.
    COSH(1),
    /// `tanh`: hyperbolic tangent.
    TANH(1),
    /// `arcsinh`: inverse hyperbolic sine.
    ARCSINH(1),
    /// `arccosh`: inverse hyperbolic cosine.
    ARCCOSH(1),
    /// `arctanh`: inverse hyperbolic tangent.
    ARCTANH(1),
    /// `degrees`: radians to degrees.
    DEGREES(1),
    /// `radians`: degrees to radians.
    RADIANS(1),
    /// `floor`: rounded towards negative infinity; integers stay as they are.
    FLOOR(1),
    /// `ceil`: rounded towards positive infinity; integers stay as they are.
    CEIL(1),
    /// `trunc`: rounded towards 0; integers stay as they are.
    TRUNC(1),
    /// `rint`: rounded to the nearest integer, ties to the even one; integers become floats.
    RINT(1),
    /// `isnan`: whether it is no number, or no time.
    ISNAN(1),
    /// `isinf`: whether it is an infinity.
    ISINF(1),
    /// `isfinite`: whether it is neither infinite nor NaN nor NaT.
    ISFINITE(1),
    /// `isnat`: whether a time is no time; times only.
    ISNAT(1),
    /// `signbit`: whether the sign is set, as it is for -0.0.
    SIGNBIT(1),
    /// `invert`: all bits turned over; of bools, logical not.
    INVERT(1),
    /// `logical_not`: whether it is 0.
    LOGICAL_NOT(1);

    private final int arity;

    Ufunc(int arity) {
        this.arity = arity;
    }

    /// Numpy's name of the function.
    ///
    /// @return what `numpy.ufunc.__name__` gives
    public String numpyName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The number of operands.
    ///
    /// @return 1 or 2
    public int arity() {
        return arity;
    }
}
