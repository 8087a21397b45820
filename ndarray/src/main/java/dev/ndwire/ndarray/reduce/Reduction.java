package dev.ndwire.ndarray.reduce;

/// What becomes of the elements along the axes that are reduced; the names are numpy's.
public enum Reduction {
    /// Their sum; 0 without elements. Integers smaller than 64 bits and bools are summed as 64-bit integers.
    SUM,
    /// Their product; 1 without elements. Integers smaller than 64 bits and bools are multiplied as 64-bit integers.
    PROD,
    /// The smallest, or NaN or NaT if there is one; refused without elements.
    MIN,
    /// The largest, or NaN or NaT if there is one; refused without elements.
    MAX,
    /// The largest less the smallest; refused without elements.
    PTP,
    /// The position of the first smallest, or of the first NaN or NaT; refused without elements.
    ARGMIN,
    /// The position of the first largest, or of the first NaN or NaT; refused without elements.
    ARGMAX,
    /// The sum divided by the count; NaN without elements. Integers and bools are summed as float64, float16 as
    /// float32.
    MEAN,
    /// The square root of [#VAR].
    STD,
    /// The mean of the squared distances from the mean; NaN without elements.
    VAR,
    /// Whether one of them is true: not 0, not an empty string. False without elements.
    ANY,
    /// Whether all of them are true: not 0, not an empty string. True without elements.
    ALL,
    /// How many of them are not 0, and no empty string.
    COUNT_NONZERO;
}
