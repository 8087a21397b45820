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
    UNSAFE;

    /// Whether a conversion is allowed at this level: numpy's `can_cast`. A target of no size, such as `S`, counts as
    /// one of the size that is needed.
    ///
    /// @param from what elements are
    /// @param to what they would become
    /// @return true also where single elements may be refused, such as a text that is no number
    public boolean allows(DType from, DType to) {
        Casting needed = CastSafety.needed(from, to);
        return needed != null && needed.compareTo(this) <= 0;
    }

    /// Refuses a conversion that is not allowed at this level.
    ///
    /// @param from what elements are
    /// @param to what they would become
    /// @throws IllegalArgumentException if it is not allowed
    public void check(DType from, DType to) {
        if (!allows(from, to)) {
            throw new IllegalArgumentException("Cannot cast array data from " + from.repr() + " to " + to.repr()
                    + " according to the rule '" + name().toLowerCase(Locale.ROOT) + "'");
        }
    }
}
