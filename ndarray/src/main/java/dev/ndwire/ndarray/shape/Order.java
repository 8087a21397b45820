package dev.ndwire.ndarray.shape;

/// The order in which contiguous memory holds the elements of an array.
public enum Order {
    /// Row-major: the last axis is the fastest, as in C.
    C,
    /// Column-major: the first axis is the fastest, as in Fortran.
    F
}
