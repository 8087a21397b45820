package dev.ndwire.ndarray.dtype;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One named field of a structured dtype.
///
/// @param name the field's name
/// @param dtype what the field holds; a sub-array has a shape of its own
/// @param byteOffset where the field begins, counted from the start of the element
/// @param title numpy's second name for the field, or `null`
public record Field(
        String name, DType dtype, long byteOffset, @Nullable String title) {
    /// Checks that name and dtype are there and that the offset is not negative.
    ///
    /// @throws IllegalArgumentException if `byteOffset` is negative
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dtype, "dtype");
        if (byteOffset < 0) {
            throw new IllegalArgumentException(
                    "field '" + name + "' has offset " + byteOffset + ", allowed is 0 or more");
        }
    }

    /// The first byte behind this field.
    long byteEnd() {
        return byteOffset + dtype.itemSize();
    }
}
