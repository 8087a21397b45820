/// Writes elements as numpy prints them.
///
/// Sees memory, dtypes and layouts, and no array.
package dev.ndwire.ndarray.print;
