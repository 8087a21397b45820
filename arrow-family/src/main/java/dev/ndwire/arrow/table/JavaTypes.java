package dev.ndwire.arrow.table;

import dev.ndwire.arrow.ipc.StorageTypes;
import dev.ndwire.core.value.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Which classes of Java the elements of a field are of: the table at [Column#get], the other way round.
final class JavaTypes {
    private JavaTypes() {}

    /// Whether a value is of the class that the elements of a field have.
    static boolean isOf(Field field, Object value) {
        return switch (StorageTypes.of(field.getType())) {
            case ArrowType.Bool ignored -> value instanceof Boolean;
            case ArrowType.Int type -> isInteger(type, value);
            case ArrowType.FloatingPoint type ->
                type.getPrecision() == FloatingPointPrecision.DOUBLE ? value instanceof Double : value instanceof Float;
            case ArrowType.Decimal ignored -> value instanceof BigDecimal;
            case ArrowType.Utf8 ignored -> value instanceof CharSequence;
            case ArrowType.LargeUtf8 ignored -> value instanceof CharSequence;
            case ArrowType.Utf8View ignored -> value instanceof CharSequence;
            case ArrowType.Binary ignored -> isBytes(value);
            case ArrowType.LargeBinary ignored -> isBytes(value);
            case ArrowType.BinaryView ignored -> isBytes(value);
            case ArrowType.FixedSizeBinary ignored -> isBytes(value);
            case ArrowType.Date ignored -> value instanceof LocalDate;
            case ArrowType.Time ignored -> value instanceof LocalTime;
            case ArrowType.Timestamp type -> isTimestamp(type, value);
            case ArrowType.Duration ignored -> value instanceof Duration;
            case ArrowType.Interval type -> isInterval(type, value);
            default -> isNested(field, value);
        };
    }

    private static boolean isNested(Field field, Object value) {
        return switch (StorageTypes.of(field.getType())) {
            case ArrowType.Null ignored -> false;
            case ArrowType.Struct ignored ->
                value instanceof Map<?, ?> map
                        && map.keySet()
                                .equals(field.getChildren().stream()
                                        .map(Field::getName)
                                        .collect(Collectors.toSet()));
            case ArrowType.Map ignored -> value instanceof Map;
            case ArrowType.Union ignored -> field.getChildren().stream().anyMatch(child -> isOf(child, value));
            case ArrowType.RunEndEncoded ignored -> isOf(field.getChildren().get(1), value);
            default -> (value instanceof Collection || value.getClass().isArray()) && !isBytes(value);
        };
    }

    private static boolean isInteger(ArrowType.Int type, Object value) {
        int bits = type.getIsSigned() ? type.getBitWidth() : 2 * type.getBitWidth();
        return switch (value) {
            case Byte ignored -> bits == Byte.SIZE;
            case Short ignored -> bits == Short.SIZE && type.getIsSigned();
            // 8 unsigned bits become an Integer too.
            case Integer ignored -> bits == Integer.SIZE || (bits == Short.SIZE && !type.getIsSigned());
            case Long ignored -> bits == Long.SIZE;
            case BigInteger ignored -> bits > Long.SIZE;
            default -> false;
        };
    }

    private static boolean isBytes(Object value) {
        return value instanceof Bytes || value instanceof byte[];
    }

    private static boolean isTimestamp(ArrowType.Timestamp type, Object value) {
        return type.getTimezone() == null
                ? value instanceof LocalDateTime
                : value instanceof ZonedDateTime || value instanceof OffsetDateTime || value instanceof Instant;
    }

    private static boolean isInterval(ArrowType.Interval type, Object value) {
        return switch (type.getUnit()) {
            case YEAR_MONTH -> value instanceof Period;
            case DAY_TIME -> value instanceof Duration;
            case MONTH_DAY_NANO -> value instanceof PeriodDuration;
        };
    }

    /// Whether a value is a number that a field of numbers may take.
    static boolean isTaken(Field field, Object value) {
        return switch (StorageTypes.of(field.getType())) {
            case ArrowType.Int ignored ->
                value instanceof Number
                        && !(value instanceof Double || value instanceof Float || value instanceof BigDecimal);
            case ArrowType.FloatingPoint ignored -> value instanceof Number;
            default -> false;
        };
    }
}
