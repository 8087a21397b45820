package dev.ndwire.ndarray.array;

/// Changes the dtype of elements, copies them in and out: numpy's `astype`, assignment, and Java's arrays.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayConversion permits NDArray {}
