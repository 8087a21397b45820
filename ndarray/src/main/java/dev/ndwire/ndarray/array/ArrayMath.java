package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Element-wise arithmetic, comparison and logic with broadcasting: numpy's universal functions.
///
/// **Operands** are arrays, or values of Java: [Number]s, [Boolean], [dev.ndwire.core.value.Complex], [String],
/// [dev.ndwire.core.value.Bytes]. Numbers of Java are *weak*, as Python's are: beside an array an integer takes its
/// dtype, and a `float` or `double` makes float64 of integers only. So int8 plus 1 is int8, plus 1.5 float64, and
/// float32 times 2.5 float32. An integer that its dtype cannot hold is refused, except in comparisons, which are right.
///
/// **Results** are fresh arrays in memory that the garbage collector frees, of numpy's dtype and in this machine's byte
/// order, their axes ordered in memory as those of the operands. Values are numpy's: arithmetic, comparison, rounding
/// and square roots of real numbers bit by bit. Other functions are, as a test measures them, at most so many units in
/// the last place away from the true value, of which rounding alone is 0.5: of float64 2 (up to 1.7 seen); of float16
/// and float32, which are computed in float64, 0.51, but 1.5 for `DEGREES` and `RADIANS` of float32; of complex128, in
/// units of the larger part, 8 (up to 6.2 seen), and 64 for `POWER` of small exponents (up to 31 seen); of complex64,
/// which is computed in complex128, 0.51. numpy's own `log1p` of complex numbers loses digits near 0, all of them of
/// numbers below 1e-16; `LOG1P` here does not.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayMath extends ArrayLogic permits NDArray {
    /// Computes a function of any operands, of which none needs to be an array: `evaluate(Ufunc.SUBTRACT, 1, x)`.
    ///
    /// @param function what to compute
    /// @param operands arrays and values, as many as [Ufunc#arity] says
    /// @return a fresh array of the shape that the operands are broadcast to
    /// @throws IllegalArgumentException if the function has no loop for the dtypes, shapes do not meet, an integer does
    ///     not fit, an operand is something else, or integers are raised to negative powers
    /// @throws IllegalStateException if the memory of an array is closed
    static NDArray evaluate(Ufunc function, Object... operands) {
        return Computing.result(function, operands);
    }

    /// Computes a function of any operands into an array that is there.
    ///
    /// @param out where results go, converted if that stays within a kind, such as float64 to float32; it may share
    ///     memory with operands, which gives the same result as if it did not
    /// @param function what to compute
    /// @param operands arrays and values, as many as [Ufunc#arity] says
    /// @return `out`
    /// @throws IllegalArgumentException as [#evaluate] does, and if `out` is read-only, of a dtype that the result does
    ///     not become, or of a shape that the operands cannot be broadcast to; results may have been written in part
    /// @throws IllegalStateException if the memory of an array is closed
    static NDArray evaluateInto(NDArray out, Ufunc function, Object... operands) {
        Computing.into(out, function, operands);
        return out;
    }

    /// Computes a function whose first operand is this array: `x.apply(Ufunc.SIN)`, `x.apply(Ufunc.ARCTAN2, y)`.
    ///
    /// @param function what to compute
    /// @param others the other operands: one if the function takes two
    /// @return a fresh array of the shape that the operands are broadcast to
    /// @throws IllegalArgumentException as [#evaluate] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray apply(Ufunc function, Object... others) {
        return evaluate(function, Computing.behind(this, others));
    }

    /// Computes a function whose first operand is this array into an array that is there, which may be this one.
    ///
    /// @param out where results go, as [#evaluateInto] has it
    /// @param function what to compute
    /// @param others the other operands: one if the function takes two
    /// @return `out`
    /// @throws IllegalArgumentException as [#evaluateInto] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray applyInto(NDArray out, Ufunc function, Object... others) {
        return evaluateInto(out, function, Computing.behind(this, others));
    }

    /// Adds: numbers, spans of time; joins strings; of bools, logical or.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the sum
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray add(Object other) {
        return apply(Ufunc.ADD, other);
    }

    /// Subtracts the operand from this array; not for bools.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the difference
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray subtract(Object other) {
        return apply(Ufunc.SUBTRACT, other);
    }

    /// Multiplies.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the product
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray multiply(Object other) {
        return apply(Ufunc.MULTIPLY, other);
    }

    /// Divides by the operand; integers give float64.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the quotient
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray divide(Object other) {
        return apply(Ufunc.DIVIDE, other);
    }

    /// Divides by the operand and rounds towards negative infinity; integers divided by 0 give 0.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the quotient
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray floorDivide(Object other) {
        return apply(Ufunc.FLOOR_DIVIDE, other);
    }

    /// What [#floorDivide] leaves, with the sign of the divisor: Python's `%`.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the rest
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray remainder(Object other) {
        return apply(Ufunc.REMAINDER, other);
    }

    /// Raises to the power of the operand.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the power
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray power(Object other) {
        return apply(Ufunc.POWER, other);
    }

    /// Takes the larger one; NaN and NaT win.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the larger ones
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray maximum(Object other) {
        return apply(Ufunc.MAXIMUM, other);
    }

    /// Takes the smaller one; NaN and NaT win.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the smaller ones
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray minimum(Object other) {
        return apply(Ufunc.MINIMUM, other);
    }

    /// Changes the sign; not for bools.
    ///
    /// @return the negatives
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray negative() {
        return apply(Ufunc.NEGATIVE);
    }

    /// Takes absolute values; those of complex numbers are floats.
    ///
    /// @return the sizes
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray absolute() {
        return apply(Ufunc.ABSOLUTE);
    }

    /// -1, 0 or 1; of a complex number the one of size 1 in its direction.
    ///
    /// @return the signs
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray sign() {
        return apply(Ufunc.SIGN);
    }

    /// Multiplies each element with itself.
    ///
    /// @return the squares
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray square() {
        return apply(Ufunc.SQUARE);
    }

    /// Takes square roots; integers give floats.
    ///
    /// @return the roots
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray sqrt() {
        return apply(Ufunc.SQRT);
    }

    /// Raises e to the power of each element.
    ///
    /// @return the powers
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray exp() {
        return apply(Ufunc.EXP);
    }

    /// Takes natural logarithms.
    ///
    /// @return the logarithms
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray log() {
        return apply(Ufunc.LOG);
    }

    /// Changes the sign of imaginary parts.
    ///
    /// @return the conjugates
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray conjugate() {
        return apply(Ufunc.CONJUGATE);
    }

    /// Rounds towards negative infinity; integers stay.
    ///
    /// @return the rounded numbers
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray floor() {
        return apply(Ufunc.FLOOR);
    }

    /// Rounds towards positive infinity; integers stay.
    ///
    /// @return the rounded numbers
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray ceil() {
        return apply(Ufunc.CEIL);
    }

    /// Rounds towards 0; integers stay.
    ///
    /// @return the rounded numbers
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray trunc() {
        return apply(Ufunc.TRUNC);
    }

    /// Rounds to the nearest integer, ties to the even one; integers become floats.
    ///
    /// @return the rounded numbers
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray rint() {
        return apply(Ufunc.RINT);
    }

    /// Divides by the operand: [#floorDivide] and [#remainder] together.
    ///
    /// @param other an array or a value, as [#apply] takes them
    /// @return the quotient and the rest
    /// @throws IllegalArgumentException as [#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default List<NDArray> divmod(Object other) {
        return List.of(floorDivide(other), remainder(other));
    }

    /// The angle of complex numbers in the plane, from -pi to pi; of real ones 0 or pi.
    ///
    /// @return radians
    /// @throws IllegalArgumentException if the dtype is no number
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray angle() {
        return Nearness.angle((NDArray) this);
    }

    /// Keeps elements within limits: those below become the lower limit, those above the upper one. An integer of Java
    /// at the end of this array's integers, or beyond it, is no limit: so is 300 above int8, where it would not fit.
    ///
    /// @param min the lower limit, an array or a value; null for none
    /// @param max the upper limit, an array or a value; null for none; it wins over the lower one
    /// @return a fresh array of the dtype that all three have in common
    /// @throws IllegalArgumentException as [#apply] does, and if there is no such dtype
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray clip(@Nullable Object min, @Nullable Object max) {
        return Clipping.clip((NDArray) this, min, max);
    }

    /// Rounds to a number of decimals, ties to the even one, as numpy does: by way of a multiplication with a power of
    /// ten, which is fast and at times not what exact decimals would give.
    ///
    /// @param decimals digits behind the point; a negative number rounds to tens, hundreds and so on
    /// @return a fresh array of the same dtype; of bools, float16
    /// @throws IllegalArgumentException if the dtype is no number, or bools are rounded to other than 0 decimals
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray round(int decimals) {
        return DecimalRounding.round((NDArray) this, decimals);
    }

    /// Whether elements are close to those of another array: `|x - y| <= atol + rtol * |y|`, or equal. Beside a number
    /// of Java, which is weak and counts as a float, all is computed as precisely as this array's floats are.
    ///
    /// @param other the array or value to compare with
    /// @param rtol how much may differ in relation to `other`
    /// @param atol how much may differ anyway
    /// @param equalNaN whether NaN counts as close to NaN
    /// @return bools
    /// @throws IllegalArgumentException if dtypes or shapes do not meet, or an integer is too large for a float
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray isClose(Object other, double rtol, double atol, boolean equalNaN) {
        return Nearness.isClose((NDArray) this, other, rtol, atol, equalNaN);
    }

    /// Whether elements are close to those of another array, by numpy's tolerances of 1e-5 and 1e-8.
    ///
    /// @param other the array or value to compare with
    /// @return bools
    /// @throws IllegalArgumentException if dtypes or shapes do not meet, or an integer is too large for a float
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray isClose(Object other) {
        return isClose(other, 1e-5, 1e-8, false);
    }

    /// Whether all elements are close to those of another array.
    ///
    /// @param other the array or value to compare with
    /// @param rtol how much may differ in relation to `other`
    /// @param atol how much may differ anyway
    /// @param equalNaN whether NaN counts as close to NaN
    /// @return true also if there are no elements
    /// @throws IllegalArgumentException if dtypes or shapes do not meet, or an integer is too large for a float
    /// @throws IllegalStateException if the memory of an array is closed
    default boolean allClose(Object other, double rtol, double atol, boolean equalNaN) {
        return Nearness.areAllTrue(isClose(other, rtol, atol, equalNaN));
    }

    /// Whether all elements are close to those of another array, by numpy's tolerances of 1e-5 and 1e-8.
    ///
    /// @param other the array or value to compare with
    /// @return true also if there are no elements
    /// @throws IllegalArgumentException if dtypes or shapes do not meet, or an integer is too large for a float
    /// @throws IllegalStateException if the memory of an array is closed
    default boolean allClose(Object other) {
        return allClose(other, 1e-5, 1e-8, false);
    }
}
