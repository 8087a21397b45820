package dev.ndwire.ndarray.shape;

/// What numpy's `pad` puts around an array. Constants are given instead of a mode.
public enum PadMode {
    /// Whatever is there: memory of undefined content.
    EMPTY,
    /// The nearest element: `a a | a b c | c c`.
    EDGE,
    /// Numbers in even steps from an end value, which is outermost, to the nearest element.
    LINEAR_RAMP,
    /// The largest of the nearest elements along the axis.
    MAXIMUM,
    /// The mean of the nearest elements along the axis; of integers rounded to an even one.
    MEAN,
    /// The median of the nearest elements along the axis; of integers rounded to an even one.
    MEDIAN,
    /// The smallest of the nearest elements along the axis.
    MINIMUM,
    /// Mirrored at the outermost elements, which are not repeated: `c b | a b c | b a`.
    REFLECT,
    /// Mirrored beyond the outermost elements, which are repeated: `b a | a b c | c b`.
    SYMMETRIC,
    /// From the other end: `b c | a b c | a b`.
    WRAP
}
