/// Numpy's universal functions by name: what users say who want one computed.
///
/// How they are computed is the matter of `ufunc.loop`, which no one outside of this module sees.
package dev.ndwire.ndarray.ufunc;
