package dev.ndwire.ndarray.dtype;

/// Temporary.
public enum ByteOrder1 {
    /// Little.
    LITTLE
}
