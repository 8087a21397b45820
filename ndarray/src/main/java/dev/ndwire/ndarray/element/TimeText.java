package dev.ndwire.ndarray.element;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import java.util.Locale;

/// Writes points in time in ISO 8601, each unit to its own precision, as numpy does.
public final class TimeText {
    private static final long SECONDS_OF_DAY = 86_400;

    private TimeText() {}

    /// Writes a point in time.
    ///
    /// @param ticks a number of steps since 1970, not NaT
    /// @param dtype a datetime64
    public static String date(long ticks, DType dtype) {
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
            default -> fraction(units, fractionDigits(dtype.unit()));
        };
    }

    /// Writes a span of time.
    ///
    /// @param ticks a number of steps, not NaT
    /// @param dtype a timedelta64
    public static String span(long ticks, DType dtype) {
        String unit = dtype.unit() == DateUnit.GENERIC
                ? "generic time unit"
                : dtype.unit().name().toLowerCase(Locale.ROOT);
        return ticks * dtype.multiple() + " " + unit + "s";
    }

    private static String year(long year) {
        // A minus sign takes one of the four places, as in numpy.
        return String.format(Locale.ROOT, "%04d", year);
    }

    private static String day(long daysSince1970) {
        Calendar.Date date = Calendar.ofDay(daysSince1970);
        return year(date.year()) + String.format(Locale.ROOT, "-%02d-%02d", date.month(), date.day());
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

    /// Digits behind the seconds that one unit fills: 3 for milliseconds, 0 from seconds up.
    public static int fractionDigits(DateUnit unit) {
        return switch (unit) {
            case MILLISECOND -> 3;
            case MICROSECOND -> 6;
            case NANOSECOND -> 9;
            case PICOSECOND -> 12;
            case FEMTOSECOND -> 15;
            case ATTOSECOND -> 18;
            default -> 0;
        };
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
