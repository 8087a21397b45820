/// Numpy's `.npy` files, versions 1.0 to 3.0: one header, one array.
///
/// Takes arrays from `array` and dtypes from `dtype`; knows files and memory mapping, no socket and no family. A file
/// is a stranger: whatever its header claims is checked against limits and against the file's size before anything is
/// allocated or mapped, and nothing in it is ever evaluated.
package dev.ndwire.ndarray.npy;
