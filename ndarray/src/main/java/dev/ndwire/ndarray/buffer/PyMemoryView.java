package dev.ndwire.ndarray.buffer;

import dev.ndwire.core.value.ByteSized;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.util.Optional;

/// Python's `memoryview`: elements of one C type, over memory that something else owns over there.
///
/// @param format the letter that the module `struct` has for the type, such as `d`
/// @param elements the elements, of the type's dtype; shared
public record PyMemoryView(String format, NDArray elements) implements ByteSized {
    /// Checks that the elements are of the type.
    ///
    /// @throws IllegalArgumentException if the format is not one letter that Python casts to, or the dtype another than
    ///     its
    public PyMemoryView {
        DType dtype = dtypeOf(format)
                .orElseThrow(() -> new IllegalArgumentException(
                        "memoryview of format '" + format + "': Python casts to a single native letter"));
        if (!elements.dtype().equals(dtype)) {
            throw new IllegalArgumentException(
                    "memoryview of format '" + format + "' has dtype " + dtype + ", found " + elements.dtype());
        }
    }

    /// The dtype of a type, in this machine's byte order.
    ///
    /// @param format a letter, perhaps behind an `@`
    /// @return its dtype, or nothing if Python casts to no such format
    public static Optional<DType> dtypeOf(String format) {
        return BufferFormats.ofView(format);
    }

    @Override
    public long byteSize() {
        return elements.byteSize();
    }
}
