package dev.ndwire.ndarray.array;

/// Looks at the elements of an array through other axes and shapes, as numpy's array manipulation routines do.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayViews permits NDArray {}
