package dev.ndwire.ndarray.array;

/// The different elements of an array: what numpy's `unique` returns with `return_index`, `return_inverse` and
/// `return_counts`.
///
/// The arrays are fresh and lie in memory that the garbage collector frees.
///
/// @param values each different element once, sorted, in one axis
/// @param indices int64: where each of them is first among the elements in C order
/// @param inverse int64 in the shape of the array: `values.take(inverse, 0)` is the array again
/// @param counts int64: how many elements there are of each
public record UniqueElements(NDArray values, NDArray indices, NDArray inverse, NDArray counts) {}
