package dev.ndwire.core.value;

/// A value that knows how many bytes its content takes: what Dask calls `nbytes`.
public interface ByteSized {
    /// The size of the content.
    ///
    /// @return its size in bytes, without headers and bookkeeping
    long byteSize();
}
