package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import org.jspecify.annotations.Nullable;

/// Which conversion belongs to two dtypes.
final class CastTable {
    private CastTable() {}

    static @Nullable RowCast find(DType from, DType to) {
        if (from.equals(to)) {
            return CopyCast.of(from.itemSize());
        }
        if (from.isSubArray() || to.isSubArray()) {
            return SubArrayCast.of(from, to);
        }
        if (from.isStruct() || to.isStruct()) {
            return StructCast.of(from, to);
        }
        if (from.kind().isCarried() && isSameButForOrder(from, to)) {
            return SwapCast.ofCarried(to);
        }
        if (from.kind() == Kind.EXTENSION || to.kind() == Kind.EXTENSION) {
            return null;
        }
        if (from.kind() == Kind.VOID || to.kind() == Kind.VOID) {
            return VoidCast.of(from, to);
        }
        if (isText(from) || isText(to)) {
            return TextCast.of(from, to);
        }
        if (isComplex(from) || isComplex(to)) {
            return ComplexCast.of(from, to);
        }
        if (from.kind() == Kind.LONG_FLOAT || to.kind() == Kind.LONG_FLOAT) {
            return new ExtendedCast(from, to);
        }
        if (isSameButForOrder(from, to)) {
            return SwapCast.of(from.itemSize());
        }
        if (areSameBits(from, to)) {
            return CopyCast.of(from.itemSize());
        }
        RowCast direct = DirectCasts.find(from, to);
        return direct == null ? new NumberCast(from, to) : direct;
    }

    static boolean isText(DType dtype) {
        return dtype.kind() == Kind.BYTES || dtype.kind() == Kind.TEXT;
    }

    static boolean isComplex(DType dtype) {
        return dtype.kind() == Kind.COMPLEX || dtype.kind() == Kind.LONG_COMPLEX;
    }

    static boolean isTime(DType dtype) {
        return dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
    }

    /// Integers with and without a sign are the same bits.
    private static boolean areSameBits(DType from, DType to) {
        return isInteger(from)
                && isInteger(to)
                && from.itemSize() == to.itemSize()
                && from.byteOrder() == to.byteOrder();
    }

    private static boolean isInteger(DType dtype) {
        return dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
    }

    private static boolean isSameButForOrder(DType from, DType to) {
        return from.withByteOrder(to.byteOrder()).equals(to);
    }
}
