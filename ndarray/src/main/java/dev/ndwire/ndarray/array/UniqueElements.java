package dev.ndwire.ndarray.array;

/// The different elements of an array: what numpy's `unique` returns with `return_index`, `return_inverse` and
/// `return_counts`.
///
/// The arrays are fresh and lie in memory that the garbage collector frees.
///
/// @param values each different element once, sorted, in one axis; or, where an axis was named, each different position
///     of that axis with its elements along the others
/// @param indices int64: where each of them is first, among the elements in C order or on the axis
/// @param inverse int64 in the shape of the array, or as long as the axis: `values.take(inverse, axis)` is the array
///     again, with 0 for the axis where none was named
/// @param counts int64: how many there are of each
public record UniqueElements(NDArray values, NDArray indices, NDArray inverse, NDArray counts) {}
