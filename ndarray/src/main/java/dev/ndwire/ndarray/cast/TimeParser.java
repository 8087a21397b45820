package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.element.Calendar;
import dev.ndwire.ndarray.element.TimeText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Reads points in time out of ISO 8601 text as numpy does: `2020-02-29T12:34:56.789+01:00`, cut short anywhere.
///
/// One instance reads one text.
final class TimeParser {
    private static final int FRACTION_DIGITS = 18;
    private static final DateUnit[] FRACTIONS = {
        DateUnit.MILLISECOND,
        DateUnit.MICROSECOND,
        DateUnit.NANOSECOND,
        DateUnit.PICOSECOND,
        DateUnit.FEMTOSECOND,
        DateUnit.ATTOSECOND
    };
    private static final long MINUTES_OF_DAY = 24 * 60;

    private final String text;
    private int position;
    private DateUnit unit = DateUnit.YEAR;
    private long year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private final char[] fraction = "0".repeat(FRACTION_DIGITS).toCharArray();

    /// What the offset from UTC takes away.
    private long offsetMinutes;

    private TimeParser(String text) {
        this.text = text;
    }

    /// Reads a point in time.
    ///
    /// @param text the text; empty and `NaT` are NaT, `today` and `now` are what the clock says
    /// @param to a datetime64 that says what is counted; what is finer is cut off
    /// @return the number of steps, wrapped around where 64 bits do not hold it
    /// @throws IllegalArgumentException if the text is no such point, or the dtype counts nothing yet
    static long date(String text, DType to) {
        if (text.isEmpty() || text.equalsIgnoreCase("nat")) {
            return DType.NAT;
        }
        var parser = new TimeParser(text);
        if (text.equalsIgnoreCase("today")) {
            LocalDate today = LocalDate.now(ZoneId.systemDefault());
            parser.year = today.getYear();
            parser.month = today.getMonthValue();
            parser.day = today.getDayOfMonth();
        } else if (text.equalsIgnoreCase("now")) {
            String seconds =
                    Instant.ofEpochSecond(Instant.now().getEpochSecond()).toString();
            return date(seconds.substring(0, seconds.length() - 1), to);
        } else {
            parser.read();
        }
        return parser.ticks(to);
    }

    /// The unit that a text names: that of its last part; generic for NaT.
    ///
    /// @throws IllegalArgumentException if the text is no point in time
    static DateUnit unit(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("nat")) {
            return DateUnit.GENERIC;
        }
        if (text.equalsIgnoreCase("today")) {
            return DateUnit.DAY;
        }
        if (text.equalsIgnoreCase("now")) {
            return DateUnit.SECOND;
        }
        var parser = new TimeParser(text);
        parser.read();
        return parser.unit;
    }

    private void read() {
        skipSpaces();
        readDate();
        if (position < text.length() && (peek() == 'T' || peek() == ' ')) {
            position++;
            readTime();
            readOffset();
            skipSpaces();
        }
        if (position < text.length()) {
            throw malformed();
        }
    }

    private void skipSpaces() {
        while (position < text.length() && (peek() == ' ' || (peek() >= '\t' && peek() <= '\r'))) {
            position++;
        }
    }

    /// Stops in front of what follows the last part that is there.
    private void readDate() {
        boolean isNegative = position < text.length() && peek() == '-';
        if (isNegative || (position < text.length() && peek() == '+')) {
            position++;
        }
        if (position == text.length() || !isDigit(position)) {
            throw malformed();
        }
        while (position < text.length() && isDigit(position)) {
            year = 10 * year + (text.charAt(position++) - '0');
        }
        year = isNegative ? -year : year;
        if (position == text.length()) {
            return;
        }
        expect('-');
        month = twoDigits("Month", 1, 12);
        unit = DateUnit.MONTH;
        if (position == text.length()) {
            return;
        }
        expect('-');
        int days = month == 12 ? 31 : monthStart(month + 1) - monthStart(month);
        day = twoDigits("Day", 1, days);
        unit = DateUnit.DAY;
        if (position < text.length() && peek() != 'T' && peek() != ' ') {
            throw malformed();
        }
    }

    private int monthStart(int ofMonth) {
        return Calendar.ofMonthInYear(year - 1970, ofMonth - 1);
    }

    private void readTime() {
        hour = twoDigits("Hours", 0, 23);
        unit = DateUnit.HOUR;
        if (!skip(':')) {
            return;
        }
        minute = twoDigits("Minutes", 0, 59);
        unit = DateUnit.MINUTE;
        if (!skip(':')) {
            return;
        }
        second = twoDigits("Seconds", 0, 59);
        unit = DateUnit.SECOND;
        if (skip('.')) {
            int digits = 0;
            while (digits < FRACTION_DIGITS && position < text.length() && isDigit(position)) {
                fraction[digits++] = text.charAt(position++);
            }
            unit = FRACTIONS[Math.max(0, digits - 1) / 3];
        }
    }

    private void readOffset() {
        if (position == text.length() || skip('Z')) {
            return;
        }
        boolean isWest = peek() == '-';
        if (!isWest && peek() != '+') {
            return;
        }
        position++;
        long minutes = 60L * twoDigits("Timezone hours offset", 0, 23);
        if (position < text.length()) {
            skip(':');
            minutes += twoDigits("Timezone minutes offset", 0, 59);
        }
        offsetMinutes = isWest ? -minutes : minutes;
    }

    private char peek() {
        return text.charAt(position);
    }

    private boolean isDigit(int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean skip(char character) {
        boolean isThere = position < text.length() && peek() == character;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void expect(char character) {
        if (!skip(character)) {
            throw malformed();
        }
    }

    private int twoDigits(String part, int least, int most) {
        if (position + 2 > text.length() || !isDigit(position) || !isDigit(position + 1)) {
            throw malformed();
        }
        int value = 10 * (text.charAt(position) - '0') + (text.charAt(position + 1) - '0');
        if (value < least || value > most) {
            throw new IllegalArgumentException(part + " out of range in datetime string \"" + text + "\"");
        }
        position += 2;
        return value;
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("Error parsing datetime string \"" + text + "\" at position " + position);
    }

    private long ticks(DType to) {
        if (to.unit() == DateUnit.GENERIC) {
            throw new IllegalArgumentException(
                    "Cannot convert a NumPy datetime value other than NaT with generic units");
        }
        long minutes = 60L * hour + minute - offsetMinutes;
        long days = Calendar.ofYear(year - 1970)
                + Calendar.ofMonthInYear(year - 1970, month - 1)
                + day
                - 1
                + Math.floorDiv(minutes, MINUTES_OF_DAY);
        long minuteOfDay = Math.floorMod(minutes, MINUTES_OF_DAY);
        long units = units(to.unit(), days, minuteOfDay);
        long multiple = to.multiple();
        return (units < 0 ? units - (multiple - 1) : units) / multiple;
    }

    private long units(DateUnit counted, long days, long minuteOfDay) {
        return switch (counted) {
            case GENERIC, YEAR, MONTH -> {
                // As it was read, unless the offset moves it: its days may exceed 64 bits.
                Calendar.Date date = offsetMinutes == 0 ? new Calendar.Date(year, month, day) : Calendar.ofDay(days);
                long years = date.year() - 1970;
                yield counted == DateUnit.YEAR ? years : 12 * years + date.month() - 1;
            }
            case WEEK -> Math.floorDiv(days, 7L);
            case DAY -> days;
            case HOUR -> 24 * days + minuteOfDay / 60;
            case MINUTE -> MINUTES_OF_DAY * days + minuteOfDay;
            default -> {
                long units = 60 * (MINUTES_OF_DAY * days + minuteOfDay) + second;
                int digits = TimeText.fractionDigits(counted);
                for (int i = 0; i < digits; i++) {
                    units = 10 * units + (fraction[i] - '0');
                }
                yield units;
            }
        };
    }
}
