/// Where the elements of an array lie: shapes, byte strides and the views made of them.
///
/// Pure arithmetic: this room sees no memory and no dtype beyond an item's size in bytes. The room `array` puts a
/// [Layout][dev.ndwire.ndarray.shape.Layout] over a memory segment. The rule here: no sum or product may overflow
/// unseen, because a shape can come from a stranger.
package dev.ndwire.ndarray.shape;
