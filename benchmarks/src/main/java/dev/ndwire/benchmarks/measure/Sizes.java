package dev.ndwire.benchmarks.measure;

import dev.ndwire.core.memory.ByteSizes;

/// Which sizes of arrays a suite takes.
///
/// @param unit of which a size is a multiple, in bytes
/// @param max the most bytes
public record Sizes(long unit, long max) {
    /// For what has no arrays, or only those of its own.
    public static final Sizes ANY = new Sizes(1, Long.MAX_VALUE);

    /// Whether a size is one of them.
    ///
    /// @param byteSize of an array, above 0
    /// @return true if so
    public boolean has(long byteSize) {
        return byteSize % unit == 0 && byteSize <= max;
    }

    @Override
    public String toString() {
        return "multiples of " + unit + " B up to " + ByteSizes.format(max);
    }
}
