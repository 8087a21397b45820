/// Picks, orders and rearranges elements: the work behind numpy's `take`, masks, `where`, `concatenate`, `pad`, `sort`,
/// `unique` and their like.
///
/// Takes [Strided][dev.ndwire.ndarray.element.Strided] elements and gives fresh ones, in memory of an allocator that
/// the caller names; the room `array` makes methods of it. Elements are moved as bytes wherever their values do not
/// matter, so every dtype, byte order and alignment is at home here. The kernels see native and mapped memory only.
package dev.ndwire.ndarray.select;
