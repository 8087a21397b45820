package dev.ndwire.ndarray.dtype;

import java.util.EnumSet;

/// How many steps of one time dtype make how many of another: the factor by which numpy converts.
///
/// A year is 365.2425 days here and a month a twelfth of that, as in spans of time; points in time go by the calendar
/// instead where one of the units is years or months and the other is not.
///
/// @param numerator steps of the target
/// @param denominator steps of the source that are as long
public record TimeRatio(long numerator, long denominator) {
    /// Days of 400 years.
    private static final long DAYS_OF_ERA = 146_097;

    /// Numpy's bound for factors between units.
    private static final long TOO_LARGE = 0xff00000000000000L;

    /// The factor from one time dtype to another, in lowest terms.
    ///
    /// @param from what steps are counted in
    /// @param to what they shall be counted in
    /// @return the factor; 1 where one of the units is generic
    /// @throws IllegalArgumentException if the factor exceeds what numpy counts with, as from seconds to attoseconds
    public static TimeRatio of(DType from, DType to) {
        if (from.unit() == DateUnit.GENERIC || to.unit() == DateUnit.GENERIC) {
            return new TimeRatio(1, 1);
        }
        boolean isFiner = from.unit().compareTo(to.unit()) <= 0;
        TimeRatio units = isFiner ? ofUnits(from.unit(), to.unit()) : ofUnits(to.unit(), from.unit());
        long numerator = (isFiner ? units.numerator : units.denominator) * from.multiple();
        long denominator = (isFiner ? units.denominator : units.numerator) * to.multiple();
        return reduced(numerator, denominator);
    }

    /// In lowest terms, which 64 bits with a sign hold; before, they may need the sign's bit.
    private static TimeRatio reduced(long numerator, long denominator) {
        long divisor = gcd(numerator, denominator);
        return divisor == 0
                ? new TimeRatio(numerator, denominator)
                : new TimeRatio(Long.divideUnsigned(numerator, divisor), Long.divideUnsigned(denominator, divisor));
    }

    /// The greatest common divisor of two unsigned integers.
    static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = Long.remainderUnsigned(x, y);
            x = y;
            y = rest;
        }
        return x;
    }

    private static TimeRatio ofUnits(DateUnit coarse, DateUnit fine) {
        if (coarse == fine) {
            return new TimeRatio(1, 1);
        }
        if (coarse == DateUnit.YEAR && fine == DateUnit.MONTH) {
            return new TimeRatio(12, 1);
        }
        if (!coarse.isCalendar()) {
            return new TimeRatio(factor(coarse, coarse, fine, 1), 1);
        }
        long eraUnits = coarse == DateUnit.YEAR ? 400 : 4800;
        return fine == DateUnit.WEEK
                ? new TimeRatio(DAYS_OF_ERA, eraUnits * 7)
                : new TimeRatio(factor(coarse, DateUnit.DAY, fine, DAYS_OF_ERA), eraUnits);
    }

    private static long factor(DateUnit asked, DateUnit coarse, DateUnit fine, long start) {
        long factor = 1;
        for (DateUnit unit : EnumSet.range(coarse, fine)) {
            factor *= unit == fine ? 1 : unit.nextFactor();
            if ((factor & TOO_LARGE) != 0) {
                throw new IllegalArgumentException("Integer overflow while computing the conversion factor between"
                        + " NumPy datetime units " + asked.symbol() + " and " + fine.symbol());
            }
        }
        return start * factor;
    }

    /// Whether every step of one dtype is a whole number of steps of another of the same or a finer unit.
    static boolean divides(DType coarse, DType fine) {
        try {
            TimeRatio ratio = of(coarse, fine);
            return ratio.denominator == 1;
        } catch (IllegalArgumentException tooFar) {
            return false;
        }
    }

    /// The longest step of which both dtypes count multiples: the finer unit, and the greatest common multiple.
    ///
    /// @param isStrict whether years and months cannot meet the others, as in spans of time
    static DType common(DType left, DType right, boolean isStrict, Kind kind) {
        if (left.unit() == DateUnit.GENERIC || right.unit() == DateUnit.GENERIC) {
            DType known = left.unit() == DateUnit.GENERIC ? right : left;
            return make(kind, known.unit(), known.multiple());
        }
        boolean isLeftCoarse = left.unit().compareTo(right.unit()) <= 0;
        DType coarse = isLeftCoarse ? left : right;
        DType fine = isLeftCoarse ? right : left;
        if (coarse.unit().isCalendar() && !fine.unit().isCalendar()) {
            if (isStrict) {
                throw new IllegalArgumentException("Cannot get a common metadata divisor for Numpy datetime metadata "
                        + bracket(left) + " and " + bracket(right)
                        + " because they have incompatible nonlinear base time units.");
            }
            checkFactor(left, right, coarse, fine);
            return make(kind, fine.unit(), fine.multiple());
        }
        TimeRatio units = checkFactor(left, right, coarse, fine);
        return make(kind, fine.unit(), (int) gcd(coarse.multiple() * units.numerator, fine.multiple()));
    }

    private static TimeRatio checkFactor(DType left, DType right, DType coarse, DType fine) {
        try {
            TimeRatio units = ofUnits(coarse.unit(), fine.unit());
            boolean isLinear = coarse.unit().isCalendar() == fine.unit().isCalendar();
            if (isLinear && ((coarse.multiple() * units.numerator) & TOO_LARGE) != 0) {
                throw new IllegalArgumentException("too large");
            }
            return units;
        } catch (IllegalArgumentException tooLarge) {
            throw new IllegalArgumentException(
                    "Integer overflow getting a common metadata divisor for NumPy datetime metadata " + bracket(left)
                            + " and " + bracket(right) + ".",
                    tooLarge);
        }
    }

    private static String bracket(DType dtype) {
        return "[" + (dtype.multiple() == 1 ? "" : dtype.multiple())
                + dtype.unit().symbol() + "]";
    }

    private static DType make(Kind kind, DateUnit unit, int multiple) {
        return kind == Kind.DATETIME ? DType.datetime64(unit, multiple) : DType.timedelta64(unit, multiple);
    }
}
