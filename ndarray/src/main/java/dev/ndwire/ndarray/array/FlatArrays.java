package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;

/// Copies all elements, in C order, to flat arrays of Java's primitives.
final class FlatArrays {
    /// The longest array that every JVM can make.
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private FlatArrays() {}

    static boolean[] booleans(NDArray array) {
        check(array, array.dtype().kind() == Kind.BOOL, "boolean");
        byte[] bytes = bytes(array);
        var values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    static byte[] bytes(NDArray array) {
        var values = new byte[length(array.byteSize(), "bytes")];
        array.copyTo(MemorySegment.ofArray(values));
        return values;
    }

    static short[] shorts(NDArray array) {
        check(array, isInteger(array.dtype()), "short");
        int length = length(array.size(), "elements");
        var values = new short[length];
        if (Casting.SAFE.allows(array.dtype(), DType.INT16)) {
            convert(array, DType.INT16, MemorySegment.ofArray(values));
            return values;
        }
        long[] wide = longs(array);
        for (int i = 0; i < length; i++) {
            values[i] = (short) wide[i];
            checkFits(array, wide[i], values[i], "a short");
        }
        return values;
    }

    static int[] ints(NDArray array) {
        check(array, isInteger(array.dtype()), "int");
        int length = length(array.size(), "elements");
        var values = new int[length];
        if (Casting.SAFE.allows(array.dtype(), DType.INT32)) {
            convert(array, DType.INT32, MemorySegment.ofArray(values));
            return values;
        }
        long[] wide = longs(array);
        for (int i = 0; i < length; i++) {
            values[i] = (int) wide[i];
            checkFits(array, wide[i], values[i], "an int");
        }
        return values;
    }

    private static void checkFits(NDArray array, long value, long narrow, String type) {
        if (value != narrow) {
            throw new IllegalArgumentException(
                    "element " + value + " of dtype " + array.dtype() + " does not fit in " + type);
        }
    }

    static long[] longs(NDArray array) {
        DType dtype = array.dtype();
        boolean isTime = dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
        check(array, isTime || isInteger(dtype), "long");
        var values = new long[length(array.size(), "elements")];
        convert(array, DType.INT64, MemorySegment.ofArray(values));
        if (dtype.kind() == Kind.UINT && dtype.itemSize() == Long.BYTES) {
            for (long value : values) {
                if (value < 0) {
                    throw new IllegalArgumentException(
                            "element " + Long.toUnsignedString(value) + " of dtype uint64 does not fit in a long");
                }
            }
        }
        return values;
    }

    static float[] floats(NDArray array) {
        check(array, isInteger(array.dtype()) || array.dtype().kind() == Kind.FLOAT, "float");
        var values = new float[length(array.size(), "elements")];
        convert(array, DType.FLOAT32, MemorySegment.ofArray(values));
        return values;
    }

    static double[] doubles(NDArray array) {
        check(array, isInteger(array.dtype()) || array.dtype().kind() == Kind.FLOAT, "double");
        var values = new double[length(array.size(), "elements")];
        convert(array, DType.FLOAT64, MemorySegment.ofArray(values));
        return values;
    }

    static String[] strings(NDArray array) {
        check(array, array.dtype().kind() == Kind.TEXT, "text");
        var values = new String[length(array.size(), "elements")];
        NDArray run = array.isCContiguous() ? array : array.copy();
        for (int i = 0; i < values.length; i++) {
            long byteOffset = run.inMemory().byteOffset() + i * run.dtype().itemSize();
            values[i] = Elements.text(run.memory(), run.dtype(), byteOffset);
        }
        return values;
    }

    private static boolean isInteger(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT -> true;
            default -> false;
        };
    }

    private static void convert(NDArray array, DType dtype, MemorySegment values) {
        Casts.convert(array.elements(), Strided.contiguous(values, dtype, array.shape(), Order.C));
    }

    private static void check(NDArray array, boolean isReadable, String type) {
        if (!isReadable) {
            throw new IllegalArgumentException("elements of dtype " + array.dtype() + " cannot be read as " + type);
        }
    }

    private static int length(long length, String what) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "array has " + length + " " + what + ", one of Java holds at most " + MAX_LENGTH);
        }
        return (int) length;
    }
}
