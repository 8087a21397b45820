package dev.ndwire.ndarray.array;

/// A `numpy.matrix`: an array of two axes that Python multiplies as a matrix. What it holds is the array's.
///
/// @param array the elements
public record Matrix(NDArray array) {
    /// Checks the number of axes.
    ///
    /// @throws IllegalArgumentException if there are not two axes
    public Matrix {
        if (array.ndim() != 2) {
            throw new IllegalArgumentException("matrix of an array with " + array.ndim() + " axes: there must be two");
        }
    }
}
