package dev.ndwire.ndarray.shape;

/// Which position numpy's `searchsorted` gives where equal elements are.
public enum SearchSide {
    /// The first one at which a value could be put: before all that equal it.
    LEFT,
    /// The last one at which a value could be put: behind all that equal it.
    RIGHT
}
