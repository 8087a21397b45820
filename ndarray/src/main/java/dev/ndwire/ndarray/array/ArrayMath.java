package dev.ndwire.ndarray.array;

/// Element-wise arithmetic, comparison and logic with broadcasting: numpy's universal functions.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayMath permits NDArray {}
