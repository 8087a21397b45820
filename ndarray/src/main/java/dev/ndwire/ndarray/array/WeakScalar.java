package dev.ndwire.ndarray.array;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// One value of Java that elements are set to, as numpy takes one of Python.
final class WeakScalar {
    private WeakScalar() {}

    /// The value as numpy's `a[...] = value` takes it: a float becomes an integer as Python's `int` makes it one, which
    /// has to fit.
    ///
    /// @return an array without axes that can be converted to the target's dtype
    /// @throws IllegalArgumentException if the value has no counterpart in the dtype
    static NDArray set(Object value, DType target) {
        boolean isFloat = value instanceof Float || value instanceof Double;
        boolean isTaken = switch (target.kind()) {
            case INT, UINT, FLOAT, LONG_FLOAT -> !(value instanceof Complex);
            case DATETIME, TIMEDELTA -> !(value instanceof Complex) && !isFloat;
            case VOID -> target.isStruct() || value instanceof Bytes;
            default -> true;
        };
        if (!isTaken) {
            throw new IllegalArgumentException("value " + value + " ("
                    + value.getClass().getSimpleName() + ") cannot be converted to dtype " + target);
        }
        if (target.isStruct() && !(value instanceof List<?>)) {
            return ofFields(value, target);
        }
        if (isInteger(value) && target.kind() == Kind.BOOL) {
            return NDArray.of(integer(value).signum() != 0);
        }
        if (target.kind() == Kind.DATETIME) {
            checkDate(value, target);
        }
        return isFloat && isInteger(target)
                ? ofInteger(truncated(((Number) value).doubleValue()), target)
                : of(value, target, Casting.UNSAFE);
    }

    private static void checkDate(Object value, DType target) {
        boolean isInteger = isInteger(value);
        if ((isInteger || value instanceof Boolean) && target.unit() == DateUnit.GENERIC) {
            throw new IllegalArgumentException(
                    "an integer becomes a date only where a unit is specified, found dtype " + target);
        }
        if (isInteger) {
            checkFits(integer(value), DType.INT64);
        }
    }

    /// A structure of which every field is the value.
    private static NDArray ofFields(Object value, DType target) {
        NDArray element = NDArray.empty(target);
        for (Field field : target.fields()) {
            Assignment.set(element.field(field.name()).elements(), value);
        }
        return element;
    }

    /// The value as numpy's `copyto` takes it: an integer takes any dtype of numbers that it fits in, all others are of
    /// a dtype of their own.
    ///
    /// @return an array without axes that can be converted to the target's dtype
    /// @throws IllegalArgumentException if `casting` does not allow it, or an integer does not fit
    static NDArray of(Object value, DType target, Casting casting) {
        if (value instanceof List<?>) {
            return NDArray.of(value, target);
        }
        if (isInteger(value)) {
            BigInteger number = integer(value);
            // What exceeds 64 bits is an object in numpy, which becomes a text where anything is allowed.
            boolean isObject = number.bitLength() > (number.signum() < 0 ? Long.SIZE - 1 : Long.SIZE);
            DType standard = isObject ? DType.voids(0) : DType.INT64;
            casting.check(isNumber(target, Kind.INT) ? target : standard, target);
            return ofInteger(number, target);
        }
        NDArray scalar = value instanceof Float number ? NDArray.of((double) number) : NDArray.of(value);
        boolean isWeak = switch (scalar.dtype().kind()) {
            case FLOAT, COMPLEX -> isNumber(target, scalar.dtype().kind());
            default -> false;
        };
        casting.check(isWeak ? target : scalar.dtype(), target);
        return scalar;
    }

    static boolean isInteger(Object value) {
        return value instanceof Byte
                || value instanceof Short
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger;
    }

    static BigInteger integer(Object value) {
        return value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
    }

    /// Whether a dtype is of numbers, of a kind that a weak one of another kind becomes.
    private static boolean isNumber(DType dtype, Kind weak) {
        return switch (dtype.kind()) {
            case INT, UINT -> weak == Kind.INT;
            case FLOAT, LONG_FLOAT -> weak != Kind.COMPLEX;
            case COMPLEX, LONG_COMPLEX -> true;
            default -> false;
        };
    }

    private static boolean isInteger(DType dtype) {
        return dtype.kind() == Kind.INT || dtype.kind() == Kind.UINT;
    }

    private static NDArray ofInteger(BigInteger number, DType target) {
        if (isInteger(target)) {
            checkFits(number, target);
            return NDArray.of(number, target);
        }
        if (number.bitLength() < Long.SIZE) {
            return NDArray.of(number.longValue());
        }
        boolean isText = target.kind() == Kind.BYTES || target.kind() == Kind.TEXT;
        if (isText || target.kind() == Kind.LONG_FLOAT) {
            return NDArray.of(number.toString());
        }
        boolean isInexact = switch (target.kind()) {
            case FLOAT, COMPLEX, LONG_COMPLEX -> true;
            default -> false;
        };
        if (!isInexact) {
            boolean isWide = target.kind() == Kind.VOID || target.kind() == Kind.DATETIME;
            checkFits(number, isWide ? DType.UINT64 : DType.INT64);
            return NDArray.of(number, DType.UINT64);
        }
        return NDArray.of(nearest(number));
    }

    /// The double nearest to an integer, as Python's `float` makes it.
    ///
    /// @throws IllegalArgumentException if it would be infinite
    static double nearest(BigInteger number) {
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest)) {
            throw new IllegalArgumentException("integer of " + number.bitLength() + " bits is too large for a float");
        }
        return nearest;
    }

    private static void checkFits(BigInteger number, DType target) {
        int bits = Byte.SIZE * (int) target.itemSize();
        boolean fits = target.kind() == Kind.UINT
                ? number.signum() >= 0 && number.bitLength() <= bits
                : number.bitLength() < bits;
        if (!fits) {
            throw new IllegalArgumentException("integer " + number + " out of bounds for " + target.name());
        }
    }

    private static BigInteger truncated(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("cannot convert float " + number + " to integer");
        }
        return new BigDecimal(number).toBigInteger();
    }
}
