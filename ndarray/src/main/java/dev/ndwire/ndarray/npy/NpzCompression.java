package dev.ndwire.ndarray.npy;

/// How an archive's members are kept.
public enum NpzCompression {
    /// As they are, so that they can be mapped: numpy's `savez`.
    STORED,
    /// Deflated at zlib's usual level: numpy's `savez_compressed`.
    DEFLATED
}
