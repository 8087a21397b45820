/// Conversion of elements from one dtype to another: what numpy's `astype` does with `casting='unsafe'`.
///
/// Sees elements in memory and no array. [Casts][dev.ndwire.ndarray.cast.Casts] converts whole arrays in any memory,
/// [RowCast][dev.ndwire.ndarray.cast.RowCast] one row in native memory, for rooms that compute.
package dev.ndwire.ndarray.cast;
