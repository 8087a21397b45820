package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the loops for datetime64 and timedelta64, which numpy has rules of their own for.
final class TimeResolution {
    private TimeResolution() {}

    /// The loop for operands of which one is a time at least; null if there is none.
    static @Nullable Signature find(Ufunc function, List<DType> operands) {
        DType left = Resolution.inNativeOrder(operands.get(0));
        if (operands.size() == 1) {
            return unary(function, left);
        }
        DType right = Resolution.inNativeOrder(operands.get(1));
        return switch (function) {
            case ADD -> sum(left, right);
            case SUBTRACT -> difference(left, right);
            case MULTIPLY -> product(left, right);
            case DIVIDE, FLOOR_DIVIDE -> quotient(function, left, right);
            case REMAINDER -> areSpans(left, right) ? common(function, left, right) : null;
            case MAXIMUM, MINIMUM, FMAX, FMIN, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
                isMixed(left, right) ? null : common(function, left, right);
            default -> null;
        };
    }

    private static @Nullable Signature unary(Ufunc function, DType time) {
        boolean isSpan = time.kind() == Kind.TIMEDELTA;
        return switch (function) {
            case NEGATIVE, POSITIVE, ABSOLUTE, SIGN -> isSpan ? signature(function, time, time, time) : null;
            case ISNAN, ISINF, ISFINITE, ISNAT -> signature(function, time, time, DType.BOOL);
            default -> null;
        };
    }

    private static Signature signature(Ufunc function, DType left, DType right, DType output) {
        List<DType> inputs = function.arity() == 1 ? List.of(left) : List.of(left, right);
        return Signature.of(inputs, output, Kernels.loop(function, left, right));
    }

    private static boolean areSpans(DType left, DType right) {
        return left.kind() == Kind.TIMEDELTA && right.kind() == Kind.TIMEDELTA;
    }

    private static boolean isCount(DType dtype) {
        return dtype.kind() == Kind.BOOL || dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
    }

    /// Whether points in time would meet anything else, or spans what is no count that fits.
    private static boolean isMixed(DType left, DType right) {
        boolean isPoint = left.kind() == Kind.DATETIME || right.kind() == Kind.DATETIME;
        if (isPoint) {
            return left.kind() != right.kind();
        }
        return !areSpans(left, right) && !isSmallCount(left) && !isSmallCount(right);
    }

    private static boolean isSmallCount(DType dtype) {
        return isCount(dtype) && !dtype.equals(DType.UINT64);
    }

    private static Signature common(Ufunc function, DType left, DType right) {
        DType common = Promotion.of(left, right);
        DType output = switch (function) {
            case MAXIMUM, MINIMUM, FMAX, FMIN, REMAINDER -> common;
            case DIVIDE -> DType.FLOAT64;
            case FLOOR_DIVIDE -> DType.INT64;
            default -> DType.BOOL;
        };
        return signature(function, common, common, output);
    }

    private static @Nullable Signature sum(DType left, DType right) {
        if (left.kind() == Kind.DATETIME && right.kind() == Kind.DATETIME) {
            return null;
        }
        if (left.kind() == Kind.DATETIME) {
            DType point = shifted(left, right);
            return point == null ? null : signature(Ufunc.ADD, point, span(point), point);
        }
        if (right.kind() == Kind.DATETIME) {
            DType point = shifted(right, left);
            return point == null ? null : signature(Ufunc.ADD, span(point), point, point);
        }
        return spans(Ufunc.ADD, left, right);
    }

    private static @Nullable Signature difference(DType left, DType right) {
        if (left.kind() == Kind.DATETIME && right.kind() == Kind.DATETIME) {
            DType point = Promotion.of(left, right);
            return signature(Ufunc.SUBTRACT, point, point, span(point));
        }
        if (left.kind() == Kind.DATETIME) {
            DType point = shifted(left, right);
            return point == null ? null : signature(Ufunc.SUBTRACT, point, span(point), point);
        }
        return right.kind() == Kind.DATETIME ? null : spans(Ufunc.SUBTRACT, left, right);
    }

    private static @Nullable Signature spans(Ufunc function, DType left, DType right) {
        DType common;
        if (areSpans(left, right)) {
            common = Promotion.of(left, right);
        } else {
            boolean isLeft = left.kind() == Kind.TIMEDELTA;
            common = isCount(isLeft ? right : left) ? (isLeft ? left : right) : null;
        }
        return common == null ? null : signature(function, common, common, common);
    }

    /// The dtype of points in time that are moved by spans or counts.
    private static @Nullable DType shifted(DType point, DType by) {
        if (by.kind() == Kind.TIMEDELTA) {
            return Promotion.of(point, by);
        }
        return isCount(by) ? point : null;
    }

    private static DType span(DType point) {
        return DType.timedelta64(point.unit(), point.multiple());
    }

    private static @Nullable Signature product(DType left, DType right) {
        if (left.kind() == Kind.TIMEDELTA) {
            DType factor = factor(right, true);
            return factor == null ? null : signature(Ufunc.MULTIPLY, left, factor, left);
        }
        DType factor = right.kind() == Kind.TIMEDELTA ? factor(left, true) : null;
        return factor == null ? null : signature(Ufunc.MULTIPLY, factor, right, right);
    }

    private static @Nullable Signature quotient(Ufunc function, DType left, DType right) {
        if (areSpans(left, right)) {
            return common(function, left, right);
        }
        DType divisor = left.kind() == Kind.TIMEDELTA ? factor(right, false) : null;
        return divisor == null ? null : signature(function, left, divisor, left);
    }

    private static @Nullable DType factor(DType number, boolean allowsBool) {
        return switch (number.kind()) {
            case BOOL -> allowsBool ? DType.INT64 : null;
            case INT, UINT -> DType.INT64;
            case FLOAT -> DType.FLOAT64;
            default -> null;
        };
    }
}
