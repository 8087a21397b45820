/// Single elements: numbers, texts and times as they lie in memory, of every dtype, byte order and alignment.
///
/// Sees memory and dtypes, and no array. `cast` and `compute` work on whole arrays of elements, `print` writes them;
/// `array` is what users hold.
package dev.ndwire.ndarray.element;
