package dev.ndwire.ndarray.shape;

/// Where numpy's `pad` takes the elements that it puts around an array from.
public enum PadMode {
    /// The nearest element: `a a | a b c | c c`.
    EDGE,
    /// Mirrored at the outermost elements, which are not repeated: `c b | a b c | b a`.
    REFLECT,
    /// Mirrored beyond the outermost elements, which are repeated: `b a | a b c | c b`.
    SYMMETRIC,
    /// From the other end: `b c | a b c | a b`.
    WRAP
}
