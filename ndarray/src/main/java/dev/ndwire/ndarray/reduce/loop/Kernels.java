package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;

/// Finds kernels by what they do and what they take.
final class Kernels {
    private Kernels() {}

    /// What sums and products of a dtype are computed in: smaller integers wrap round alike in 64 bits.
    static DType accumulator(DType dtype) {
        return switch (dtype.kind()) {
            case INT -> DType.INT64;
            case UINT -> DType.UINT64;
            default -> dtype;
        };
    }

    /// @param dtype a bool, 64-bit integer, float, complex number or span of time in this machine's byte order
    static Kernel sum(DType dtype, Tile tile) {
        return switch (dtype.kind()) {
            case BOOL -> new ByteExtreme(true, true);
            case TIMEDELTA -> new LongKernels.TimeSum();
            case FLOAT ->
                switch ((int) dtype.itemSize()) {
                    case Short.BYTES -> new HalfKernels.Sum(tile);
                    case Float.BYTES -> new FloatKernels.Sum(tile);
                    default -> new DoubleKernels.Sum(tile);
                };
            case COMPLEX -> isSingle(dtype) ? new FloatComplexKernels.Sum(tile) : new DoubleComplexKernels.Sum(tile);
            default -> new LongKernels.Sum();
        };
    }

    /// @param dtype a bool, 64-bit integer, float or complex number in this machine's byte order
    static Kernel product(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL -> new ByteExtreme(false, true);
            case FLOAT ->
                switch ((int) dtype.itemSize()) {
                    case Short.BYTES -> new HalfKernels.Product();
                    case Float.BYTES -> new FloatKernels.Product();
                    default -> new DoubleKernels.Product();
                };
            case COMPLEX -> isSingle(dtype) ? new FloatComplexKernels.Product() : new DoubleComplexKernels.Product();
            default -> new LongKernels.Product();
        };
    }

    /// @param dtype a bool, number or time in this machine's byte order
    static Kernel extreme(DType dtype, boolean isMax) {
        return switch (dtype.kind()) {
            case FLOAT ->
                switch ((int) dtype.itemSize()) {
                    case Short.BYTES -> new HalfKernels.Extreme(isMax);
                    case Float.BYTES -> new FloatKernels.Extreme(isMax);
                    default -> new DoubleKernels.Extreme(isMax);
                };
            case COMPLEX ->
                isSingle(dtype) ? new FloatComplexKernels.Extreme(isMax) : new DoubleComplexKernels.Extreme(isMax);
            case DATETIME, TIMEDELTA -> new LongKernels.Extreme(isMax, false, true);
            default -> ofIntegers(dtype, isMax);
        };
    }

    private static Kernel ofIntegers(DType dtype, boolean isMax) {
        boolean isUnsigned = dtype.kind() != Kind.INT;
        return switch ((int) dtype.itemSize()) {
            case Byte.BYTES -> new ByteExtreme(isMax, isUnsigned);
            case Short.BYTES -> new ShortExtreme(isMax, isUnsigned);
            case Integer.BYTES -> new IntExtreme(isMax, isUnsigned);
            default -> new LongKernels.Extreme(isMax, isUnsigned, false);
        };
    }

    private static boolean isSingle(DType dtype) {
        return dtype.itemSize() == 2 * Float.BYTES;
    }
}
