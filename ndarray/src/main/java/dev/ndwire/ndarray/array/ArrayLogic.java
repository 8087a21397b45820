package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.ufunc.Ufunc;

/// Comparison, logic and bits, element by element.
///
/// Part of [ArrayMath], which says what operands and results are.
public sealed interface ArrayLogic permits ArrayMath {
    /// Keeps the bits that both have; integers and bools only.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return the bits
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray bitwiseAnd(Object other) {
        return ((NDArray) this).apply(Ufunc.BITWISE_AND, other);
    }

    /// Joins the bits of both; integers and bools only.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return the bits
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray bitwiseOr(Object other) {
        return ((NDArray) this).apply(Ufunc.BITWISE_OR, other);
    }

    /// Takes the bits that one of both has; integers and bools only.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return the bits
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray bitwiseXor(Object other) {
        return ((NDArray) this).apply(Ufunc.BITWISE_XOR, other);
    }

    /// Moves bits up; integers only.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return the bits
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray leftShift(Object other) {
        return ((NDArray) this).apply(Ufunc.LEFT_SHIFT, other);
    }

    /// Moves bits down; integers only.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return the bits
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray rightShift(Object other) {
        return ((NDArray) this).apply(Ufunc.RIGHT_SHIFT, other);
    }

    /// Whether both are true, that is, not 0 and not empty.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray logicalAnd(Object other) {
        return ((NDArray) this).apply(Ufunc.LOGICAL_AND, other);
    }

    /// Whether one is true.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray logicalOr(Object other) {
        return ((NDArray) this).apply(Ufunc.LOGICAL_OR, other);
    }

    /// Whether one is true and the other is not.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray logicalXor(Object other) {
        return ((NDArray) this).apply(Ufunc.LOGICAL_XOR, other);
    }

    /// Whether elements are equal; structures too, field by field. NaN and NaT equal nothing.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray equal(Object other) {
        return ((NDArray) this).apply(Ufunc.EQUAL, other);
    }

    /// Whether elements differ.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray notEqual(Object other) {
        return ((NDArray) this).apply(Ufunc.NOT_EQUAL, other);
    }

    /// Whether elements of this array are smaller.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray less(Object other) {
        return ((NDArray) this).apply(Ufunc.LESS, other);
    }

    /// Whether elements of this array are smaller or equal.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray lessEqual(Object other) {
        return ((NDArray) this).apply(Ufunc.LESS_EQUAL, other);
    }

    /// Whether elements of this array are larger.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray greater(Object other) {
        return ((NDArray) this).apply(Ufunc.GREATER, other);
    }

    /// Whether elements of this array are larger or equal.
    ///
    /// @param other an array or a value, as [ArrayMath#apply] takes them
    /// @return bools
    /// @throws IllegalArgumentException as [ArrayMath#apply] does
    /// @throws IllegalStateException if the memory of an array is closed
    default NDArray greaterEqual(Object other) {
        return ((NDArray) this).apply(Ufunc.GREATER_EQUAL, other);
    }

    /// Turns all bits over; of bools, logical not.
    ///
    /// @return the bits
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray invert() {
        return ((NDArray) this).apply(Ufunc.INVERT);
    }

    /// Whether elements are 0.
    ///
    /// @return bools
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray logicalNot() {
        return ((NDArray) this).apply(Ufunc.LOGICAL_NOT);
    }

    /// Whether elements are NaN or NaT.
    ///
    /// @return bools
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray isNaN() {
        return ((NDArray) this).apply(Ufunc.ISNAN);
    }

    /// Whether elements are infinite.
    ///
    /// @return bools
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray isInfinite() {
        return ((NDArray) this).apply(Ufunc.ISINF);
    }

    /// Whether elements are neither infinite nor NaN nor NaT.
    ///
    /// @return bools
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray isFinite() {
        return ((NDArray) this).apply(Ufunc.ISFINITE);
    }

    /// Whether times are no times.
    ///
    /// @return bools
    /// @throws IllegalArgumentException if the dtype has no such function
    /// @throws IllegalStateException if the memory of the array is closed
    default NDArray isNaT() {
        return ((NDArray) this).apply(Ufunc.ISNAT);
    }
}
