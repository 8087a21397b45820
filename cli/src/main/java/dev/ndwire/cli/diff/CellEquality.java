package dev.ndwire.cli.diff;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether values of tables are the same: numbers as arrays have it, a NaN equals a NaN, and what is null only that.
record CellEquality(Tolerance tolerance) {
    boolean areSame(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (left instanceof Number one && right instanceof Number other) {
            return areSame(one, other);
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            return one.size() == other.size() && areSame(one.iterator(), other.iterator());
        }
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
            return one.size() == other.size()
                    && areSame(one.keySet().iterator(), other.keySet().iterator())
                    && areSame(one.values().iterator(), other.values().iterator());
        }
        return left.equals(right);
    }

    private boolean areSame(Iterator<?> left, Iterator<?> right) {
        while (left.hasNext()) {
            if (!areSame(left.next(), right.next())) {
                return false;
            }
        }
        return true;
    }

    private boolean areSame(Number left, Number right) {
        double one = left.doubleValue();
        double other = right.doubleValue();
        if (isFloat(left) || isFloat(right)) {
            return one == other
                    || (Double.isNaN(one) && Double.isNaN(other))
                    || tolerance.allows(Math.abs(one - other), other);
        }
        BigDecimal error = exact(left).subtract(exact(right)).abs();
        return error.signum() == 0 || tolerance.allows(error.doubleValue(), other);
    }

    private static boolean isFloat(Number number) {
        return number instanceof Float || number instanceof Double;
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof BigInteger integer ? new BigDecimal(integer) : BigDecimal.valueOf(number.longValue());
    }
}
