package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.element.Elements;
import java.lang.foreign.MemorySegment;

/// Reads single elements of every dtype as Java's values; any memory, any alignment.
final class ElementValues {
    private ElementValues() {}

    /// The element as numpy's `item()` gives it, in Java's types.
    ///
    /// @param array whose memory it is in; a sub-array of a structure views that, and refuses writes if this does
    /// @param byteOffset of the element in the array's memory
    static Object value(NDArray array, long byteOffset) {
        return value(array.memory(), array.dtype(), byteOffset, array.isWriteable());
    }

    private static Object value(MemorySegment segment, DType dtype, long byteOffset, boolean isWriteable) {
        return switch (dtype.kind()) {
            case BOOL -> Elements.integer(segment, dtype, byteOffset) != 0;
            case INT, DATETIME, TIMEDELTA -> Elements.integer(segment, dtype, byteOffset);
            case UINT -> {
                long bits = Elements.integer(segment, dtype, byteOffset);
                yield bits < 0 ? Elements.unsigned(bits) : (Object) bits;
            }
            case FLOAT -> Elements.number(segment, dtype, byteOffset);
            case COMPLEX -> Elements.complex(segment, dtype, byteOffset);
            case BYTES, LONG_FLOAT, LONG_COMPLEX, EXTENSION -> Elements.bytes(segment, dtype, byteOffset);
            case TEXT -> Elements.text(segment, dtype, byteOffset);
            case VOID -> compound(segment, dtype, byteOffset, isWriteable);
        };
    }

    private static Object compound(MemorySegment segment, DType dtype, long byteOffset, boolean isWriteable) {
        if (!dtype.isStruct()) {
            return Elements.bytes(segment, dtype, byteOffset);
        }
        return PyTuple.of(dtype.fields().stream()
                .map(field -> fieldValue(segment, field, byteOffset, isWriteable))
                .toArray());
    }

    private static Object fieldValue(MemorySegment segment, Field field, long byteOffset, boolean isWriteable) {
        long fieldOffset = byteOffset + field.byteOffset();
        return field.dtype().isSubArray()
                ? NDArray.wrap(segment, field.dtype(), new long[0], new long[0], fieldOffset, isWriteable)
                : value(segment, field.dtype(), fieldOffset, isWriteable);
    }
}
