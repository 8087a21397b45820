package dev.ndwire.ndarray.shape;

/// The order in which elements are taken or laid into memory, as numpy names them.
public enum Order {
    /// Row-major: the last axis is the fastest, as in C.
    C,
    /// Column-major: the first axis is the fastest, as in Fortran.
    F,
    /// Whatever is there already: [#F] of elements that are contiguous in that order and not in C's, else [#C].
    A,
    /// As the elements lie in memory: the axis with the largest stride is the slowest, whatever the stride's sign.
    K;

    /// Says that only [#C] and [#F] make sense where nothing is there yet.
    ///
    /// @return this order
    /// @throws IllegalArgumentException if this is [#A] or [#K]
    Order fixed() {
        if (this == A || this == K) {
            throw new IllegalArgumentException("only order C or F is permitted, found " + this);
        }
        return this;
    }
}
