package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.ufunc.Ufunc;
import dev.ndwire.ndarray.ufunc.loop.Operation.DoubleByLong;
import dev.ndwire.ndarray.ufunc.loop.Operation.LongByDouble;
import dev.ndwire.ndarray.ufunc.loop.Operation.LongTest;
import dev.ndwire.ndarray.ufunc.loop.Operation.Longs;
import dev.ndwire.ndarray.ufunc.loop.Operation.LongsToDouble;
import org.jspecify.annotations.Nullable;

/// datetime64 and timedelta64 of one unit: counts of which one, NaT, is no time.
final class TimeKernels {
    private static final long NAT = DType.NAT;

    private static final double TWO_TO_63 = 0x1p63;

    private TimeKernels() {}

    /// The operation on a time and another time, an int64 or a float64, or on one time.
    static @Nullable Operation of(Ufunc function, Kind left, Kind right) {
        if (left == right) {
            return ofTimes(function);
        }
        if (right == Kind.INT) {
            return switch (function) {
                case MULTIPLY -> (Longs) TimeKernels::multiply;
                case DIVIDE, FLOOR_DIVIDE -> (Longs) (x, y) -> x == NAT || y == 0 ? NAT : x / y;
                default -> null;
            };
        }
        if (right == Kind.FLOAT) {
            return switch (function) {
                case MULTIPLY -> (LongByDouble) TimeKernels::scale;
                case DIVIDE, FLOOR_DIVIDE -> (LongByDouble) (x, y) -> x == NAT ? NAT : toTicks(x / y);
                default -> null;
            };
        }
        if (function == Ufunc.MULTIPLY && left == Kind.INT) {
            return (Longs) (x, y) -> multiply(y, x);
        }
        if (function == Ufunc.MULTIPLY && left == Kind.FLOAT) {
            return (DoubleByLong) (x, y) -> scale(y, x);
        }
        return ofTimes(function);
    }

    private static @Nullable Operation ofTimes(Ufunc function) {
        return switch (function) {
            case ADD -> (Longs) (x, y) -> x == NAT || y == NAT ? NAT : x + y;
            case SUBTRACT -> (Longs) (x, y) -> x == NAT || y == NAT ? NAT : x - y;
            case DIVIDE -> (LongsToDouble) (x, y) -> x == NAT || y == NAT ? Double.NaN : (double) x / (double) y;
            case FLOOR_DIVIDE -> (Longs) (x, y) -> x == NAT || y == NAT || y == 0 ? 0 : Math.floorDiv(x, y);
            case REMAINDER -> (Longs) (x, y) -> x == NAT || y == NAT || y == 0 ? NAT : Math.floorMod(x, y);
            case MAXIMUM -> (Longs) (x, y) -> x == NAT || y == NAT ? NAT : Math.max(x, y);
            case MINIMUM -> (Longs) (x, y) -> x == NAT || y == NAT ? NAT : Math.min(x, y);
            case FMAX -> (Longs) (x, y) -> x == NAT ? y : y == NAT ? x : Math.max(x, y);
            case FMIN -> (Longs) (x, y) -> x == NAT ? y : y == NAT ? x : Math.min(x, y);
            case NEGATIVE -> (Longs) (x, y) -> -x;
            case POSITIVE -> (Longs) (x, y) -> x;
            case ABSOLUTE -> (Longs) (x, y) -> Math.abs(x);
            // Numpy has no exception for NaT here: it is the smallest number.
            case SIGN -> (Longs) (x, y) -> Long.signum(x);
            default -> test(function);
        };
    }

    private static @Nullable Operation test(Ufunc function) {
        return switch (function) {
            case EQUAL -> (LongTest) (x, y) -> x == y && x != NAT;
            case NOT_EQUAL -> (LongTest) (x, y) -> x != y || x == NAT;
            case LESS -> (LongTest) (x, y) -> x < y && x != NAT;
            case LESS_EQUAL -> (LongTest) (x, y) -> x <= y && x != NAT;
            case GREATER -> (LongTest) (x, y) -> x > y && y != NAT;
            case GREATER_EQUAL -> (LongTest) (x, y) -> x >= y && y != NAT;
            case ISNAT, ISNAN -> (LongTest) (x, y) -> x == NAT;
            case ISINF -> (LongTest) (x, y) -> false;
            case ISFINITE -> (LongTest) (x, y) -> x != NAT;
            default -> null;
        };
    }

    private static long multiply(long time, long factor) {
        return time == NAT ? NAT : time * factor;
    }

    private static long scale(long time, double factor) {
        return time == NAT ? NAT : toTicks(time * factor);
    }

    /// Cut towards 0; what no count holds becomes NaT, as C's conversion makes of it on numpy's main machines.
    private static long toTicks(double value) {
        return value < TWO_TO_63 && value >= -TWO_TO_63 ? (long) value : NAT;
    }
}
