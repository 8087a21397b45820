package dev.ndwire.core.pickle;

import static dev.ndwire.core.pickle.StandardConstructors.argument;
import static dev.ndwire.core.pickle.StandardConstructors.isCall;

import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// `date`, `timedelta` and `timezone` of `datetime`; with [ClockConstructor], `time` and `datetime`.
final class TimeConstructors {
    private static final PyGlobal DATE = new PyGlobal("datetime", "date");
    private static final PyGlobal TIME_DELTA = new PyGlobal("datetime", "timedelta");
    private static final PyGlobal TIME_ZONE = new PyGlobal("datetime", "timezone");

    private static final long SECONDS_A_DAY = 86_400;
    private static final long MAX_DAYS = 999_999_999;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long NANOS_A_MICRO = 1000;

    private TimeConstructors() {}

    static List<PickleConstructor> all() {
        return List.of(
                ClockConstructor.ofTime(),
                ClockConstructor.ofDateTime(),
                new FunctionConstructor<>(
                        DATE.qualified(),
                        LocalDate.class,
                        TimeConstructors::date,
                        date -> PyObject.call(DATE, PackedTime.pack(date))),
                new FunctionConstructor<>(
                        TIME_DELTA.qualified(),
                        Duration.class,
                        TimeConstructors::duration,
                        TimeConstructors::ofDuration),
                new FunctionConstructor<>(
                        TIME_ZONE.qualified(),
                        ZoneOffset.class,
                        TimeConstructors::offset,
                        offset -> PyObject.call(TIME_ZONE, Duration.ofSeconds(offset.getTotalSeconds()))));
    }

    private static Object date(PyObject object) {
        PackedTime date = isCall(object, 1) ? PackedTime.date(argument(object, 0)) : null;
        return date == null ? object : date.value();
    }

    private static Object duration(PyObject object) {
        return isCall(object, 3)
                        && argument(object, 0) instanceof Long days
                        && argument(object, 1) instanceof Long seconds
                        && argument(object, 2) instanceof Long micros
                        && days >= -MAX_DAYS
                        && days <= MAX_DAYS
                        && isIn(seconds, SECONDS_A_DAY)
                        && isIn(micros, MICROS_A_SECOND)
                ? Duration.ofSeconds(days * SECONDS_A_DAY + seconds, micros * NANOS_A_MICRO)
                : object;
    }

    private static boolean isIn(long number, long end) {
        return number >= 0 && number < end;
    }

    private static PyObject ofDuration(Duration duration) {
        long seconds = duration.getSeconds();
        long days = Math.floorDiv(seconds, SECONDS_A_DAY);
        if (Math.abs(days) > MAX_DAYS) {
            throw new IllegalArgumentException(duration + " of " + days + " days: a timedelta has at most " + MAX_DAYS);
        }
        long micros = PackedTime.micros(duration.getNano(), duration);
        return PyObject.call(TIME_DELTA, days, Math.floorMod(seconds, SECONDS_A_DAY), micros);
    }

    /// An offset of whole seconds, up to 18 hours, and without a name of its own; others stay as they are.
    private static Object offset(PyObject object) {
        return isCall(object, 1)
                        && argument(object, 0) instanceof Duration duration
                        && duration.getNano() == 0
                        && Math.abs(duration.getSeconds()) <= ZoneOffset.MAX.getTotalSeconds()
                ? ZoneOffset.ofTotalSeconds((int) duration.getSeconds())
                : object;
    }
}
