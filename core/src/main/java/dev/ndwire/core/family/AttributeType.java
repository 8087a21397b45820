package dev.ndwire.core.family;

import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyTuple;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes of a received value what an attribute's Java type holds, and refuses what it does not.
///
/// Numbers are narrowed where nothing is lost; an `int` serves for a `double`, as Python has it. The elements of
/// lists, sets and maps are looked at where the type says what they are.
final class AttributeType {
    // Integers up to here are doubles too.
    private static final long EXACT = 1L << 53;

    private AttributeType() {}

    /// Converts.
    ///
    /// @param value what was received
    /// @param type what is expected
    /// @param where what the value is, for the error
    /// @return a value of the type
    /// @throws MalformedHeaderException if there is none
    static @Nullable Object convert(@Nullable Object value, Type type, String where) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return value == null ? null : ofGeneric(value, raw, generic.getActualTypeArguments(), where);
        }
        if (type instanceof WildcardType wildcard) {
            return convert(value, wildcard.getUpperBounds()[0], where);
        }
        if (type instanceof TypeVariable<?> variable) {
            return convert(value, variable.getBounds()[0], where);
        }
        return type instanceof Class<?> plain ? ofClass(value, plain, where) : ofClass(value, Object[].class, where);
    }

    private static Object ofGeneric(Object value, Class<?> raw, Type[] arguments, String where) {
        if (value instanceof List<?> list && isAnyOf(raw, List.class, Collection.class, Iterable.class)) {
            return arguments[0].equals(Object.class)
                    ? list
                    : Collections.unmodifiableList(elements(list, arguments[0], where));
        }
        if (value instanceof Set<?> set && isAnyOf(raw, Set.class, Collection.class, Iterable.class)) {
            return arguments[0].equals(Object.class)
                    ? set
                    : Collections.unmodifiableSet(new LinkedHashSet<>(elements(set, arguments[0], where)));
        }
        if (value instanceof Map<?, ?> map && raw.equals(Map.class)) {
            return entries(map, arguments, where);
        }
        return checked(value, raw, raw, where);
    }

    private static boolean isAnyOf(Class<?> raw, Class<?>... types) {
        return List.of(types).contains(raw);
    }

    private static List<@Nullable Object> elements(Collection<?> values, Type type, String where) {
        List<@Nullable Object> converted = new ArrayList<>(values.size());
        for (Object value : values) {
            converted.add(convert(value, type, "an element of " + where));
        }
        return converted;
    }

    private static Map<?, ?> entries(Map<?, ?> map, Type[] types, String where) {
        if (types[0].equals(Object.class) && types[1].equals(Object.class)) {
            return map;
        }
        Map<@Nullable Object, @Nullable Object> converted = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> converted.put(
                convert(key, types[0], "a key of " + where), convert(value, types[1], "a value of " + where)));
        return Collections.unmodifiableMap(converted);
    }

    private static @Nullable Object ofClass(@Nullable Object value, Class<?> type, String where) {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        if (value == null) {
            if (type.isPrimitive()) {
                throw wrong(value, type, where);
            }
            return null;
        }
        if (value instanceof Long number) {
            return ofLong(number, type, boxed, where);
        }
        if (value instanceof Double number && boxed.equals(Float.class)) {
            float narrow = number.floatValue();
            if (Double.compare(narrow, number) != 0 && !Double.isNaN(number)) {
                throw outside(value, type, where);
            }
            return narrow;
        }
        if (value instanceof Bytes bytes && type.equals(byte[].class)) {
            return bytes.toArray();
        }
        if (value instanceof List<?> list && type.equals(PyTuple.class)) {
            return PyTuple.copyOf(list);
        }
        return checked(value, boxed, type, where);
    }

    private static Object checked(Object value, Class<?> boxed, Class<?> type, String where) {
        if (!boxed.isInstance(value)) {
            throw wrong(value, type, where);
        }
        return value;
    }

    private static Object ofLong(Long number, Class<?> type, Class<?> boxed, String where) {
        if (boxed.equals(BigInteger.class)) {
            return BigInteger.valueOf(number);
        }
        boolean fits = true;
        Object narrow = number;
        if (boxed.equals(Integer.class)) {
            narrow = number.intValue();
            fits = number.intValue() == number;
        } else if (boxed.equals(Short.class)) {
            narrow = number.shortValue();
            fits = number.shortValue() == number;
        } else if (boxed.equals(Byte.class)) {
            narrow = number.byteValue();
            fits = number.byteValue() == number;
        } else if (boxed.equals(Double.class)) {
            narrow = number.doubleValue();
            fits = Math.abs(number) <= EXACT && number != Long.MIN_VALUE;
        } else if (boxed.equals(Float.class)) {
            narrow = number.floatValue();
            fits = number <= 1 << 24 && number >= -(1 << 24);
        }
        if (!fits) {
            throw outside(number, type, where);
        }
        return checked(narrow, boxed, type, where);
    }

    private static MalformedHeaderException outside(Object value, Class<?> type, String where) {
        return new MalformedHeaderException(where + " is " + value + ", which is no " + type.getTypeName());
    }

    private static MalformedHeaderException wrong(@Nullable Object value, Class<?> type, String where) {
        return new MalformedHeaderException(where + " is " + Header.nameOf(value) + ", expected " + type.getTypeName());
    }
}
