/// Columns as numpy's arrays and arrays as columns, over the same memory where both lay it out alike.
///
/// Sees vectors and arrays, no table.
package dev.ndwire.arrow.numpy;
