package dev.ndwire.ndarray.dtype;

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
    UNSAFE
}
