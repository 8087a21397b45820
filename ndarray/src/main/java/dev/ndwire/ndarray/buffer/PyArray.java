package dev.ndwire.ndarray.buffer;

import dev.ndwire.core.value.ByteSized;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.util.Optional;

/// Python's `array.array`: numbers or characters of one C type, in one axis.
///
/// @param typecode the letter that Python has for the type, such as `d`
/// @param elements the elements, of the type's dtype; shared
public record PyArray(char typecode, NDArray elements) implements ByteSized {
    /// Checks that the elements are of the type.
    ///
    /// @throws IllegalArgumentException if Python has no such letter, the dtype is another than its, or there is not
    ///     one axis
    public PyArray {
        DType dtype = dtypeOf(typecode)
                .orElseThrow(() -> new IllegalArgumentException("array.array has no typecode '" + typecode + "'"));
        if (elements.ndim() != 1 || !elements.dtype().equals(dtype)) {
            throw new IllegalArgumentException("array.array of typecode '" + typecode + "' has one axis and dtype "
                    + dtype + ", found " + elements.ndim() + " and " + elements.dtype());
        }
    }

    /// The dtype of a type, in this machine's byte order.
    ///
    /// @param typecode a letter
    /// @return its dtype, or nothing if Python has no such letter
    public static Optional<DType> dtypeOf(char typecode) {
        return BufferFormats.ofArray(typecode);
    }

    @Override
    public long byteSize() {
        return elements.byteSize();
    }
}
