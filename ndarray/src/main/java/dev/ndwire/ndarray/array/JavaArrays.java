package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// Copies Java values and arrays, nested or flat, into an array.
final class JavaArrays {
    private JavaArrays() {}

    /// The shape of nested arrays, as their first elements have it.
    static long[] shape(Object values) {
        var lengths = new ArrayList<Long>();
        Object inner = values;
        while (isArray(inner)) {
            lengths.add((long) Array.getLength(inner));
            if (lengths.size() > Shapes.MAX_AXES) {
                throw new IllegalArgumentException("values are nested more than " + Shapes.MAX_AXES + " deep");
            }
            if (Array.getLength(inner) == 0) {
                addEmptyAxes(inner.getClass().getComponentType(), lengths);
                break;
            }
            inner = element(inner, 0);
        }
        return lengths.stream().mapToLong(Long::longValue).toArray();
    }

    /// Java's `new double[0][]` says nothing of its inner length: numpy's `[]` has none, and neither has this.
    private static void addEmptyAxes(Class<?> component, List<Long> lengths) {
        for (Class<?> type = component; type.isArray(); type = type.getComponentType()) {
            lengths.add(0L);
        }
    }

    /// The dtype that holds the values exactly.
    static DType dtype(Object values) {
        Class<?> leaf = values.getClass();
        while (leaf.isArray()) {
            leaf = leaf.getComponentType();
        }
        if (leaf == boolean.class || leaf == Boolean.class) {
            return DType.BOOL;
        } else if (leaf == byte.class || leaf == Byte.class) {
            return DType.INT8;
        } else if (leaf == short.class || leaf == Short.class) {
            return DType.INT16;
        } else if (leaf == int.class || leaf == Integer.class) {
            return DType.INT32;
        } else if (leaf == long.class || leaf == Long.class) {
            return DType.INT64;
        } else if (leaf == float.class || leaf == Float.class) {
            return DType.FLOAT32;
        } else if (leaf == double.class || leaf == Double.class) {
            return DType.FLOAT64;
        } else if (leaf == BigInteger.class) {
            return ofIntegers(values);
        } else if (leaf == Complex.class) {
            return DType.COMPLEX128;
        } else if (leaf == String.class) {
            return DType.text(Math.max(1, longest(values)));
        } else if (leaf == Bytes.class) {
            return DType.bytes(Math.max(1, longest(values)));
        }
        throw new IllegalArgumentException("no dtype holds values of " + leaf.getName()
                + ": allowed are primitives but char, their boxes, BigInteger, Complex, String and Bytes, and arrays of"
                + " them");
    }

    /// Int64 where that holds all of them, or else uint64.
    private static DType ofIntegers(Object values) {
        BigInteger least = extreme(values, BigInteger::min);
        BigInteger most = extreme(values, BigInteger::max);
        if (least.bitLength() < Long.SIZE && most.bitLength() < Long.SIZE) {
            return DType.INT64;
        }
        if (least.signum() == 0 && most.bitLength() <= Long.SIZE) {
            return DType.UINT64;
        }
        BigInteger worst = most.bitLength() >= Long.SIZE ? most : least;
        throw new IllegalArgumentException("no dtype holds integer " + worst
                + (least.signum() < 0 && worst.signum() > 0 ? " beside " + least : "") + ": allowed are "
                + Long.MIN_VALUE + " to " + Long.MAX_VALUE + ", or 0 to " + Elements.unsigned(-1));
    }

    /// The least or the largest of 0 and the integers.
    private static BigInteger extreme(Object values, BinaryOperator<BigInteger> choice) {
        if (!isArray(values)) {
            return choice.apply(BigInteger.ZERO, (BigInteger) values);
        }
        BigInteger found = BigInteger.ZERO;
        for (int i = 0; i < Array.getLength(values); i++) {
            found = choice.apply(found, extreme(element(values, i), choice));
        }
        return found;
    }

    private static long longest(Object values) {
        long longest = 0;
        if (isArray(values)) {
            for (int i = 0; i < Array.getLength(values); i++) {
                longest = Math.max(longest, longest(element(values, i)));
            }
            return longest;
        }
        return switch (values) {
            case String text -> text.codePointCount(0, text.length());
            case Bytes bytes -> bytes.size();
            default -> 0;
        };
    }

    /// Copies the values into contiguous memory in C order.
    static void copy(Object values, NDArray target) {
        copy(values, target.segment(), target.dtype(), target.shape(), 0, 0);
    }

    private static void copy(
            Object values, MemorySegment target, DType dtype, long[] shape, int axis, long byteOffset) {
        boolean isArray = isArray(values);
        if (isArray != (axis < shape.length) || (isArray && Array.getLength(values) != shape[axis])) {
            throw new IllegalArgumentException(
                    "values are ragged: " + (isArray ? Array.getLength(values) + " values" : "a value") + " at depth "
                            + axis + ", shape " + Shapes.text(shape) + " from the first ones");
        }
        if (!isArray) {
            ElementWriter.write(target, dtype, byteOffset, values);
            return;
        }
        long step = dtype.itemSize();
        for (int inner = axis + 1; inner < shape.length; inner++) {
            step *= shape[inner];
        }
        if (!copyWhole(values, target, dtype, byteOffset)) {
            for (int i = 0; i < shape[axis]; i++) {
                copy(element(values, i), target, dtype, shape, axis + 1, byteOffset + i * step);
            }
        }
    }

    /// Copies an innermost array at once if its bytes are already those of the dtype.
    private static boolean copyWhole(Object values, MemorySegment target, DType dtype, long byteOffset) {
        boolean isSame = values.getClass().getComponentType().isPrimitive()
                && dtype(values).equals(dtype);
        if (!isSame) {
            return false;
        }
        MemorySegment source = switch (values) {
            case byte[] array -> MemorySegment.ofArray(array);
            case short[] array -> MemorySegment.ofArray(array);
            case int[] array -> MemorySegment.ofArray(array);
            case long[] array -> MemorySegment.ofArray(array);
            case float[] array -> MemorySegment.ofArray(array);
            case double[] array -> MemorySegment.ofArray(array);
            default -> ofBooleans((boolean[]) values);
        };
        MemorySegment.copy(source, 0, target, byteOffset, source.byteSize());
        return true;
    }

    private static MemorySegment ofBooleans(boolean[] values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return MemorySegment.ofArray(bytes);
    }

    private static boolean isArray(Object values) {
        return values.getClass().isArray();
    }

    private static Object element(Object values, int index) {
        Object element = Array.get(values, index);
        if (element == null) {
            throw new IllegalArgumentException("value " + index + " of an array is null");
        }
        return element;
    }
}
