/// What one element of an array is: numpy's dtypes, as values.
///
/// Knows no memory and no array: `array` lays elements out, `npy` and the serializers carry a dtype as text or as a
/// list of fields. Whatever is built here is complete and checked; a dtype that cannot exist is refused where it is
/// made, by an [java.lang.IllegalArgumentException], and callers that read a file or a peer's header say whose fault it
/// was.
package dev.ndwire.ndarray.dtype;
