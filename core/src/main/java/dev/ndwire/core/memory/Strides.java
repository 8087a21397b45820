package dev.ndwire.core.memory;

/// How the rows and columns of a plane lie: bytes from one to the next.
record Strides(long row, long column) {
    /// The same with rows for columns.
    Strides turned() {
        return new Strides(/* row= */ column, /* column= */ row);
    }
}
