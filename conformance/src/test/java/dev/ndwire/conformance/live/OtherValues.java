package dev.ndwire.conformance.live;

import dev.ndwire.core.value.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.PeriodDuration;
import org.jspecify.annotations.Nullable;

/// Values of the same class that a column has room for.
final class OtherValues {
    private OtherValues() {}

    /// Another value than this one.
    ///
    /// @return null if nothing in it can be changed: an empty list
    static @Nullable Object than(Object value) {
        return switch (value) {
            case Boolean bool -> !bool;
            case Byte number -> (byte) (number ^ 1);
            case Short number -> (short) (number ^ 1);
            case Integer number -> number ^ 1;
            case Long number -> number ^ 1;
            case BigInteger number -> number.xor(BigInteger.ONE);
            case Float number -> number == 0 ? 1f : -number;
            case Double number -> number == 0 ? 1.0 : -number;
            case BigDecimal number -> number.signum() == 0 ? number.add(number.ulp()) : number.negate();
            case String text -> text + "!";
            case Bytes bytes -> bytes(bytes.toArray());
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            default -> time(value);
        };
    }

    private static @Nullable Object time(Object value) {
        return switch (value) {
            case LocalDate day -> day.plusDays(1);
            case LocalTime time -> time.plusSeconds(1);
            case LocalDateTime time -> time.plusSeconds(1);
            case ZonedDateTime time -> time.plusSeconds(1);
            case Duration span -> span.plusSeconds(1);
            case PeriodDuration span -> new PeriodDuration(span.getPeriod().plusDays(1), span.getDuration());
            default -> throw new IllegalArgumentException("no other value is known than " + value.getClass());
        };
    }

    private static @Nullable Object bytes(byte[] bytes) {
        if (bytes.length == 0) {
            return null;
        }
        bytes[0] ^= 1;
        return Bytes.of(bytes);
    }

    private static @Nullable Object list(List<?> list) {
        var changed = new ArrayList<@Nullable Object>(list);
        for (int i = 0; i < changed.size(); i++) {
            Object element = changed.get(i);
            Object other = element == null ? null : than(element);
            if (other != null) {
                changed.set(i, other);
                return changed;
            }
        }
        return null;
    }

    private static @Nullable Object map(Map<?, ?> map) {
        var changed = new LinkedHashMap<@Nullable Object, @Nullable Object>(map);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object other = entry.getValue() == null ? null : than(entry.getValue());
            if (other != null) {
                changed.put(entry.getKey(), other);
                return changed;
            }
        }
        return null;
    }
}
