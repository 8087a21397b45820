/// Products of vectors and matrices.
///
/// Takes elements as [Strided][dev.ndwire.ndarray.element.Strided] and gives such; sees no array.
/// [Products][dev.ndwire.ndarray.linalg.Products] is the way in.
package dev.ndwire.ndarray.linalg;
