/// Computes element by element: the loops of numpy's universal functions, and which of them operands get.
///
/// Takes and gives `Strided` elements, and sees no array. Elements of any layout, byte order and memory are brought
/// into small Java arrays, converted by `cast` where they have to be, computed there by loops that are compiled for one
/// function each, and brought back.
package dev.ndwire.ndarray.ufunc.loop;
