package dev.ndwire.ndarray.element;

/// The Gregorian calendar, extended without end in both directions, as numpy counts in it.
///
/// `java.time` ends at the year 999,999,999; datetime64 does not.
public final class Calendar {
    private static final long DAYS_BEFORE_1970 = 719_468;
    private static final long DAYS_OF_400_YEARS = 146_097;

    private Calendar() {}

    /// A day by its date.
    ///
    /// @param year the year, 0 being the one before 1
    /// @param month 1 to 12
    /// @param day 1 to 31
    public record Date(long year, int month, int day) {}

    /// The date of a day; counts years from March on, so that a leap day is the last of its year.
    public static Date ofDay(long daysSince1970) {
        // Eras first: near the ends of 64 bits the sum would wrap around.
        long days = Math.floorMod(daysSince1970, DAYS_OF_400_YEARS) + DAYS_BEFORE_1970;
        long era = Math.floorDiv(daysSince1970, DAYS_OF_400_YEARS) + days / DAYS_OF_400_YEARS;
        long dayOfEra = days % DAYS_OF_400_YEARS;
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return new Date(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), (int) month, (int) day);
    }

    /// The day on which a month begins, counted from 1970 on.
    ///
    /// @param monthsSince1970 of a year that an `int` counts
    public static long ofMonth(long monthsSince1970) {
        long month = Math.floorMod(monthsSince1970, 12L);
        long year = 1970 + Math.floorDiv(monthsSince1970, 12L) - (month < 2 ? 1 : 0);
        long era = Math.floorDiv(year, 400L);
        long yearOfEra = year - era * 400;
        long dayOfYear = (153 * ((month + 10) % 12) + 2) / 5;
        return era * DAYS_OF_400_YEARS
                + yearOfEra * 365
                + yearOfEra / 4
                - yearOfEra / 100
                + dayOfYear
                - DAYS_BEFORE_1970;
    }

    /// The day on which a year begins, counted from 1970 on; wraps around where 64 bits do not hold it.
    ///
    /// @param yearsSince1970 any number
    public static long ofYear(long yearsSince1970) {
        long year = yearsSince1970 + 1969;
        return yearsSince1970 * 365
                + Math.floorDiv(year, 4L)
                - Math.floorDiv(year, 100L)
                + Math.floorDiv(year, 400L)
                - (1969 / 4 - 1969 / 100 + 1969 / 400);
    }

    /// The days of a year before one of its months.
    ///
    /// @param yearsSince1970 any number
    /// @param month 0 to 11
    public static int ofMonthInYear(long yearsSince1970, int month) {
        // 30.6 days a month from March on, as in a year that ends with February.
        if (month < 2) {
            return 31 * month;
        }
        return (153 * (month - 2) + 2) / 5 + (isLeap(yearsSince1970 + 1970) ? 60 : 59);
    }

    private static boolean isLeap(long year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
