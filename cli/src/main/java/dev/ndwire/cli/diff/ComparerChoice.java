package dev.ndwire.cli.diff;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which way of comparing belongs to two dtypes.
///
/// @param tolerance what numbers may be apart; all else is equal or not
/// @param isByValue whether times of different units and structures of different layouts are compared, too
record ComparerChoice(Tolerance tolerance, boolean isByValue) {
    /// Chooses one for elements, or for the items of sub-arrays of one shape.
    ///
    /// @return a fresh comparer, or null where such elements are not compared
    @Nullable
    ElementComparer of(DType left, DType right) {
        if (left.isSubArray() || right.isSubArray()) {
            return Arrays.equals(left.shape(), right.shape()) ? of(left.base(), right.base()) : null;
        }
        if (isNumber(left) && isNumber(right)) {
            return ofNumbers(left, right);
        }
        if (left.kind() != right.kind()) {
            return null;
        }
        return switch (left.kind()) {
            case DATETIME, TIMEDELTA -> ofTimes(left, right);
            case VOID -> ofVoids(left, right);
            // Numbers, of which nobody here knows how far they are apart.
            case EXTENSION -> left.equals(right) && tolerance.isNone() ? new OtherComparer() : null;
            default -> new OtherComparer();
        };
    }

    private ElementComparer ofNumbers(DType left, DType right) {
        boolean isComplex = isComplex(left) || isComplex(right);
        if (isLong(left) || isLong(right)) {
            return new LongDoubleComparer(tolerance, isComplex);
        }
        if (isComplex) {
            return new ComplexComparer(tolerance);
        }
        boolean isReal = left.kind() == Kind.FLOAT || right.kind() == Kind.FLOAT || !tolerance.isNone();
        return isReal ? new RealComparer(tolerance) : new IntegerComparer(left, right);
    }

    private @Nullable ElementComparer ofTimes(DType left, DType right) {
        if (left.unit() == right.unit() && left.multiple() == right.multiple()) {
            return new IntegerComparer(left, right);
        }
        return isByValue ? new OtherComparer() : null;
    }

    private @Nullable ElementComparer ofVoids(DType left, DType right) {
        boolean isSame = left.equals(right);
        if (left.isStruct() && right.isStruct()) {
            return isSame || isByValue ? StructComparer.of(left, right, this) : null;
        }
        return isSame ? new OtherComparer() : null;
    }

    private static boolean isNumber(DType dtype) {
        return switch (dtype.kind()) {
            case BOOL, INT, UINT, FLOAT, COMPLEX, LONG_FLOAT, LONG_COMPLEX -> true;
            default -> false;
        };
    }

    private static boolean isLong(DType dtype) {
        return dtype.kind() == Kind.LONG_FLOAT || dtype.kind() == Kind.LONG_COMPLEX;
    }

    private static boolean isComplex(DType dtype) {
        return dtype.kind() == Kind.COMPLEX || dtype.kind() == Kind.LONG_COMPLEX;
    }
}
