/// What one element of an array is: numpy's dtypes.
package dev.ndwire.ndarray.dtype;
