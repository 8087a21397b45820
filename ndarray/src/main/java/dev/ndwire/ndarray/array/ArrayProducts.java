package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.linalg.Products;

/// Multiplies vectors and matrices: numpy's `dot` and `matmul` for up to two axes.
///
/// Results are fresh arrays in C order, of the dtype that holds the values of both and in memory that the garbage
/// collector frees. Integers wrap round, bools are put together by "and" and "or": numpy's results exactly. Floats and
/// complex numbers are rounded otherwise than by the BLAS that numpy calls: an element that `k` products make is within
/// `2 * k * eps` times the sum of their absolute values of it.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayProducts permits NDArray {
    /// Multiplies vectors and matrices, or every element by a single one.
    ///
    /// @param other numbers with up to two axes; of any shape where this array has no axes, and the other way round
    /// @return of two vectors one element without axes; of a matrix and a vector a vector; of two matrices a matrix;
    ///     with an operand without axes an array of the other's shape
    /// @throws IllegalArgumentException if the elements are no numbers, there are more axes, or the last axis of this
    ///     array has another length than the first one of `other`
    /// @throws IllegalStateException if the memory of one is closed
    default NDArray dot(NDArray other) {
        NDArray own = (NDArray) this;
        if (own.ndim() == 0 || other.ndim() == 0) {
            NDArray elements = own.ndim() == 0 ? other : own;
            NDArray factor = own.ndim() == 0 ? own : other;
            return NDArray.ofElements(Products.scale(elements.elements(), factor.elements(), Allocation.automatic()));
        }
        return NDArray.ofElements(Products.multiply(own.elements(), other.elements(), "dot", Allocation.automatic()));
    }

    /// Multiplies matrices, a vector on the left being a row and one on the right a column: Python's `@`.
    ///
    /// @param other numbers with one or two axes
    /// @return of two vectors one element without axes; of a matrix and a vector a vector; of two matrices a matrix
    /// @throws IllegalArgumentException if the elements are no numbers, there are no axes or more than two, or the last
    ///     axis of this array has another length than the first one of `other`
    /// @throws IllegalStateException if the memory of one is closed
    default NDArray matmul(NDArray other) {
        return NDArray.ofElements(
                Products.multiply(((NDArray) this).elements(), other.elements(), "matmul", Allocation.automatic()));
    }
}
