/// Reductions over axes and cumulative operations: sums, products, extremes, means, variances, truth and positions.
///
/// Takes elements as [Strided][dev.ndwire.ndarray.element.Strided] and gives such; sees no array. The rule: the bits of
/// every result are numpy's, so floats are added in numpy's order (see [Walk] and [DoubleKernels]) and never in a
/// faster one. [Reductions] is the way in.
package dev.ndwire.ndarray.reduce.loop;
