package dev.ndwire.ndarray.print;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.BinaryFloat;
import dev.ndwire.ndarray.element.Calendar;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.element.FloatText;
import dev.ndwire.ndarray.element.FloatValue;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.lang.foreign.MemorySegment;
import java.util.StringJoiner;

/// Writes one element as Python's `repr` of the object that numpy makes of it: times become those of `datetime`.
public final class ObjectText {
    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final long SECONDS_OF_DAY = 86_400;
    private static final long MICROS_OF_DAY = SECONDS_OF_DAY * MICROS_OF_SECOND;
    private static final long MOST_MONTHS = 12 * 10_000L;
    private static final long MOST_DAYS = 999_999_999;

    private ObjectText() {}

    public static String of(MemorySegment segment, DType dtype, long at) {
        return switch (dtype.kind()) {
            case FLOAT -> FloatText.floating(new BinaryFloat(Elements.number(segment, dtype, at), Double.BYTES));
            case COMPLEX -> complex(Elements.complex(segment, dtype, at));
            case LONG_FLOAT -> "np.longdouble('" + FloatText.floating(FloatValue.of(segment, dtype, at)) + "')";
            case LONG_COMPLEX -> "np.clongdouble('" + bare(FloatText.complex(segment, dtype, at)) + "')";
            case BYTES, VOID, EXTENSION -> BytesText.repr(Elements.bytes(segment, dtype, at));
            case TEXT -> LiteralWriter.repr(Elements.text(segment, dtype, at));
            case DATETIME, TIMEDELTA -> time(Elements.integer(segment, dtype, at), dtype);
            default ->
                new ElementFormat(segment, true, true)
                        .of(dtype, new long[] {at})
                        .apply(at);
        };
    }

    private static String complex(Complex value) {
        return FloatText.complex(
                new BinaryFloat(value.real(), Double.BYTES), new BinaryFloat(value.imag(), Double.BYTES));
    }

    private static String bare(String text) {
        return text.startsWith("(") ? text.substring(1, text.length() - 1) : text;
    }

    private static String time(long ticks, DType dtype) {
        boolean hasNoUnit = dtype.kind() == Kind.DATETIME && dtype.unit() == DateUnit.GENERIC;
        if (ticks == DType.NAT || hasNoUnit) {
            return "None";
        }
        String number = Long.toString(ticks);
        try {
            long units = Math.multiplyExact(ticks, dtype.multiple());
            return dtype.kind() == Kind.DATETIME
                    ? date(units, dtype.unit(), number)
                    : span(units, dtype.unit(), number);
        } catch (ArithmeticException e) {
            return number;
        }
    }

    private static String date(long units, DateUnit unit, String number) {
        return switch (unit) {
            case YEAR -> month(Math.multiplyExact(units, 12L), number);
            case MONTH -> month(units, number);
            case WEEK -> day(Math.multiplyExact(units, 7L), number);
            case DAY -> day(units, number);
            default -> {
                long micros = micros(unit);
                yield micros == 0 ? number : moment(Math.multiplyExact(units, micros), number);
            }
        };
    }

    private static long micros(DateUnit unit) {
        return switch (unit) {
            case WEEK -> 7 * MICROS_OF_DAY;
            case DAY -> MICROS_OF_DAY;
            case HOUR -> 3600 * MICROS_OF_SECOND;
            case MINUTE -> 60 * MICROS_OF_SECOND;
            case SECOND -> MICROS_OF_SECOND;
            case MILLISECOND -> 1000;
            case MICROSECOND -> 1;
            default -> 0;
        };
    }

    private static boolean isYear(Calendar.Date date) {
        return date.year() >= 1 && date.year() <= 9999;
    }

    private static String month(long months, String number) {
        return Math.abs(months) > MOST_MONTHS ? number : day(Calendar.ofMonth(months), number);
    }

    private static String day(long days, String number) {
        Calendar.Date date = Calendar.ofDay(days);
        return isYear(date) ? "datetime.date(" + date.year() + ", " + date.month() + ", " + date.day() + ")" : number;
    }

    private static String moment(long micros, String number) {
        Calendar.Date date = Calendar.ofDay(Math.floorDiv(micros, MICROS_OF_DAY));
        if (!isYear(date)) {
            return number;
        }
        long inDay = Math.floorMod(micros, MICROS_OF_DAY);
        long second = inDay / MICROS_OF_SECOND;
        long fraction = inDay % MICROS_OF_SECOND;
        StringJoiner parts = new StringJoiner(", ", "datetime.datetime(", ")");
        parts.add(date.year() + ", " + date.month() + ", " + date.day());
        parts.add(second / 3600 + ", " + second / 60 % 60);
        if (second % 60 != 0 || fraction != 0) {
            parts.add(Long.toString(second % 60));
        }
        if (fraction != 0) {
            parts.add(Long.toString(fraction));
        }
        return parts.toString();
    }

    private static String span(long units, DateUnit unit, String number) {
        if (micros(unit) == 0) {
            return number;
        }
        long micros = Math.multiplyExact(units, micros(unit));
        long days = Math.floorDiv(micros, MICROS_OF_DAY);
        if (Math.abs(days) > MOST_DAYS) {
            return number;
        }
        long inDay = Math.floorMod(micros, MICROS_OF_DAY);
        StringJoiner parts = new StringJoiner(", ", "datetime.timedelta(", ")").setEmptyValue("datetime.timedelta(0)");
        add(parts, "days", days);
        add(parts, "seconds", inDay / MICROS_OF_SECOND);
        add(parts, "microseconds", inDay % MICROS_OF_SECOND);
        return parts.toString();
    }

    private static void add(StringJoiner parts, String name, long number) {
        if (number != 0) {
            parts.add(name + "=" + number);
        }
    }
}
