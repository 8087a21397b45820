/// Python's own typed memory: `array.array` and `memoryview`, whose elements an array views.
///
/// Stands above `array`, on which it is built; `family` and `pickle` carry its values.
package dev.ndwire.ndarray.buffer;
