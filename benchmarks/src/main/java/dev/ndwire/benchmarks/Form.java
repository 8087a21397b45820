package dev.ndwire.benchmarks;

/// How the matrix that is serialized lies in memory. All forms of one size have the same number of bytes to carry.
public enum Form {
    /// C-contiguous: it is sent from where it lies. Java's twin is one flat `double[]`.
    CONTIGUOUS,

    /// `a[:, ::2]`: every element stands alone and is gathered. Java's twin is a `double[][]` of twice the width.
    EVERY_SECOND_COLUMN,

    /// `a[:, ::2].T`: neither order is contiguous, and the source's fast axis is the target's slow one.
    EVERY_SECOND_COLUMN_TRANSPOSED;

    boolean isContiguous() {
        return this == CONTIGUOUS;
    }

    boolean isTransposed() {
        return this == EVERY_SECOND_COLUMN_TRANSPOSED;
    }
}
