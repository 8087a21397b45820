package dev.ndwire.benchmarks;

/// How the matrix that is serialized lies in memory. All layouts of one size have the same number of bytes to carry.
public enum Layout {
    /// C-contiguous: it is sent from where it lies. Java's twin is one flat array.
    C,

    /// `a.T`, contiguous in the order of Fortran: it is sent from where it lies, too. Java's twin is one flat array,
    /// column by column.
    F,

    /// `a[:, ::2]`: every element stands alone and is gathered. Java's twin is an array of rows of twice the width.
    STEPPED,

    /// `a[:, ::2].T`: neither order is contiguous, and the source's fast axis is the target's slow one.
    TRANSPOSED;

    boolean isContiguous() {
        return this == C || this == F;
    }
}
