package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.StructBuilder;
import java.util.List;

/// Parts of elements: some fields of a structure, half of a complex number.
final class FieldViews {
    private FieldViews() {}

    /// The dtype of some fields at their old offsets, as large as the whole.
    static DType choose(DType dtype, String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("no field is named, allowed are those of dtype " + dtype);
        }
        StructBuilder builder = dtype.isAlignedStruct() ? DType.alignedStruct() : DType.struct();
        for (String name : names) {
            Field field = find(dtype, name);
            if (!field.name().equals(name)) {
                throw new IllegalArgumentException("cannot use field titles in multi-field index: " + name);
            }
            if (field.title() == null) {
                builder.field(name, field.dtype(), field.byteOffset());
            } else {
                builder.titled(field.title(), name, field.dtype(), field.byteOffset());
            }
        }
        return builder.build(dtype.itemSize());
    }

    /// The field of a name or title.
    static Field find(DType dtype, String name) {
        List<Field> fields = dtype.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.name().equals(name) || name.equals(field.title())) {
                return field;
            }
        }
        throw new IllegalArgumentException("no field of name " + name + " in dtype " + dtype);
    }

    /// Whether elements have two halves, carried ones included.
    static boolean isComplex(NDArray array) {
        return array.dtype().kind() == Kind.COMPLEX || array.dtype().kind() == Kind.LONG_COMPLEX;
    }

    /// The real (0) or imaginary (1) parts of complex elements.
    static NDArray half(NDArray array, int which) {
        long byteSize = array.dtype().itemSize() / 2;
        DType part = byteSize == 4 ? DType.FLOAT32 : byteSize == 8 ? DType.FLOAT64 : DType.LONGDOUBLE;
        DType half = part.withByteOrder(array.dtype().byteOrder());
        return array.view(half, array.inMemory().part(which * byteSize, byteSize));
    }

    /// Zeros in place of imaginary parts, in F order where the array is, else in C order.
    static NDArray zeros(NDArray array) {
        boolean isTurned = array.isFContiguous() && !array.isCContiguous();
        return isTurned
                ? NDArray.zeros(array.dtype(), array.transpose().shape()).transpose()
                : NDArray.zeros(array.dtype(), array.shape());
    }
}
