package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Index;
import java.lang.reflect.Array;
import java.math.BigInteger;

/// Copies elements to nested arrays of Java.
final class NestedArrays {
    private NestedArrays() {}

    /// @param array at least one axis
    static Object of(NDArray array) {
        long[] shape = array.shape();
        int[] lengths = new int[shape.length];
        for (int axis = 0; axis < lengths.length; axis++) {
            if (shape[axis] > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("axis " + axis + " has length " + shape[axis]
                        + ", an array of Java holds at most " + (Integer.MAX_VALUE - 8));
            }
            lengths[axis] = (int) shape[axis];
        }
        Class<?> leaf = leaf(array.dtype());
        return array.size() == 0 ? Array.newInstance(leaf, lengths) : nested(array, leaf);
    }

    private static Object nested(NDArray array, Class<?> leaf) {
        if (array.ndim() == 1) {
            return row(array, leaf);
        }
        int length = (int) array.shape(0);
        Class<?> component = leaf;
        for (int axis = 1; axis < array.ndim(); axis++) {
            component = component.arrayType();
        }
        Object rows = Array.newInstance(component, length);
        for (int i = 0; i < length; i++) {
            Array.set(rows, i, nested(array.at(Index.at(i)), leaf));
        }
        return rows;
    }

    private static Object row(NDArray array, Class<?> leaf) {
        if (leaf == boolean.class) {
            return array.toBooleanArray();
        } else if (leaf == byte.class) {
            return array.toByteArray();
        } else if (leaf == short.class) {
            return array.toShortArray();
        } else if (leaf == int.class) {
            return array.toIntArray();
        } else if (leaf == long.class) {
            return array.toLongArray();
        } else if (leaf == float.class) {
            return array.toFloatArray();
        } else if (leaf == double.class) {
            return array.toDoubleArray();
        }
        Object values = Array.newInstance(leaf, (int) array.size());
        for (int i = 0; i < array.size(); i++) {
            Object value = array.get(i);
            boolean isSmall = leaf == BigInteger.class && value instanceof Long;
            Array.set(values, i, isSmall ? BigInteger.valueOf((Long) value) : value);
        }
        return values;
    }

    private static Class<?> leaf(DType dtype) {
        int byteSize = (int) dtype.itemSize();
        return switch (dtype.kind()) {
            case BOOL -> boolean.class;
            case INT -> byteSize == 1 ? byte.class : signed(byteSize);
            case UINT -> byteSize == 8 ? BigInteger.class : signed(2 * byteSize);
            case FLOAT -> byteSize == 8 ? double.class : float.class;
            case COMPLEX -> Complex.class;
            case BYTES, LONG_FLOAT, LONG_COMPLEX, EXTENSION -> Bytes.class;
            case TEXT -> String.class;
            case DATETIME, TIMEDELTA -> long.class;
            case VOID -> dtype.isStruct() ? PyTuple.class : Bytes.class;
        };
    }

    private static Class<?> signed(int byteSize) {
        return switch (byteSize) {
            case 2 -> short.class;
            case 4 -> int.class;
            default -> long.class;
        };
    }
}
