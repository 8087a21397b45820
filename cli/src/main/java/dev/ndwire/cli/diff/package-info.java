/// Compares two arrays, element by element.
///
/// Takes arrays from `ndarray` and says where and by how much they differ; knows no command, no file and no stream.
package dev.ndwire.cli.diff;
