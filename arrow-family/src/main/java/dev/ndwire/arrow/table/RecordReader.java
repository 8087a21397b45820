package dev.ndwire.arrow.table;

import dev.ndwire.core.value.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes records of a table's rows.
final class RecordReader<R extends Record> {
    private static final Map<Class<?>, Function<Number, Object>> NUMBERS = Map.ofEntries(
            Map.entry(byte.class, n -> exactly(n, n.byteValue())),
            Map.entry(Byte.class, n -> exactly(n, n.byteValue())),
            Map.entry(short.class, n -> exactly(n, n.shortValue())),
            Map.entry(Short.class, n -> exactly(n, n.shortValue())),
            Map.entry(int.class, n -> exactly(n, n.intValue())),
            Map.entry(Integer.class, n -> exactly(n, n.intValue())),
            Map.entry(long.class, n -> exactly(n, n.longValue())),
            Map.entry(Long.class, n -> exactly(n, n.longValue())),
            Map.entry(float.class, RecordReader::toFloat),
            Map.entry(Float.class, RecordReader::toFloat),
            Map.entry(double.class, RecordReader::toDouble),
            Map.entry(Double.class, RecordReader::toDouble),
            Map.entry(BigInteger.class, n -> new BigDecimal(n.toString()).toBigIntegerExact()),
            Map.entry(BigDecimal.class, n -> new BigDecimal(n.toString())));

    private final Class<R> type;
    private final RecordAccess access;

    private RecordReader(Class<R> type, RecordAccess access) {
        this.type = type;
        this.access = access;
    }

    static <R extends Record> RecordReader<R> of(Class<R> type, MethodHandles.Lookup lookup) {
        return new RecordReader<>(type, new RecordAccess(lookup));
    }

    List<R> read(Table table) {
        RecordComponent[] components = type.getRecordComponents();
        int[] columns = new int[components.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Row.indexOf(table.schema(), components[i].getName());
        }
        return table.rows()
                .map(row -> {
                    var arguments = new @Nullable Object[columns.length];
                    for (int i = 0; i < columns.length; i++) {
                        arguments[i] = argument(row.get(columns[i]), components[i]);
                    }
                    return type.cast(RecordAccess.call(access.constructor(type), arguments));
                })
                .toList();
    }

    private @Nullable Object argument(@Nullable Object value, RecordComponent component) {
        try {
            return convert(value, component.getGenericType());
        } catch (ClassCastException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "component '" + component.getName() + "' of "
                            + component.getDeclaringRecord().getSimpleName() + " takes "
                            + component.getGenericType().getTypeName() + ", the column has " + describe(value),
                    e);
        }
    }

    private static String describe(@Nullable Object value) {
        return value == null ? "a null" : value.getClass().getSimpleName() + " " + value;
    }

    private @Nullable Object convert(@Nullable Object value, Type target) {
        if (target instanceof ParameterizedType generic) {
            return generic(value, generic);
        }
        Class<?> wanted = (Class<?>) target;
        if (value == null) {
            if (wanted.isPrimitive()) {
                throw new ClassCastException("null");
            }
            return null;
        }
        if (value instanceof Number number && NUMBERS.containsKey(wanted)) {
            return NUMBERS.get(wanted).apply(number);
        }
        if (wanted == boolean.class) {
            return (Boolean) value;
        }
        if (wanted == byte[].class) {
            return ((Bytes) value).toArray();
        }
        if (wanted == Instant.class && value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        if (wanted.isEnum()) {
            return constant(wanted, (String) value);
        }
        if (wanted.isRecord()) {
            return inner((Map<?, ?>) value, wanted);
        }
        return wanted.isArray() ? array((List<?>) value, wanted.getComponentType()) : wanted.cast(value);
    }

    private @Nullable Object generic(@Nullable Object value, ParameterizedType target) {
        Type[] arguments = target.getActualTypeArguments();
        if (value == null) {
            return null;
        }
        if (target.getRawType() == List.class) {
            var list = new ArrayList<@Nullable Object>();
            ((List<?>) value).forEach(element -> list.add(convert(element, arguments[0])));
            return list;
        }
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        ((Map<?, ?>) value)
                .forEach((key, element) -> map.put(convert(key, arguments[0]), convert(element, arguments[1])));
        return map;
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new ClassCastException("no constant " + name);
    }

    private @Nullable Object inner(Map<?, ?> values, Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        var arguments = new @Nullable Object[components.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(values.get(components[i].getName()), components[i]);
        }
        return RecordAccess.call(access.constructor(record), arguments);
    }

    private Object array(List<?> values, Class<?> element) {
        Object array = Array.newInstance(element, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, convert(values.get(i), element));
        }
        return array;
    }

    private static Number exactly(Number from, Number to) {
        boolean isSame = (from instanceof BigInteger || from instanceof BigDecimal)
                ? new BigDecimal(from.toString()).compareTo(BigDecimal.valueOf(to.longValue())) == 0
                : !(from instanceof Float || from instanceof Double) && from.longValue() == to.longValue();
        if (!isSame) {
            throw new ArithmeticException("does not fit");
        }
        return to;
    }

    private static Object toFloat(Number number) {
        if (!(number instanceof Float)) {
            throw new ArithmeticException("no float32");
        }
        return number;
    }

    private static Object toDouble(Number number) {
        if (!(number instanceof Float || number instanceof Double)) {
            throw new ArithmeticException("no float");
        }
        return number.doubleValue();
    }
}
