package dev.ndwire.ndarray.shape;

/// What numpy's `take` makes of a position outside of its axis.
public enum TakeMode {
    /// Refuses it; a negative position counts from the end.
    RAISE,
    /// Counts on at the other end, round and round.
    WRAP,
    /// Takes the nearest position; every negative one is the first.
    CLIP
}
