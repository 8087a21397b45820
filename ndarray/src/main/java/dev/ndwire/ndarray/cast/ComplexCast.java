package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Conversions from and to complex numbers: those of their parts.
final class ComplexCast {
    private static final int TILE = 512;

    private ComplexCast() {}

    static RowCast of(DType from, DType to) {
        if (!CastTable.isComplex(from)) {
            return ofReal(from, to);
        }
        DType part = part(from);
        long half = part.itemSize();
        if (CastTable.isComplex(to)) {
            RowCast cast = RowCast.of(part, part(to));
            long targetHalf = to.itemSize() / 2;
            return (source, at, stride, target, put, targetStride, count) -> {
                if (stride == 2 * half && targetStride == 2 * targetHalf) {
                    cast.run(source, at, half, target, put, targetHalf, 2 * count);
                } else {
                    cast.run(source, at, stride, target, put, targetStride, count);
                    cast.run(source, at + half, stride, target, put + targetHalf, targetStride, count);
                }
            };
        }
        if (to.kind() == Kind.BOOL) {
            return part.kind() == Kind.LONG_FLOAT ? longToBool(part) : toBool(part);
        }
        return RowCast.of(part, to);
    }

    /// What both parts of a complex number are.
    static DType part(DType complex) {
        DType part = switch ((int) complex.itemSize() / 2) {
            case Float.BYTES -> DType.FLOAT32;
            case Double.BYTES -> DType.FLOAT64;
            default -> DType.LONGDOUBLE;
        };
        return part.withByteOrder(complex.byteOrder());
    }

    private static RowCast ofReal(DType from, DType to) {
        DType part = part(to);
        RowCast cast = RowCast.of(from, part);
        RowCast zeros = RowCast.of(DType.BOOL, part);
        MemorySegment zero = Zero.SEGMENT;
        return (source, at, stride, target, put, targetStride, count) -> {
            cast.run(source, at, stride, target, put, targetStride, count);
            zeros.run(zero, 0, 0, target, put + part.itemSize(), targetStride, count);
        };
    }

    /// One byte of zero that lives as long as the program.
    private static final class Zero {
        static final MemorySegment SEGMENT = Arena.global().allocate(1).asReadOnly();
    }

    private static RowCast longToBool(DType part) {
        return (source, at, stride, target, put, targetStride, count) -> {
            int capacity = (int) Math.min(TILE, count);
            var heads = new int[capacity];
            var real = new long[capacity];
            var imag = new long[capacity];
            for (long done = 0; done < count; done += TILE) {
                int n = (int) Math.min(TILE, count - done);
                ExtendedCast.read(source, at + done * stride, stride, part, heads, real, n);
                ExtendedCast.truths(heads, real, n);
                ExtendedCast.read(source, at + done * stride + part.itemSize(), stride, part, heads, imag, n);
                ExtendedCast.truths(heads, imag, n);
                for (int i = 0; i < n; i++) {
                    real[i] |= imag[i];
                }
                RawBits.write(target, put + done * targetStride, targetStride, 1, false, real, n);
            }
        };
    }

    private static RowCast toBool(DType part) {
        int byteSize = (int) part.itemSize();
        // Every bit but the sign: what is not zero, NaN included, has one.
        long mask = byteSize == Double.BYTES ? Long.MAX_VALUE : Integer.MAX_VALUE;
        boolean isSwapped = RawBits.isSwapped(part);
        return (source, at, stride, target, put, targetStride, count) -> {
            int capacity = (int) Math.min(TILE, count);
            var real = new long[capacity];
            var imag = new long[capacity];
            for (long done = 0; done < count; done += TILE) {
                int n = (int) Math.min(TILE, count - done);
                RawBits.read(source, at + done * stride, stride, byteSize, isSwapped, real, n);
                RawBits.read(source, at + done * stride + byteSize, stride, byteSize, isSwapped, imag, n);
                for (int i = 0; i < n; i++) {
                    real[i] = ((real[i] | imag[i]) & mask) != 0 ? 1 : 0;
                }
                RawBits.write(target, put + done * targetStride, targetStride, 1, false, real, n);
            }
        };
    }
}
