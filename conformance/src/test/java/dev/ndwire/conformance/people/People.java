package dev.ndwire.conformance.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The twins of the classes of `people.py`, and its cases by name.
final class People {
    private People() {}

    /// The example of Dask's page on serialization.
    record Human(String name) {}

    /// An object with an array, a dict that holds arrays, and another object.
    record Station(
            String name,
            int built,
            double height,
            List<String> tags,
            NDArray readings,
            Map<String, Object> byMonth,
            Human keeper) {}

    /// A plain class: its constructor takes its fields.
    static final class Pair {
        private final @Nullable Object left;
        private final @Nullable Object right;

        Pair(@Nullable Object left, @Nullable Object right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair that
                    && Arrays.asList(left, right).equals(Arrays.asList(that.left, that.right));
        }

        @Override
        public int hashCode() {
            return Arrays.asList(left, right).hashCode();
        }

        @Override
        public String toString() {
            return "Pair[" + left + ", " + right + "]";
        }
    }

    /// Python has no such class.
    record Ticket(long number, NDArray seats, Human owner) {}

    static final Serialization SERIALIZATION = Serialization.standard()
            .with(TypeSerializer.of(
                    Human.class,
                    "people.Human",
                    human -> Serialized.of(Header.EMPTY, Frame.of(human.name().getBytes(UTF_8))),
                    (header, frames) -> new Human(frames.get(0).toUtf8())))
            .with(TypeSerializer.generic(Station.class, "people.Station", MethodHandles.lookup())
                    .withName("byMonth", "by_month"))
            .with(TypeSerializer.generic(Pair.class, "people.Pair", MethodHandles.lookup(), "left", "right"))
            .with(TypeSerializer.generic(Ticket.class, MethodHandles.lookup()));

    /// What each case is in Java.
    static Map<String, Object> cases() {
        Map<String, Object> cases = new LinkedHashMap<>();
        cases.put("human", new Human("Alice"));
        cases.put("human-unicode", new Human("Åsa 😀"));
        cases.put("station", kew());
        cases.put("pair-simple", new Pair(null, PyDict.of("a", List.of(1L, -2.5, true), "b", Bytes.utf8("bytes"))));
        cases.put(
                "pair-of-pairs",
                new Pair(
                        new Pair(1L, NDArray.of(new long[] {0, 1})),
                        new Pair(new PyByteArray(Bytes.utf8("xyz")), new Human("Bo"))));
        cases.put("pair-pickled", new Pair(new PySet(List.of(7L)), PyDict.of(1L, "one", 2L, new PySet(List.of(3L)))));
        cases.put(
                "pair-lists",
                new Pair(
                        List.of(new Human("Cy"), new Human("Di")),
                        PyTuple.of(NDArray.of(new long[] {0, 1, 2}, DType.UINT16), "text")));
        cases.put("pair-empty", new Pair("", new PyDict()));
        return cases;
    }

    private static Station kew() {
        Map<String, Object> months = new LinkedHashMap<>();
        months.put("january", NDArray.of(new int[] {0, 1, 2}));
        months.put("note", "wet");
        months.put("later", PyDict.of("february", NDArray.of(new float[] {0.5f})));
        return new Station(
                "Kew",
                1840,
                5.5,
                List.of("old", "west"),
                NDArray.of(new double[][] {{0, 1, 2}, {3, 4, 5}}),
                months,
                new Human("Ada"));
    }
}
