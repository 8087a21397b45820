package dev.ndwire.arrow.table;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Timestamps as java.time has them, and back.
final class TimeValues {
    private TimeValues() {}

    static long perSecond(org.apache.arrow.vector.types.TimeUnit unit) {
        return switch (unit) {
            case SECOND -> 1;
            case MILLISECOND -> TimeUnit.SECONDS.toMillis(1);
            case MICROSECOND -> TimeUnit.SECONDS.toMicros(1);
            case NANOSECOND -> TimeUnit.SECONDS.toNanos(1);
        };
    }

    /// A timestamp: with a zone a [java.time.ZonedDateTime], without one a [LocalDateTime].
    ///
    /// @throws DateTimeException if java.time does not hold the time, or does not know the zone
    static Object timestamp(ArrowType.Timestamp type, long value) {
        long per = perSecond(type.getUnit());
        long nanos = Math.floorMod(value, per) * (TimeUnit.SECONDS.toNanos(1) / per);
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(value, per), nanos);
        return type.getTimezone() == null
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                : instant.atZone(ZoneId.of(type.getTimezone()));
    }

    /// A point in time in units since 1970.
    ///
    /// @throws ArithmeticException if there are too many
    static long units(org.apache.arrow.vector.types.TimeUnit unit, long seconds, int nanos) {
        long per = perSecond(unit);
        return Math.addExact(Math.multiplyExact(seconds, per), nanos / (TimeUnit.SECONDS.toNanos(1) / per));
    }
}
