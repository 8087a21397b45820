package dev.ndwire.ndarray.reduce.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// What reductions are computed in, and which dtypes they refuse.
final class ReduceTypes {
    private ReduceTypes() {}

    /// What sums and products are computed in.
    ///
    /// @param wanted what the caller wants, if he does
    /// @param out what results are written into, if they are
    static DType ofSums(String ufunc, DType source, @Nullable DType wanted, @Nullable DType out) {
        if (wanted != null) {
            refuse(ufunc, wanted, isAdding(ufunc) && source.kind() == Kind.TIMEDELTA);
            refuse(ufunc, source, isAdding(ufunc) && wanted.kind() == Kind.TIMEDELTA);
            return nativeOf(wanted);
        }
        refuse(ufunc, source, isAdding(ufunc));
        if (out != null) {
            DType common = Promotion.of(out, source);
            refuse(ufunc, common, isAdding(ufunc));
            return common;
        }
        return switch (source.kind()) {
            case BOOL, INT -> DType.INT64;
            case UINT -> DType.UINT64;
            default -> nativeOf(source);
        };
    }

    /// What extremes are computed in.
    static DType ofExtremes(String ufunc, DType source, @Nullable DType out) {
        if (isTime(source)) {
            return nativeOf(source);
        }
        if (!isNumber(source)) {
            throw noLoop(ufunc, source);
        }
        if (out == null) {
            return nativeOf(source);
        }
        DType common = Promotion.of(out, source);
        // Texts and long doubles, for which there are no kernels.
        if (!isNumber(common) && !isTime(common)) {
            throw noLoop(ufunc, common);
        }
        return common;
    }

    /// What means are summed in; float16 in float32 unless that is wanted.
    static DType ofMeans(DType source, @Nullable DType wanted, @Nullable DType out) {
        return switch (source.kind()) {
            case BOOL, INT, UINT -> wanted == null ? DType.FLOAT64 : ofSums("add", source, wanted, null);
            default -> ofSums("add", source, wanted, out);
        };
    }

    private static boolean isAdding(String ufunc) {
        return ufunc.equals("add");
    }

    private static void refuse(String ufunc, DType dtype, boolean takesSpans) {
        if (isNumber(dtype) || (takesSpans && dtype.kind() == Kind.TIMEDELTA)) {
            return;
        }
        if (isTime(dtype)) {
            throw new IllegalArgumentException(
                    "ufunc '" + ufunc + "' cannot use operands with types " + dtype.repr() + " and " + dtype.repr());
        }
        throw noLoop(ufunc, dtype);
    }

    static IllegalArgumentException noLoop(String ufunc, DType dtype) {
        return new IllegalArgumentException("ufunc '" + ufunc
                + "' did not contain a loop with signature matching types (" + dtype.repr() + ", " + dtype.repr()
                + ") -> None");
    }

    static DType nativeOf(DType dtype) {
        return dtype.withByteOrder(ByteOrder.nativeOrder());
    }

    static boolean isTime(DType dtype) {
        return dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
    }

    static boolean isNumber(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT, FLOAT, COMPLEX -> true;
            default -> false;
        };
    }

    static boolean isInexact(DType dtype) {
        return dtype.kind() == Kind.FLOAT || dtype.kind() == Kind.COMPLEX;
    }
}
