package dev.ndwire.core.pickle;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDateTime;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTime;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `datetime.time` and `datetime.datetime`, each of which is one of three Java classes: without a time zone, with a
/// plain offset, and all else.
///
/// @param type the Python class
/// @param isDateTime whether it is `datetime`
record ClockConstructor(PyGlobal type, boolean isDateTime) implements PickleConstructor {
    static ClockConstructor ofTime() {
        return new ClockConstructor(new PyGlobal("datetime", "time"), false);
    }

    /// In Python the name of this class is another object than the equal name of its module, so both are written.
    @SuppressWarnings("StringOperationCanBeSimplified")
    static ClockConstructor ofDateTime() {
        return new ClockConstructor(new PyGlobal("datetime", new String("datetime".toCharArray())), true);
    }

    @Override
    public List<String> pythonNames() {
        return List.of(type.qualified());
    }

    @Override
    public List<Class<?>> javaTypes() {
        return isDateTime
                ? List.of(LocalDateTime.class, OffsetDateTime.class, PyDateTime.class)
                : List.of(LocalTime.class, OffsetTime.class, PyTime.class);
    }

    @Override
    public Object construct(PyObject object) {
        int count = object.arguments().size();
        if (!StandardConstructors.isCall(object) || !object.effects().isEmpty() || count < 1 || count > 2) {
            return object;
        }
        Object packed = object.arguments().get(0);
        PackedTime local = isDateTime ? PackedTime.dateTime(packed) : PackedTime.time(packed);
        Object zone = count == 2 ? object.arguments().get(1) : null;
        // None is never written as a time zone, and what is no object of Python's classes can't be one.
        boolean known = count == 1 || zone instanceof ZoneOffset || zone instanceof PyObject;
        return local == null || !known ? object : make(local, zone);
    }

    private Object make(PackedTime local, @Nullable Object zone) {
        Object value = local.value();
        boolean lossless = !local.fold() && !(zone instanceof PyObject);
        if (value instanceof LocalDateTime time) {
            return lossless ? withOffset(time, zone) : new PyDateTime(time, zone, local.fold());
        }
        LocalTime time = (LocalTime) value;
        return lossless ? withOffset(time, zone) : new PyTime(time, zone, local.fold());
    }

    private static Object withOffset(LocalDateTime time, @Nullable Object zone) {
        return zone instanceof ZoneOffset offset ? OffsetDateTime.of(time, offset) : time;
    }

    private static Object withOffset(LocalTime time, @Nullable Object zone) {
        return zone instanceof ZoneOffset offset ? OffsetTime.of(time, offset) : time;
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        if (value instanceof OffsetDateTime time) {
            return call(PackedTime.pack(time.toLocalDateTime(), false), time.getOffset());
        } else if (value instanceof OffsetTime time) {
            return call(PackedTime.pack(time.toLocalTime(), false), time.getOffset());
        } else if (value instanceof PyDateTime time) {
            return call(PackedTime.pack(time.local(), time.fold()), time.tzinfo());
        } else if (value instanceof PyTime time) {
            return call(PackedTime.pack(time.local(), time.fold()), time.tzinfo());
        }
        Bytes packed = value instanceof LocalDateTime time
                ? PackedTime.pack(time, false)
                : PackedTime.pack((LocalTime) value, false);
        return call(packed, null);
    }

    private PyObject call(Bytes packed, @Nullable Object zone) {
        return zone == null ? PyObject.call(type, packed) : PyObject.call(type, packed, zone);
    }
}
