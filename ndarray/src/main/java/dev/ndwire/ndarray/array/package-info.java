/// Arrays: numpy's `ndarray` over a memory segment.
///
/// Takes elements from the room `dtype` and arithmetic from the room `shape`, and puts memory under them; file formats
/// and serializers take an [NDArray][dev.ndwire.ndarray.array.NDArray]'s segment and layout from here. The rule:
/// nothing is copied unless the call says `copy` or `to`, and no arena is closed that was not opened here.
package dev.ndwire.ndarray.array;
