package dev.ndwire.ndarray.dtype;

import java.util.Locale;

/// Which conversions between dtypes are allowed: numpy's `casting=`.
public enum Casting {
    /// None: the dtypes have to be the same, byte order included.
    NO,
    /// Byte order may change.
    EQUIV,
    /// Whatever keeps every value.
    SAFE,
    /// Whatever is safe, or stays within a kind, such as float64 to float32.
    SAME_KIND,
    /// Any conversion that there is.
    UNSAFE,
    /// Whatever keeps the values that are there: between any two dtypes of numbers, where every number has an equal. No
    /// level among the others, and for [dev.ndwire.ndarray.array.NDArray#astype(DType, Casting)] alone.
    SAME_VALUE;

    /// Whether a conversion is allowed at this level: numpy's `can_cast`. A target of no size, such as `S`, counts as
    /// one of the size that is needed.
    ///
    /// @param from what elements are
    /// @param to what they would become
    /// @return true also where single elements may be refused, such as a text that is no number
    /// @throws IllegalArgumentException if this is [#SAME_VALUE], which asks for values and not for dtypes
    public boolean allows(DType from, DType to) {
        if (this == SAME_VALUE) {
            throw new IllegalArgumentException(
                    "casting must be one of no, equiv, safe, same_kind and unsafe, found same_value, which is for"
                            + " astype alone");
        }
        Casting needed = CastSafety.needed(from, to);
        return needed != null && needed.compareTo(this) <= 0;
    }

    /// Refuses a conversion that is not allowed at this level.
    ///
    /// @param from what elements are
    /// @param to what they would become
    /// @throws IllegalArgumentException if it is not allowed, or this is [#SAME_VALUE]
    public void check(DType from, DType to) {
        if (!allows(from, to)) {
            throw refusal(from, to);
        }
    }

    /// Refuses a conversion that [#SAME_VALUE] allows for no values at all: of anything but numbers.
    ///
    /// @param from what elements are
    /// @param to what they would become
    /// @throws IllegalArgumentException if one of them is no dtype of numbers
    public static void checkNumbers(DType from, DType to) {
        if (!isNumber(from) || !isNumber(to)) {
            throw SAME_VALUE.refusal(from, to);
        }
    }

    private static boolean isNumber(DType dtype) {
        return !dtype.isSubArray() && CastSafety.isNumber(dtype);
    }

    private IllegalArgumentException refusal(DType from, DType to) {
        return new IllegalArgumentException("Cannot cast array data from " + from.repr() + " to " + to.repr()
                + " according to the rule '" + name().toLowerCase(Locale.ROOT) + "'");
    }
}
