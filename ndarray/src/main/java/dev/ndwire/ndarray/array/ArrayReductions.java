package dev.ndwire.ndarray.array;

/// Reduces axes: sums, extremes, means and their like, as numpy's methods of these names do.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayReductions permits NDArray {}
