package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import java.util.Locale;

/// Writes points in time in ISO 8601, each unit to its own precision, as numpy does.
final class TimeText {
    private static final long DAYS_BEFORE_1970 = 719_468;
    private static final long DAYS_OF_400_YEARS = 146_097;
    private static final long SECONDS_OF_DAY = 86_400;

    private TimeText() {}

    /// @param ticks a number of steps since 1970, not NaT
    /// @param dtype a datetime64
    static String date(long ticks, DType dtype) {
        // Wraps around where numpy's does: such a date has no meaning in either.
        long units = ticks * dtype.multiple();
        return switch (dtype.unit()) {
            case GENERIC -> Long.toString(ticks);
            case YEAR -> year(1970 + units);
            case MONTH ->
                year(1970 + Math.floorDiv(units, 12L))
                        + String.format(Locale.ROOT, "-%02d", Math.floorMod(units, 12L) + 1);
            case WEEK -> day(units * 7);
            case DAY -> day(units);
            case HOUR -> time(units, 24);
            case MINUTE -> time(units, 24 * 60);
            case SECOND -> time(units, SECONDS_OF_DAY);
            case MILLISECOND -> fraction(units, 3);
            case MICROSECOND -> fraction(units, 6);
            case NANOSECOND -> fraction(units, 9);
            case PICOSECOND -> fraction(units, 12);
            case FEMTOSECOND -> fraction(units, 15);
            case ATTOSECOND -> fraction(units, 18);
        };
    }

    /// @param ticks a number of steps, not NaT
    /// @param dtype a timedelta64
    static String span(long ticks, DType dtype) {
        String unit = dtype.unit() == DateUnit.GENERIC
                ? "generic time unit"
                : dtype.unit().name().toLowerCase(Locale.ROOT);
        return ticks * dtype.multiple() + " " + unit + "s";
    }

    private static String year(long year) {
        // A minus sign takes one of the four places, as in numpy.
        return String.format(Locale.ROOT, "%04d", year);
    }

    /// Counts years from March on, so that a leap day is the last of its year.
    private static String day(long daysSince1970) {
        long days = daysSince1970 + DAYS_BEFORE_1970;
        long era = Math.floorDiv(days, DAYS_OF_400_YEARS);
        long dayOfEra = days - era * DAYS_OF_400_YEARS;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year(year) + String.format(Locale.ROOT, "-%02d-%02d", month, day);
    }

    private static String time(long units, long unitsPerDay) {
        long inDay = Math.floorMod(units, unitsPerDay);
        String text = day(Math.floorDiv(units, unitsPerDay));
        if (unitsPerDay == 24) {
            return text + String.format(Locale.ROOT, "T%02d", inDay);
        }
        if (unitsPerDay == 24 * 60) {
            return text + String.format(Locale.ROOT, "T%02d:%02d", inDay / 60, inDay % 60);
        }
        return text + String.format(Locale.ROOT, "T%02d:%02d:%02d", inDay / 3600, inDay / 60 % 60, inDay % 60);
    }

    private static String fraction(long units, int digits) {
        long unitsPerSecond = 1;
        for (int i = 0; i < digits; i++) {
            unitsPerSecond *= 10;
        }
        String seconds = time(Math.floorDiv(units, unitsPerSecond), SECONDS_OF_DAY);
        return seconds + String.format(Locale.ROOT, ".%0" + digits + "d", Math.floorMod(units, unitsPerSecond));
    }
}
