package dev.ndwire.arrow.table;

import dev.ndwire.core.value.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Puts values of Java into vectors whose elements have no others inside of them.
final class VectorWriter {
    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_MICRO = 1000;

    private VectorWriter() {}

    /// Puts a value.
    ///
    /// @throws ClassCastException if the vector's type has no such values
    /// @throws ArithmeticException if the value is outside of the type's range
    static void put(FieldVector vector, int row, Object value) {
        switch (vector) {
            case BitVector v -> v.setSafe(row, (Boolean) value ? 1 : 0);
            case TinyIntVector v -> v.setSafe(row, (byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case SmallIntVector v -> v.setSafe(row, (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case IntVector v -> v.setSafe(row, (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case BigIntVector v -> v.setSafe(row, whole(value, Long.MIN_VALUE, Long.MAX_VALUE));
            case UInt1Vector v -> v.setSafe(row, (int) whole(value, 0, 0xff));
            case UInt2Vector v -> v.setSafe(row, (int) whole(value, 0, 0xffff));
            case UInt4Vector v -> v.setSafe(row, (int) whole(value, 0, 0xffff_ffffL));
            case UInt8Vector v -> v.setSafe(row, unsigned(value));
            case Float2Vector v -> v.setSafe(row, Float.floatToFloat16(((Number) value).floatValue()));
            case Float4Vector v -> v.setSafe(row, ((Number) value).floatValue());
            case Float8Vector v -> v.setSafe(row, ((Number) value).doubleValue());
            case DecimalVector v -> v.setSafe(row, decimal(value, v.getPrecision(), v.getScale()));
            case Decimal256Vector v -> v.setSafe(row, decimal(value, v.getPrecision(), v.getScale()));
            case VarCharVector v -> v.setSafe(row, utf8(value));
            case LargeVarCharVector v -> v.setSafe(row, utf8(value));
            case ViewVarCharVector v -> v.setSafe(row, utf8(value));
            case VarBinaryVector v -> v.setSafe(row, bytes(value));
            case LargeVarBinaryVector v -> v.setSafe(row, bytes(value));
            case ViewVarBinaryVector v -> v.setSafe(row, bytes(value));
            case FixedSizeBinaryVector v -> v.setSafe(row, exactly(v.getByteWidth(), bytes(value)));
            default -> putTime(vector, row, value);
        }
    }

    private static void putTime(FieldVector vector, int row, Object value) {
        switch (vector) {
            case DateDayVector v -> v.setSafe(row, Math.toIntExact(((LocalDate) value).toEpochDay()));
            case DateMilliVector v ->
                v.setSafe(row, Math.multiplyExact(((LocalDate) value).toEpochDay(), MILLIS_PER_DAY));
            case TimeSecVector v -> v.setSafe(row, ((LocalTime) value).toSecondOfDay());
            case TimeMilliVector v -> v.setSafe(row, (int) (((LocalTime) value).toNanoOfDay() / NANOS_PER_MILLI));
            case TimeMicroVector v -> v.setSafe(row, ((LocalTime) value).toNanoOfDay() / NANOS_PER_MICRO);
            case TimeNanoVector v -> v.setSafe(row, ((LocalTime) value).toNanoOfDay());
            case TimeStampVector v ->
                v.setSafe(row, timestamp((ArrowType.Timestamp) v.getField().getType(), value));
            case DurationVector v -> {
                TimeUnit unit = ((ArrowType.Duration) v.getField().getType()).getUnit();
                v.setSafe(
                        row, TimeValues.units(unit, ((Duration) value).toSeconds(), ((Duration) value).toNanosPart()));
            }
            case IntervalYearVector v -> v.setSafe(row, Math.toIntExact(((Period) value).toTotalMonths()));
            case IntervalDayVector v -> {
                long millis = ((Duration) value).toMillis();
                v.setSafe(row, Math.toIntExact(millis / MILLIS_PER_DAY), (int) (millis % MILLIS_PER_DAY));
            }
            case IntervalMonthDayNanoVector v -> {
                PeriodDuration span = (PeriodDuration) value;
                int months = Math.toIntExact(span.getPeriod().toTotalMonths());
                v.setSafe(
                        row,
                        months,
                        (int) span.getPeriod().get(ChronoUnit.DAYS),
                        span.getDuration().toNanos());
            }
            default -> throw new ClassCastException("not made of values one by one");
        }
    }

    private static long whole(Object value, long min, long max) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            throw new ClassCastException("not a whole number");
        }
        long number = value instanceof BigInteger big ? big.longValueExact() : ((Number) value).longValue();
        if (number < min || number > max) {
            throw new ArithmeticException("not from " + min + " to " + max);
        }
        return number;
    }

    private static long unsigned(Object value) {
        if (value instanceof BigInteger big) {
            if (big.signum() < 0 || big.compareTo(MAX_UINT64) > 0) {
                throw new ArithmeticException("not from 0 to " + MAX_UINT64);
            }
            return big.longValue();
        }
        return whole(value, 0, Long.MAX_VALUE);
    }

    private static BigDecimal decimal(Object value, int precision, int scale) {
        BigDecimal number = value instanceof BigInteger big ? new BigDecimal(big) : (BigDecimal) value;
        BigDecimal scaled = number.setScale(scale, RoundingMode.UNNECESSARY);
        if (scaled.precision() > precision) {
            throw new ArithmeticException("more than " + precision + " digits");
        }
        return scaled;
    }

    private static byte[] utf8(Object value) {
        return ((CharSequence) value).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Object value) {
        return value instanceof Bytes bytes ? bytes.toArray() : (byte[]) value;
    }

    private static byte[] exactly(int size, byte[] bytes) {
        if (bytes.length != size) {
            throw new ArithmeticException(bytes.length + " bytes instead of " + size);
        }
        return bytes;
    }

    private static long timestamp(ArrowType.Timestamp type, Object value) {
        if (type.getTimezone() == null) {
            return units(type, ((LocalDateTime) value).toInstant(ZoneOffset.UTC));
        }
        Instant instant = switch (value) {
            case ZonedDateTime time -> time.toInstant();
            case OffsetDateTime time -> time.toInstant();
            default -> (Instant) value;
        };
        return units(type, instant);
    }

    private static long units(ArrowType.Timestamp type, Instant instant) {
        return TimeValues.units(type.getUnit(), instant.getEpochSecond(), instant.getNano());
    }
}
