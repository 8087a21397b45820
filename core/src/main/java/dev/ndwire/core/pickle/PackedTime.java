package dev.ndwire.core.pickle;

import dev.ndwire.core.value.Bytes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// Points in time as Python's `datetime` packs them.
///
/// ```text
///   date      year (u16)  month  day
///   time      hour  minute  second  microsecond (u24)
///   datetime  date, time
/// ```
/// Big-endian. `fold` is the highest bit of a time's hour, and of a datetime's month.
///
/// @param value a [LocalDate], [LocalTime] or [LocalDateTime]
/// @param fold whether it is the second of two equal readings
record PackedTime(Object value, boolean fold) {
    private static final int DATE_BYTES = 4;
    private static final int TIME_BYTES = 6;
    private static final int FOLD = 0x80;
    private static final int MAX_YEAR = 9999;
    private static final int NANOS_A_MICRO = 1000;

    /// Unpacks a date, or gives null for what Python refuses.
    static @Nullable PackedTime date(@Nullable Object packed) {
        return unpack(packed, true, false);
    }

    /// Unpacks a time, or gives null for what Python refuses.
    static @Nullable PackedTime time(@Nullable Object packed) {
        return unpack(packed, false, true);
    }

    /// Unpacks a datetime, or gives null for what Python refuses.
    static @Nullable PackedTime dateTime(@Nullable Object packed) {
        return unpack(packed, true, true);
    }

    private static @Nullable PackedTime unpack(@Nullable Object packed, boolean hasDate, boolean hasTime) {
        int size = (hasDate ? DATE_BYTES : 0) + (hasTime ? TIME_BYTES : 0);
        if (!(packed instanceof Bytes bytes) || bytes.size() != size) {
            return null;
        }
        byte[] fields = bytes.toArray();
        int foldAt = hasDate ? 2 : 0;
        boolean fold = hasTime && fields[foldAt] < 0;
        if (fold) {
            fields[foldAt] = (byte) (fields[foldAt] & ~FOLD);
        }
        try {
            if (!hasTime) {
                return new PackedTime(date(fields), false);
            }
            LocalTime time = time(fields, size - TIME_BYTES);
            return new PackedTime(hasDate ? LocalDateTime.of(date(fields), time) : time, fold);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate date(byte[] fields) {
        int year = ((fields[0] & 0xff) << 8) | (fields[1] & 0xff);
        if (year < 1 || year > MAX_YEAR) {
            throw new DateTimeException("year " + year);
        }
        return LocalDate.of(year, fields[2], fields[3]);
    }

    private static LocalTime time(byte[] fields, int at) {
        int micros = ((fields[at + 3] & 0xff) << 16) | ((fields[at + 4] & 0xff) << 8) | (fields[at + 5] & 0xff);
        return LocalTime.of(fields[at], fields[at + 1], fields[at + 2], Math.multiplyExact(micros, NANOS_A_MICRO));
    }

    static Bytes pack(LocalDate date) {
        byte[] fields = new byte[DATE_BYTES];
        pack(date, fields);
        return Bytes.of(fields);
    }

    static Bytes pack(LocalTime time, boolean fold) {
        byte[] fields = new byte[TIME_BYTES];
        pack(time, fields, 0);
        fields[0] = (byte) (fields[0] | (fold ? FOLD : 0));
        return Bytes.of(fields);
    }

    static Bytes pack(LocalDateTime time, boolean fold) {
        byte[] fields = new byte[DATE_BYTES + TIME_BYTES];
        pack(time.toLocalDate(), fields);
        pack(time.toLocalTime(), fields, DATE_BYTES);
        fields[2] = (byte) (fields[2] | (fold ? FOLD : 0));
        return Bytes.of(fields);
    }

    private static void pack(LocalDate date, byte[] fields) {
        int year = date.getYear();
        if (year < 1 || year > MAX_YEAR) {
            throw new IllegalArgumentException("date " + date + ": Python's years are 1 to " + MAX_YEAR);
        }
        fields[0] = (byte) (year >> 8);
        fields[1] = (byte) year;
        fields[2] = (byte) date.getMonthValue();
        fields[3] = (byte) date.getDayOfMonth();
    }

    private static void pack(LocalTime time, byte[] fields, int at) {
        int micros = micros(time.getNano(), time);
        fields[at] = (byte) time.getHour();
        fields[at + 1] = (byte) time.getMinute();
        fields[at + 2] = (byte) time.getSecond();
        fields[at + 3] = (byte) (micros >> 16);
        fields[at + 4] = (byte) (micros >> 8);
        fields[at + 5] = (byte) micros;
    }

    /// Nanoseconds as microseconds, which is all that Python has.
    static int micros(int nanos, Object value) {
        if (nanos % NANOS_A_MICRO != 0) {
            throw new IllegalArgumentException(value + ": Python's times are whole microseconds");
        }
        return nanos / NANOS_A_MICRO;
    }
}
