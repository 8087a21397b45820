package dev.ndwire.conformance.live;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyCounter;
import dev.ndwire.core.value.PyDefaultDict;
import dev.ndwire.core.value.PyDeque;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyFraction;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyOrderedDict;
import dev.ndwire.core.value.PyRange;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PySlice;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.pickle.NumpyScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What Java sees in the kinds of `kinds.py` that it has types for: the class, and the value.
final class ExpectedKinds {
    static final Map<String, Check> ALL = new TreeMap<>();

    private ExpectedKinds() {}

    /// A class that a value must have exactly, and what must hold for it.
    record Check(@Nullable Class<?> type, String expected, Predicate<@Nullable Object> holds) {
        /// Null if all is as it should be, else what is not.
        @Nullable
        String problemOf(@Nullable Object value) {
            Class<?> found = value == null ? null : value.getClass();
            if (type != found) {
                return "Java sees a " + found + ", expected a " + type;
            }
            return holds.test(value) ? null : "Java sees " + value + ", expected " + expected;
        }
    }

    private static void equal(String name, Object expected) {
        ALL.put(name, new Check(expected.getClass(), expected.toString(), expected::equals));
    }

    private static <T> void holding(String name, Class<T> type, Predicate<T> holds) {
        ALL.put(name, new Check(type, "something else", value -> holds.test(type.cast(value))));
    }

    static {
        scalars();
        containers();
        times();
        graphs();
        arrays();
    }

    private static void scalars() {
        ALL.put("none", new Check(null, "null", value -> true));
        equal("bool", true);
        equal("int", -7L);
        equal("int-of-64-bits", BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        equal("int-of-1000-bits", BigInteger.valueOf(3).pow(631).negate());
        equal("float", 0.1);
        equal("float-nan", Double.NaN);
        equal("str", "Zürich 😀");
        equal("str-surrogate", "a\ud800b");
        equal("bytes", Bytes.of((byte) 0, (byte) 255));
        equal("bytearray", new PyByteArray(Bytes.utf8("abc")));
        equal("complex", new Complex(3, -4));
        equal("range", new PyRange(2, 20, 3));
        equal("slice", new PySlice(1L, null, 2L));
        equal("decimal", new BigDecimal("1.50"));
        equal("fraction", new PyFraction(BigInteger.valueOf(-2), BigInteger.valueOf(3)));
        equal("uuid", new UUID(0, 12345));
        equal("class-by-name", new PyGlobal("decimal", "Decimal"));
        equal("function-by-name", new PyGlobal("_operator", "add"));
    }

    private static void containers() {
        equal("list", new ArrayList<>(List.of(1L, new ArrayList<>(Arrays.asList(2.5, null)))));
        equal("tuple", PyTuple.of(1L, PyTuple.of("a")));
        equal("dict", PyDict.of("a", 1L, 2L, List.of(3L), PyTuple.of(4L, null), Bytes.utf8("5")));
        equal("set", PySet.of(1L, "a", 2.5));
        equal("frozenset", PyFrozenSet.of(1L, PyTuple.of(2L, 3L)));
        equal("ordereddict", new PyOrderedDict(PyDict.of("b", 1L, "a", 2L)));
        equal("defaultdict", new PyDefaultDict(new PyGlobal("builtins", "list"), PyDict.of("a", List.of(1L))));
        equal("counter", new PyCounter(PyDict.of("a", 2L, "b", 1L, "c", 1L)));
        equal("deque", new PyDeque(List.of(1L, 2L), 5L));
    }

    private static void times() {
        equal("date", LocalDate.of(1970, 1, 31));
        equal("time", LocalTime.of(1, 2, 3, 456_000));
        equal("time-with-zone", OffsetTime.of(1, 2, 0, 0, ZoneOffset.ofHours(2)));
        equal("datetime", LocalDateTime.of(2026, 11, 23, 1, 2, 3, 4_000));
        equal("datetime-utc", OffsetDateTime.of(2026, 11, 23, 0, 0, 0, 0, ZoneOffset.UTC));
        equal("timedelta", Duration.ofSeconds(-86_400 + 5, 7_000));
        equal("timezone", ZoneOffset.ofHours(-5));
    }

    private static void graphs() {
        holding("shared", PyDeque.class, deque -> {
            List<?> items = List.copyOf(deque.items());
            List<?> inner = (List<?>) items.get(0);
            return inner.equals(List.of(1L, 2L))
                    && isSame(((PyDict) items.get(1)).get("again"), inner)
                    && isSame(items.get(2), inner);
        });
        holding("cyclic", PyDeque.class, deque -> {
            List<?> outer = (List<?>) List.copyOf(deque.items()).get(0);
            return outer.get(0).equals(1L) && isSame(outer.get(1), outer);
        });
    }

    // Which object it is, is what sharing is about.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(@Nullable Object one, Object other) {
        return one == other;
    }

    private static void arrays() {
        NDArray floats = NDArray.of(new double[][] {{0, 1, 2}, {3, 4, 5}});
        equal("ndarray", floats);
        holding(
                "ndarray-F",
                NDArray.class,
                array -> array.isFContiguous() && array.equals(NDArray.of(new long[][] {{0, 1, 2}, {3, 4, 5}})));
        holding(
                "ndarray-in-a-list",
                ArrayList.class,
                list -> list.get(0).equals(NDArray.of(new long[] {0, 1, 2}))
                        && list.get(1).equals(5L));
        holding(
                "ndarray-in-a-pickle",
                PyDict.class,
                dict -> NDArray.of(new double[] {0, 1, 2}).equals(dict.get(PyTuple.of("k", 1L))));
        equal("numpy-dtype", DType.parse(">f4"));
        holding("numpy-float64", NumpyScalar.class, scalar -> scalar.value().equals(0.5));
        holding(
                "numpy-int16",
                NumpyScalar.class,
                scalar -> scalar.array().dtype().str().equals("<i2") && ((Number) scalar.value()).longValue() == -3);
        holding(
                "numpy-datetime64",
                NumpyScalar.class,
                scalar -> scalar.array().dtype().str().equals("<M8[s]"));
    }
}
