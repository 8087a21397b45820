package dev.ndwire.ndarray.element;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Kind;
import java.math.BigInteger;

/// Compares times counted in different units, exactly.
public final class TimeScale {
    private static final int ATTO_DIGITS = 18;
    private static final BigInteger MONTHS_OF_YEAR = BigInteger.valueOf(12);

    private TimeScale() {}

    /// Whether two times are the same; NaT is none, and a span of years is never one of days.
    public static boolean areEqual(long leftTicks, DType left, long rightTicks, DType right) {
        if (leftTicks == DType.NAT || rightTicks == DType.NAT) {
            return false;
        }
        boolean isSameStep = left.unit() == right.unit() && left.multiple() == right.multiple();
        if (isSameStep || left.unit() == DateUnit.GENERIC || right.unit() == DateUnit.GENERIC) {
            return leftTicks == rightTicks;
        }
        BigInteger leftUnits = units(leftTicks, left);
        BigInteger rightUnits = units(rightTicks, right);
        if (isCalendar(left) && isCalendar(right)) {
            return months(leftUnits, left).equals(months(rightUnits, right));
        }
        if (left.kind() == Kind.TIMEDELTA && isCalendar(left) != isCalendar(right)) {
            return false;
        }
        return attoseconds(leftUnits, left).equals(attoseconds(rightUnits, right));
    }

    private static BigInteger units(long ticks, DType dtype) {
        return BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(dtype.multiple()));
    }

    private static boolean isCalendar(DType dtype) {
        return dtype.unit() == DateUnit.YEAR || dtype.unit() == DateUnit.MONTH;
    }

    private static BigInteger months(BigInteger units, DType dtype) {
        return dtype.unit() == DateUnit.YEAR ? units.multiply(MONTHS_OF_YEAR) : units;
    }

    private static BigInteger attoseconds(BigInteger units, DType dtype) {
        BigInteger secondsOrLess = switch (dtype.unit()) {
            case YEAR, MONTH -> firstDay(months(units, dtype)).multiply(BigInteger.valueOf(86_400));
            case WEEK -> units.multiply(BigInteger.valueOf(7 * 86_400));
            case DAY -> units.multiply(BigInteger.valueOf(86_400));
            case HOUR -> units.multiply(BigInteger.valueOf(3600));
            case MINUTE -> units.multiply(BigInteger.valueOf(60));
            default -> units;
        };
        return secondsOrLess.multiply(BigInteger.TEN.pow(ATTO_DIGITS - TimeText.fractionDigits(dtype.unit())));
    }

    /// The calendar repeats every 4,800 months, so months of any number can be brought near 1970.
    private static BigInteger firstDay(BigInteger months) {
        BigInteger[] eras = months.divideAndRemainder(BigInteger.valueOf(4800));
        return eras[0].multiply(BigInteger.valueOf(146_097))
                .add(BigInteger.valueOf(Calendar.ofMonth(eras[1].longValue())));
    }
}
