package dev.ndwire.core.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives each value a stand-in whose Java equality is the value's Python equality.
///
/// Python: `1 == 1.0 == True == complex(1)`, `0.0 == -0.0`, NaN equals nothing but the very same object, and tuples
/// and frozensets compare element by element.
final class PyKeys {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private PyKeys() {}

    private record TupleKey(List<@Nullable Object> elements) {}

    /// The hash is kept: a set's own is computed from all elements at every call.
    private record SetKey(Set<@Nullable Object> elements, int hash) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SetKey that && that.hash == hash && that.elements.equals(elements);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /// NaN, known by its box alone.
    private record SameObject(Object box) {
        @Override
        @SuppressWarnings("ReferenceEquality") // Python's rule for NaN: equal to the very same object alone.
        public boolean equals(@Nullable Object other) {
            return other instanceof SameObject that && that.box == box;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(box);
        }
    }

    static @Nullable Object standIn(@Nullable Object key) {
        if (key == null || key instanceof String || key instanceof Long || key instanceof Bytes) {
            return key;
        }
        if (key instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        if (key instanceof Number number) {
            return ofNumber(number);
        }
        if (key instanceof Complex number) {
            return ofComplex(number);
        }
        if (key instanceof PySet set) {
            return ofSet(set);
        }
        if (key instanceof PyFrozenSet set) {
            return set.key();
        }
        if (key instanceof List<?> list) {
            return new TupleKey(standIns(list));
        }
        if (key instanceof Map<?, ?> map) {
            throw new IllegalArgumentException("a map of " + map.size() + " entries is no key");
        }
        return key;
    }

    static Object ofSet(PySet set) {
        Set<@Nullable Object> elements = new HashSet<>(standIns(set));
        return new SetKey(elements, elements.hashCode());
    }

    private static Object ofNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return ofDouble(number, number.doubleValue());
        }
        if (number instanceof BigInteger big) {
            return ofBig(big);
        }
        boolean small = number instanceof Integer || number instanceof Short || number instanceof Byte;
        return small ? (Object) number.longValue() : number;
    }

    private static List<@Nullable Object> standIns(Collection<?> elements) {
        List<@Nullable Object> standIns = new ArrayList<>(elements.size());
        for (Object element : elements) {
            standIns.add(standIn(element));
        }
        return standIns;
    }

    private static Object ofBig(BigInteger number) {
        boolean fits = number.compareTo(LONG_MIN) >= 0 && number.compareTo(LONG_MAX) <= 0;
        return fits ? (Object) number.longValue() : number;
    }

    private static Object ofDouble(Object box, double number) {
        if (Double.isNaN(number)) {
            return new SameObject(box);
        }
        if (Double.isInfinite(number) || number != Math.rint(number)) {
            return number;
        }
        if (number >= -0x1p63 && number < 0x1p63) {
            return (long) number;
        }
        return ofBig(new java.math.BigDecimal(number).toBigInteger());
    }

    private static Object ofComplex(Complex number) {
        if (number.imag() == 0) {
            return ofDouble(number, number.real());
        }
        if (Double.isNaN(number.real()) || Double.isNaN(number.imag())) {
            return new SameObject(number);
        }
        return new Complex(number.real() + 0.0, number.imag());
    }
}
