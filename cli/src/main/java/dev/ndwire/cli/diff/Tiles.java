package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.array.ByteView;
import dev.ndwire.ndarray.array.DoubleView;
import dev.ndwire.ndarray.array.FloatView;
import dev.ndwire.ndarray.array.IntView;
import dev.ndwire.ndarray.array.LongView;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.array.ShortView;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;

/// Copies the elements of a small array into a Java array, widened.
final class Tiles {

    private Tiles() {}

    /// Takes integers, bools or times; unsigned ones of 64 bits as their bits.
    ///
    /// @return the number of elements
    static int fill(NDArray part, long[] tile) {
        NDArray run = part.isCContiguous() ? part : part.copy();
        DType dtype = run.dtype();
        int size = (int) run.size();
        boolean isUnsigned = dtype.kind() == Kind.UINT;
        if (!dtype.isNative()) {
            swapped(run.reshape(-1), tile, size);
        } else if (dtype.itemSize() == Long.BYTES) {
            LongView longs = run.longs();
            for (int i = 0; i < size; i++) {
                tile[i] = longs.get(i);
            }
        } else if (dtype.itemSize() == Integer.BYTES) {
            IntView ints = run.ints();
            long mask = isUnsigned ? 0xffff_ffffL : -1;
            for (int i = 0; i < size; i++) {
                tile[i] = ints.get(i) & mask;
            }
        } else if (dtype.itemSize() == Short.BYTES) {
            ShortView shorts = run.shorts();
            long mask = isUnsigned ? 0xffff : -1;
            for (int i = 0; i < size; i++) {
                tile[i] = shorts.get(i) & mask;
            }
        } else {
            fill(run.bytes(), tile, size, dtype.kind());
        }
        return size;
    }

    private static void fill(ByteView bytes, long[] tile, int size, Kind kind) {
        long mask = kind == Kind.INT ? -1 : 0xff;
        for (int i = 0; i < size; i++) {
            long value = bytes.get(i) & mask;
            tile[i] = kind == Kind.BOOL ? Math.min(value, 1) : value;
        }
    }

    /// One after another: the other byte order is rare.
    private static void swapped(NDArray flat, long[] tile, int size) {
        boolean isLargest = flat.dtype().kind() == Kind.UINT && flat.dtype().itemSize() == Long.BYTES;
        NDArray signed =
                isLargest ? flat.view(DType.INT64.withByteOrder(flat.dtype().byteOrder())) : flat;
        for (int i = 0; i < size; i++) {
            tile[i] = signed.getLong(i);
        }
    }

    /// Takes real numbers, rounded to the nearest float64.
    ///
    /// @return the number of elements
    static int fill(NDArray part, double[] tile) {
        NDArray run = part.isCContiguous() ? part : part.copy();
        DType dtype = run.dtype();
        int size = (int) run.size();
        if (dtype.equals(DType.FLOAT64)) {
            DoubleView doubles = run.doubles();
            for (int i = 0; i < size; i++) {
                tile[i] = doubles.get(i);
            }
        } else if (dtype.equals(DType.FLOAT32)) {
            FloatView floats = run.floats();
            for (int i = 0; i < size; i++) {
                tile[i] = floats.get(i);
            }
        } else if (dtype.kind() == Kind.FLOAT) {
            NDArray flat = run.reshape(-1);
            for (int i = 0; i < size; i++) {
                tile[i] = flat.getDouble(i);
            }
        } else {
            integers(run, tile, size);
        }
        return size;
    }

    private static void integers(NDArray run, double[] tile, int size) {
        long[] bits = new long[size];
        fill(run, bits);
        boolean isUnsigned = run.dtype().kind() == Kind.UINT;
        for (int i = 0; i < size; i++) {
            tile[i] = isUnsigned && bits[i] < 0 ? unsigned(bits[i]) : bits[i];
        }
    }

    /// The nearest float64: halved with the lost bit kept, which decides ties, and doubled.
    private static double unsigned(long bits) {
        return 2.0 * ((bits >>> 1) | (bits & 1));
    }
}
