package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;

/// The Java arrays in which elements are computed. Narrow numbers are widened, and cut again afterwards, which gives
/// numpy's wrapping around.
enum Lane {
    /// `int[]`: bools as 0 and 1, integers of up to 16 bits, int32.
    INT(Integer.BYTES),
    /// `long[]`: uint32, 64-bit integers, times.
    LONG(Long.BYTES),
    /// `float[]`: float16 and float32.
    FLOAT(Float.BYTES),
    /// `double[]`.
    DOUBLE(Double.BYTES),
    /// `double[]`, real and imaginary parts by turns.
    COMPLEX(2 * Double.BYTES),
    /// `byte[]`: results that are bools.
    FLAG(1);

    private final int byteSize;

    Lane(int byteSize) {
        this.byteSize = byteSize;
    }

    /// The lane of operands of a dtype.
    static Lane of(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT -> {
                boolean isWide = dtype.itemSize() == 8 || dtype.equals(DType.UINT32);
                yield isWide ? LONG : INT;
            }
            case FLOAT -> dtype.itemSize() == 8 ? DOUBLE : FLOAT;
            case COMPLEX -> COMPLEX;
            case DATETIME, TIMEDELTA -> LONG;
            default -> throw new IllegalArgumentException("dtype " + dtype + " is no number");
        };
    }

    /// The lane of results of a dtype.
    static Lane ofResult(DType dtype) {
        return dtype.equals(DType.BOOL) ? FLAG : of(dtype);
    }

    /// Bytes of one element.
    int byteSize() {
        return byteSize;
    }

    /// Makes room.
    ///
    /// @param count elements
    Object array(int count) {
        return switch (this) {
            case INT -> new int[count];
            case LONG -> new long[count];
            case FLOAT -> new float[count];
            case DOUBLE -> new double[count];
            case COMPLEX -> new double[2 * count];
            case FLAG -> new byte[count];
        };
    }

    /// Array entries of one element.
    int entries() {
        return this == COMPLEX ? 2 : 1;
    }
}
