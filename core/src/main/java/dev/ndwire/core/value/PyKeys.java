package dev.ndwire.core.value;

import java.math.BigDecimal;
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

    // These have an order, which means nothing, for the sake of hash tables: keys that a hostile peer chose for their
    // equal hashes are then found by searching a tree and not one after another.

    private record TupleKey(List<@Nullable Object> elements) implements Comparable<TupleKey> {
        @Override
        public int compareTo(TupleKey other) {
            return compareAll(elements, other.elements);
        }
    }

    private record EnumKey(List<@Nullable Object> names) implements Comparable<EnumKey> {
        @Override
        public int compareTo(EnumKey other) {
            return compareAll(names, other.names);
        }
    }

    // The hash is kept: a set computes its own from all elements at every call.
    private record SetKey(Set<@Nullable Object> elements, List<@Nullable Object> sorted, int hash)
            implements Comparable<SetKey> {
        static SetKey of(List<@Nullable Object> standIns) {
            List<@Nullable Object> sorted = new ArrayList<>(standIns);
            sorted.sort(PyKeys::compare);
            Set<@Nullable Object> elements = new HashSet<>(standIns);
            return new SetKey(elements, sorted, elements.hashCode());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SetKey that && hash == that.hash && elements.equals(that.elements);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public int compareTo(SetKey other) {
            return compareAll(sorted, other.sorted);
        }
    }

    private static int compareAll(List<@Nullable Object> left, List<@Nullable Object> right) {
        if (left.size() != right.size()) {
            return Integer.compare(left.size(), right.size());
        }
        for (int i = 0; i < left.size(); i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    // Zero also for what has no order, as NaN: the table then compares one after another.
    @SuppressWarnings("unchecked") // Comparable stand-ins of one class compare with each other.
    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        if (left.getClass() != right.getClass()) {
            return left.getClass().getName().compareTo(right.getClass().getName());
        }
        return left instanceof Comparable<?> ? ((Comparable<Object>) left).compareTo(right) : 0;
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
        if (key instanceof PyFrozenSet set) {
            return set.key();
        }
        if (key instanceof Set<?> set) {
            return SetKey.of(standIns(set));
        }
        if (key instanceof List<?> list) {
            return new TupleKey(standIns(list));
        }
        if (key instanceof PyEnum member) {
            return new EnumKey(List.of(member.module(), member.className(), member.name()));
        }
        if (key instanceof Map<?, ?> map) {
            throw new IllegalArgumentException("a map of " + map.size() + " entries is no key");
        }
        return key;
    }

    static Object ofSet(PySet set) {
        return SetKey.of(standIns(set));
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
        return ofBig(new BigDecimal(number).toBigInteger());
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
