package dev.ndwire.arrow.table;

import dev.ndwire.core.value.Bytes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Which column a component of a record becomes.
///
/// | Java | Arrow |
/// |---|---|
/// | `boolean`, `byte`, `short`, `int`, `long`, `float`, `double` | bool, int8 to int64, float32, float64; without
/// nulls |
/// | their boxes | the same, with nulls |
/// | [String], enums | string |
/// | [Bytes], `byte[]` | binary |
/// | [BigInteger] | decimal128(38, 0) |
/// | [BigDecimal] | decimal128(38, 18) |
/// | [LocalDate], [LocalTime] | date32, time64(ns) |
/// | [LocalDateTime] | timestamp(ns) |
/// | [Instant], [ZonedDateTime] | timestamp(ns, UTC) |
/// | [Duration] | duration(ns) |
/// | [List] and arrays of these | list |
/// | [Map] of these | map |
/// | records of these | struct |
///
/// Other types, units and widths are written by [Table#ofRows] and a schema.
public final class Columns {
    private static final int DECIMAL_PRECISION = 38;
    private static final int DECIMAL_SCALE = 18;
    private static final int DECIMAL_BITS = 128;

    private static final Map<Class<?>, ArrowType> PRIMITIVES = Map.ofEntries(
            Map.entry(boolean.class, new ArrowType.Bool()),
            Map.entry(byte.class, new ArrowType.Int(Byte.SIZE, true)),
            Map.entry(short.class, new ArrowType.Int(Short.SIZE, true)),
            Map.entry(int.class, new ArrowType.Int(Integer.SIZE, true)),
            Map.entry(long.class, new ArrowType.Int(Long.SIZE, true)),
            Map.entry(float.class, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Map.entry(double.class, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));

    private static final Map<Class<?>, ArrowType> OBJECTS = Map.ofEntries(
            Map.entry(Boolean.class, new ArrowType.Bool()),
            Map.entry(Byte.class, new ArrowType.Int(Byte.SIZE, true)),
            Map.entry(Short.class, new ArrowType.Int(Short.SIZE, true)),
            Map.entry(Integer.class, new ArrowType.Int(Integer.SIZE, true)),
            Map.entry(Long.class, new ArrowType.Int(Long.SIZE, true)),
            Map.entry(Float.class, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Map.entry(Double.class, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Map.entry(String.class, new ArrowType.Utf8()),
            Map.entry(Bytes.class, new ArrowType.Binary()),
            Map.entry(byte[].class, new ArrowType.Binary()),
            Map.entry(BigInteger.class, new ArrowType.Decimal(DECIMAL_PRECISION, 0, DECIMAL_BITS)),
            Map.entry(BigDecimal.class, new ArrowType.Decimal(DECIMAL_PRECISION, DECIMAL_SCALE, DECIMAL_BITS)),
            Map.entry(LocalDate.class, new ArrowType.Date(DateUnit.DAY)),
            Map.entry(LocalTime.class, new ArrowType.Time(TimeUnit.NANOSECOND, Long.SIZE)),
            Map.entry(LocalDateTime.class, new ArrowType.Timestamp(TimeUnit.NANOSECOND, null)),
            Map.entry(Instant.class, new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC")),
            Map.entry(ZonedDateTime.class, new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC")),
            Map.entry(Duration.class, new ArrowType.Duration(TimeUnit.NANOSECOND)));

    private Columns() {}

    /// The schema of a table of records.
    ///
    /// @param type the record
    /// @return a field for each component, in their order
    /// @throws IllegalArgumentException if a component is of a type that is not in the table above; the message says
    ///     which
    public static Schema of(Class<? extends Record> type) {
        return new Schema(fields(type));
    }

    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> field(component.getName(), component.getGenericType(), component))
                .toList();
    }

    private static Field field(String name, Type type, RecordComponent component) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return list(name, field("item", arguments[0], component));
            }
            if (generic.getRawType() == Map.class) {
                return map(name, field("key", arguments[0], component), field("value", arguments[1], component));
            }
        }
        if (type instanceof Class<?> plain) {
            return field(name, plain, component);
        }
        throw unknown(type, component);
    }

    private static Field field(String name, Class<?> type, RecordComponent component) {
        if (PRIMITIVES.containsKey(type)) {
            return new Field(name, FieldType.notNullable(PRIMITIVES.get(type)), List.of());
        }
        if (OBJECTS.containsKey(type)) {
            return Field.nullable(name, OBJECTS.get(type));
        }
        if (type.isEnum()) {
            return Field.nullable(name, new ArrowType.Utf8());
        }
        if (type.isRecord()) {
            return new Field(name, FieldType.nullable(new ArrowType.Struct()), fields(type));
        }
        if (type.isArray()) {
            return list(name, field("item", type.getComponentType(), component));
        }
        throw unknown(type, component);
    }

    private static Field list(String name, Field item) {
        return new Field(name, FieldType.nullable(new ArrowType.List()), List.of(item));
    }

    private static Field map(String name, Field key, Field value) {
        var required = new Field("key", new FieldType(false, key.getType(), null), key.getChildren());
        var entries = new Field("entries", FieldType.notNullable(new ArrowType.Struct()), List.of(required, value));
        return new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(entries));
    }

    private static IllegalArgumentException unknown(Type type, RecordComponent component) {
        return new IllegalArgumentException("component '" + component.getName() + "' of "
                + component.getDeclaringRecord().getSimpleName() + " is of type " + type.getTypeName()
                + ", which no column has");
    }
}
