/// Compares two arrays, element by element, and two tables, cell by cell.
///
/// Takes arrays from `ndarray` and tables from `arrow`, and says where and by how much they differ; knows no command,
/// no file and no stream.
package dev.ndwire.cli.diff;
