package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.TimeRatio;
import dev.ndwire.ndarray.element.Calendar;

/// Converts steps of time from one unit to another, NaT to NaT.
///
/// Results are rounded towards the past. What exceeds 64 bits wraps around, as in numpy.
sealed interface TimeCast {
    /// Converts the first steps of a tile in place.
    void convert(long[] ticks, int count);

    static TimeCast of(DType from, DType to) {
        boolean isSameStep = from.unit() == to.unit() && from.multiple() == to.multiple();
        if (from.kind() != to.kind() || !CastTable.isTime(from) || isSameStep) {
            return new None();
        }
        if (to.unit() == DateUnit.GENERIC) {
            throw new IllegalArgumentException(
                    "Cannot convert from specific units to generic units in NumPy datetimes or timedeltas");
        }
        if (from.unit() == DateUnit.GENERIC) {
            boolean isDate = from.kind() == Kind.DATETIME && to.unit().isCalendar();
            return isDate ? new OnlyNat() : new None();
        }
        // Computed for dates too: it refuses what numpy refuses.
        TimeRatio ratio = TimeRatio.of(from, to);
        boolean isCalendar = from.unit().isCalendar() || to.unit().isCalendar();
        return from.kind() == Kind.DATETIME && isCalendar
                ? new Dates(from, to)
                : new Linear(ratio.numerator(), ratio.denominator());
    }

    /// Nothing is to be done.
    record None() implements TimeCast {
        @Override
        public void convert(long[] ticks, int count) {}
    }

    /// No date is known, so that the calendar has nothing to go by.
    record OnlyNat() implements TimeCast {
        @Override
        public void convert(long[] ticks, int count) {
            for (int i = 0; i < count; i++) {
                if (ticks[i] != DType.NAT) {
                    throw new IllegalArgumentException(
                            "Cannot convert a NumPy datetime value other than NaT with generic units");
                }
            }
        }
    }

    /// By a factor.
    record Linear(long numerator, long denominator) implements TimeCast {
        @Override
        public void convert(long[] ticks, int count) {
            for (int i = 0; i < count; i++) {
                long scaled = ticks[i] * numerator;
                if (ticks[i] != DType.NAT) {
                    ticks[i] = (ticks[i] < 0 ? scaled - (denominator - 1) : scaled) / denominator;
                }
            }
        }
    }

    /// By the calendar, since one of the units is years or months.
    record Dates(DType from, DType to) implements TimeCast {
        private static final long SECONDS_OF_DAY = 86_400;

        @Override
        public void convert(long[] ticks, int count) {
            for (int i = 0; i < count; i++) {
                if (ticks[i] != DType.NAT) {
                    long units = units(ticks[i] * from.multiple());
                    long multiple = to.multiple();
                    ticks[i] = (units < 0 ? units - (multiple - 1) : units) / multiple;
                }
            }
        }

        private long units(long units) {
            if (!from.unit().isCalendar()) {
                Calendar.Date date = Calendar.ofDay(days(units));
                long years = date.year() - 1970;
                return to.unit() == DateUnit.YEAR ? years : 12 * years + date.month() - 1;
            }
            boolean isYears = from.unit() == DateUnit.YEAR;
            if (to.unit().isCalendar()) {
                if (isYears) {
                    return to.unit() == DateUnit.YEAR ? units : 12 * units;
                }
                return to.unit() == DateUnit.MONTH ? units : Math.floorDiv(units, 12L);
            }
            long years = isYears ? units : Math.floorDiv(units, 12L);
            int month = isYears ? 0 : (int) Math.floorMod(units, 12L);
            return ofDays(Calendar.ofYear(years) + Calendar.ofMonthInYear(years, month));
        }

        private long days(long units) {
            return switch (from.unit()) {
                case WEEK -> 7 * units;
                case DAY -> units;
                default -> Math.floorDiv(units, perDay(from.unit()));
            };
        }

        private long ofDays(long days) {
            return to.unit() == DateUnit.WEEK ? Math.floorDiv(days, 7L) : days * perDay(to.unit());
        }

        /// Those finer than picoseconds are refused before.
        private static long perDay(DateUnit unit) {
            return switch (unit) {
                case DAY -> 1;
                case HOUR -> 24;
                case MINUTE -> 24 * 60;
                case MILLISECOND -> SECONDS_OF_DAY * 1000;
                case MICROSECOND -> SECONDS_OF_DAY * 1_000_000;
                case NANOSECOND -> SECONDS_OF_DAY * 1_000_000_000;
                default -> SECONDS_OF_DAY;
            };
        }
    }
}
