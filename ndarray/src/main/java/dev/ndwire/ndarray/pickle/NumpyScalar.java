package dev.ndwire.ndarray.pickle;

import dev.ndwire.ndarray.array.NDArray;

/// A scalar of numpy, such as `numpy.float32(1.5)`: one element that remembers its dtype, and no array over there.
///
/// @param array the element, as an array without axes
public record NumpyScalar(NDArray array) {
    /// Checks that there are no axes.
    ///
    /// @throws IllegalArgumentException if the array has axes
    public NumpyScalar {
        if (array.ndim() != 0) {
            throw new IllegalArgumentException("scalar of an array with " + array.ndim() + " axes: there must be none");
        }
    }

    /// The element.
    ///
    /// @return what [NDArray#get] gives
    public Object value() {
        return array.get();
    }
}
