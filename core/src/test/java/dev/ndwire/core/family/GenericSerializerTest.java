package dev.ndwire.core.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PyTuple;
import java.lang.invoke.MethodHandles;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GenericSerializerTest {
    record Reading(
            String station,
            long count,
            double mean,
            List<String> tags,
            @Nullable Object extra) {}

    record Numbers(
            boolean flag,
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            Integer boxed,
            BigInteger big,
            Bytes bytes,
            PyTuple pair) {}

    record Typed(List<Integer> ints, Map<String, Float> byName, Set<? extends Number> set) {}

    record Checked(int age) {
        Checked {
            if (age < 0) {
                throw new IllegalArgumentException("age " + age + " is below 0");
            }
        }
    }

    static final class RawBytes {
        private final byte[] raw;

        RawBytes(byte[] raw) {
            this.raw = raw;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof RawBytes that && Arrays.equals(raw, that.raw);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(raw);
        }
    }

    /// Keeps what its constructor takes, and something that it makes of it.
    static class Station {
        private final String name;
        private final Object data;
        private final int length;

        Station(String name, Object data) {
            this.name = name;
            this.data = data;
            this.length = name.length();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Station that
                    && getClass().equals(that.getClass())
                    && name.equals(that.name)
                    && data.equals(that.data)
                    && length == that.length;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, data);
        }
    }

    static final class Mast extends Station {
        private final double height;

        Mast(double height, String name, Object data) {
            super(name, data);
            this.height = height;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && other instanceof Mast that && height == that.height;
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    static final class Ambiguous {
        final int a;
        final int b;

        Ambiguous(int a) {
            this(a, 0);
        }

        Ambiguous(int a, int b) {
            this.a = a;
            this.b = b;
        }
    }

    class Inner {
        Object outer() {
            return GenericSerializerTest.this;
        }
    }

    enum Color {
        RED,
        GREEN
    }

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final String READING = "people.Reading";
    private static final Serialization STANDARD = Serialization.standard();
    private static final Serialization READINGS = STANDARD.with(TypeSerializer.generic(Reading.class, READING, LOOKUP));

    private static Serialized decoded(Serialized serialized) {
        byte[] header = MsgpackWriter.encode(serialized.header());
        return new Serialized(MsgpackReader.decodeHeader(header, HeaderLimits.standard()), serialized.frames());
    }

    private static @Nullable Object echo(Serialization serialization, Object value) {
        return serialization.deserialize(decoded(serialization.serialize(value)));
    }

    private static Reading reading(@Nullable Object extra) {
        return new Reading("Kew", 3, 0.5, List.of("a", "b"), extra);
    }

    private static Serialization with(Class<?> type) {
        return STANDARD.with(TypeSerializer.generic(type, LOOKUP));
    }

    /// A reading whose sub-header is changed.
    private static Serialized changed(Serialization by, Reading reading, String key, @Nullable Object value) {
        Serialized honest = by.serialize(reading);
        Header sub = honest.header().header("sub-header").with(key, value);
        return new Serialized(honest.header().with("sub-header", sub), honest.frames());
    }

    private static PyDict simple(@Nullable Object... more) {
        PyDict simple = PyDict.of("station", "Kew", "count", 3L, "mean", 0.5, "tags", List.of(), "extra", null);
        simple.putAll(PyDict.of(more));
        return simple;
    }

    private static void malformed(Serialized serialized, String message) {
        malformed(READINGS, serialized, message);
    }

    private static void malformed(Serialization by, Serialized serialized, String message) {
        assertThatExceptionOfType(dev.ndwire.core.header.MalformedHeaderException.class)
                .isThrownBy(() -> by.deserialize(decoded(serialized)))
                .withMessage(message);
    }

    private static void refused(Runnable call, String message) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(call::run)
                .withMessage(message);
    }

    @Test
    void putsSmallAttributesIntoTheHeaderAndOthersIntoFrames() {
        Serialized serialized = READINGS.serialize(reading(new PyByteArray(Bytes.utf8("xyz"))));
        Header sub = serialized.header().header("sub-header");
        assertThat(serialized.header().text("type")).isEqualTo(READING);
        assertThat(serialized.header().text("serializer")).isEqualTo("dask");
        assertThat(sub.text("serializer")).isEqualTo("dask");
        assertThat(sub.bytes("type-serialized")).isEqualTo(serialized.header().bytes("type-serialized"));
        assertThat(sub.get("simple"))
                .isEqualTo(PyDict.of("station", "Kew", "count", 3L, "mean", 0.5, "tags", List.of("a", "b")));
        Header extra = sub.header("complex").header("extra");
        assertThat(extra.integer("start")).isZero();
        assertThat(extra.integer("stop")).isOne();
        assertThat(extra.header("header").text("type")).isEqualTo("bytearray");
        assertThat(serialized.frames()).extracting(Frame::toUtf8).containsExactly("xyz");
    }

    @Test
    void rebuildsARecordThroughItsConstructor() {
        for (Object extra : new @Nullable Object[] {
            null,
            new PyByteArray(Bytes.utf8("xyz")),
            new PySet(List.of(1L, 2L)),
            PyDict.of("a", 1L),
            PyDict.of(
                    "a", 1L, "b", new PyByteArray(Bytes.EMPTY), "c", PyDict.of("d", new PyByteArray(Bytes.utf8("y")))),
            PyDict.of(1L, "one", PyTuple.of(2L), "two"),
            List.of(new PyByteArray(Bytes.utf8("p")), new PyByteArray(Bytes.utf8("q"))),
            reading(reading(new PyByteArray(Bytes.utf8("r")))),
            BigInteger.TWO.pow(80)
        }) {
            assertThat(echo(READINGS, reading(extra))).isEqualTo(reading(extra));
        }
    }

    @Test
    void keepsEveryKindOfNumber() {
        Serialization numbers = with(Numbers.class);
        for (Numbers value : List.of(
                new Numbers(
                        true,
                        (byte) -1,
                        (short) 2,
                        3,
                        4,
                        0.1f,
                        0.1,
                        5,
                        BigInteger.TEN,
                        Bytes.utf8("b"),
                        PyTuple.of(1L)),
                new Numbers(
                        false,
                        Byte.MIN_VALUE,
                        Short.MAX_VALUE,
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        Float.NaN,
                        Double.NEGATIVE_INFINITY,
                        -1,
                        BigInteger.TWO.pow(64).negate(),
                        Bytes.of(new byte[70_000]),
                        PyTuple.of()))) {
            assertThat(echo(numbers, value)).isEqualTo(value);
        }
        Serialization raw = with(RawBytes.class);
        assertThat(echo(raw, new RawBytes(new byte[] {1, 2}))).isEqualTo(new RawBytes(new byte[] {1, 2}));
        Serialized large = raw.serialize(new RawBytes(new byte[65537]));
        assertThat(large.frames()).extracting(Frame::byteSize).containsExactly(65537L);
    }

    @Test
    void looksAtTheElementsOfTypedCollections() {
        Serialization typed = with(Typed.class);
        Typed value = new Typed(List.of(1, 2), Map.of("a", 0.5f), Set.of(7L));
        assertThat(echo(typed, value)).isEqualTo(value);
        Serialized serialized = typed.serialize(value);
        Header sub = serialized.header().header("sub-header");
        malformed(
                typed,
                new Serialized(
                        serialized
                                .header()
                                .with(
                                        "sub-header",
                                        sub.with("simple", PyDict.of("ints", List.of(1L, "b"), "byName", PyDict.of()))),
                        serialized.frames()),
                "an element of attribute 'ints' of " + Typed.class.getName() + " is text, expected java.lang.Integer");
        malformed(
                typed,
                new Serialized(
                        serialized
                                .header()
                                .with(
                                        "sub-header",
                                        sub.with(
                                                "simple", PyDict.of("ints", List.of(), "byName", PyDict.of("a", 0.1)))),
                        serialized.frames()),
                "a value of attribute 'byName' of " + Typed.class.getName() + " is 0.1, which is no java.lang.Float");
    }

    @Test
    void rebuildsAClassThroughTheConstructorThatTakesItsFields() {
        Station kew = new Station("Kew", new PyByteArray(Bytes.utf8("d")));
        assertThat(echo(with(Station.class), kew)).isEqualTo(kew);
        TypeSerializer<Mast> named =
                TypeSerializer.generic(Mast.class, "people.Mast", LOOKUP, "height", "name", "data");
        Mast mast = new Mast(2, "Kew", List.of());
        assertThat(echo(STANDARD.with(named), mast)).isEqualTo(mast);
        assertThat(echo(with(Mast.class), mast)).isEqualTo(mast);
    }

    @Test
    void refusesClassesThatNoConstructorRebuilds() {
        String ambiguous = Ambiguous.class.getName();
        refusesToRegister(
                Ambiguous.class,
                ambiguous + " has 2 constructors whose parameters are fields by name and type, expected 1: name the"
                        + " fields that the constructor takes");
        assertThat(TypeSerializer.generic(Ambiguous.class, LOOKUP, "a").javaType())
                .isEqualTo(Ambiguous.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializer.generic(Ambiguous.class, LOOKUP, "a", "c"))
                .withMessage(ambiguous + " has no field 'c'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializer.generic(Station.class, LOOKUP, "name"))
                .withMessage(Station.class.getName() + " has no constructor that takes [java.lang.String]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializer.generic(Checked.class, LOOKUP, "age"))
                .withMessage(Checked.class.getName()
                        + " is a record, whose components are its attributes: no fields are named for it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializer.generic(Station.class, MethodHandles.publicLookup()))
                .withMessage(Station.class.getName() + " is out of the reach of java.lang.Object/publicLookup, give the"
                        + " lookup of a class that sees it");
        refusesToRegister(
                Inner.class, Inner.class.getName() + " is an inner class, expected one that a constructor makes");
        refusesToRegister(
                CharSequence.class, "java.lang.CharSequence is abstract, expected one that a constructor makes");
        refusesToRegister(
                Color.class,
                Color.class.getName()
                        + " is an enum, expected a record or a class: TypeSerializer.ofEnum is for enums");
    }

    private static void refusesToRegister(Class<?> type, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializer.generic(type, LOOKUP))
                .withMessage(message);
    }

    @Test
    void givesAttributesTheNamesThatPythonHas() {
        GenericSerializer<Reading> renamed =
                TypeSerializer.generic(Reading.class, READING, LOOKUP).withName("station", "station_name");
        Serialization by = STANDARD.with(renamed);
        assertThat(by.serialize(reading(null))
                        .header()
                        .header("sub-header")
                        .header("simple")
                        .text("station_name"))
                .isEqualTo("Kew");
        assertThat(echo(by, reading(null))).isEqualTo(reading(null));
        malformed(
                by,
                READINGS.serialize(reading(null)),
                "attribute 'station' of people.Reading is unknown, expected [station_name, count, mean, tags, extra]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> renamed.withName("place", "p"))
                .withMessage(Reading.class.getName()
                        + " has no attribute 'place', only [station, count, mean, tags, extra]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> renamed.withName("mean", "count"))
                .withMessage(Reading.class.getName() + " would have two attributes named 'count'");
    }

    @Test
    void refusesAttributesThatAreMissingUnknownOrOfAnotherType() {
        malformed(
                changed(READINGS, reading(null), "simple", PyDict.of("station", "Kew", "count", 1L)),
                "people.Reading has no attribute 'mean', only [station, count]");
        malformed(
                changed(READINGS, reading(null), "simple", simple("zeal", 1L)),
                "attribute 'zeal' of people.Reading is unknown, expected [station, count, mean, tags, extra]");
        malformed(
                changed(READINGS, reading(null), "simple", simple(1L, 1L)),
                "attribute '1' of people.Reading is unknown, expected [station, count, mean, tags, extra]");
        malformed(
                changed(READINGS, reading(null), "simple", simple("station", 1L)),
                "attribute 'station' of people.Reading is an integer, expected java.lang.String");
        malformed(
                changed(READINGS, reading(null), "simple", simple("count", null)),
                "attribute 'count' of people.Reading is nil, expected long");
        malformed(
                changed(READINGS, reading(null), "simple", simple("count", 1.5)),
                "attribute 'count' of people.Reading is a float, expected long");
        malformed(
                changed(READINGS, reading(null), "simple", simple("mean", Long.MAX_VALUE)),
                "attribute 'mean' of people.Reading is 9223372036854775807, which is no double");
        malformed(
                changed(READINGS, reading(null), "simple", simple("tags", "a")),
                "attribute 'tags' of people.Reading is text, expected java.util.List");
        malformed(
                changed(READINGS, reading(null), "simple", simple("tags", List.of(1L))),
                "an element of attribute 'tags' of people.Reading is an integer, expected java.lang.String");
        Serialization lenient = STANDARD.with(
                TypeSerializer.generic(Reading.class, READING, LOOKUP).ignoring("zeal"));
        assertThat(lenient.deserialize(changed(READINGS, reading(null), "simple", simple("zeal", 1L, "mean", 2L))))
                .isEqualTo(new Reading("Kew", 3, 2, List.of(), null));
    }

    @Test
    void refusesHeadersOfAnotherShape() {
        malformed(
                changed(READINGS, reading(null), "simple", 1L),
                "'simple' of people.Reading is an integer, expected a map");
        malformed(
                changed(READINGS, reading(null), "complex", null),
                "'complex' of people.Reading is nil, expected a map");
        malformed(
                changed(READINGS, reading(null), "complex", PyDict.of("extra", 1L)),
                "attribute 'extra' of people.Reading is an integer, expected a map");
        malformed(
                changed(READINGS, reading(null), "type-serialized", TypePickles.of("people.Other")),
                "attributes are of a people.Other, expected people.Reading");
        Serialized plain = READINGS.serialize(reading(new PyByteArray(Bytes.EMPTY)));
        malformed(
                complex(plain, 0, 1, 1L),
                "header of attribute 'extra' of people.Reading is an integer, expected a map");
        Serialized both = changed(READINGS, reading(new PyByteArray(Bytes.EMPTY)), "simple", simple());
        malformed(both, "attribute 'extra' of people.Reading is both simple and complex");
        malformed(
                complex(plain, 0, 1, Header.of("nested-dict", 1L)),
                "'nested-dict' of attribute 'extra' of people.Reading is an integer, expected a map");
        malformed(
                complex(plain, 0, 1, Header.of("nested-dict", Header.EMPTY)),
                "'simple' of attribute 'extra' of people.Reading is nil, expected a map");
    }

    private static Serialized complex(Serialized plain, long start, long stop, Object header) {
        Header sub = plain.header().header("sub-header");
        Header attribute = Header.of("header", header, "start", start, "stop", stop);
        return new Serialized(
                plain.header().with("sub-header", sub.with("complex", Header.of("extra", attribute))), plain.frames());
    }

    @Test
    void refusesPlacesOutsideOfTheFramesAndSharedOnes() {
        Serialized plain = READINGS.serialize(reading(new PyByteArray(Bytes.EMPTY)));
        for (long[] place : new long[][] {{0, 2}, {-1, 1}, {1, 0}, {2, 2}, {0, Long.MAX_VALUE}, {Long.MIN_VALUE, 0}}) {
            malformed(
                    complex(plain, place[0], place[1], Header.EMPTY),
                    "attribute 'extra' of people.Reading claims frames " + place[0] + " to " + place[1]
                            + ", expected a part of 0 to 1");
        }
        Serialized dict = READINGS.serialize(
                reading(PyDict.of("a", new PyByteArray(Bytes.EMPTY), "b", new PyByteArray(Bytes.EMPTY))));
        Header entries = dict.header()
                .header("sub-header")
                .header("complex")
                .header("extra")
                .header("header")
                .header("nested-dict");
        PyDict places = (PyDict) Objects.requireNonNull(entries.get("complex"));
        Header shared = ((Header) Objects.requireNonNull(places.get("b"))).with("start", 0L);
        Header twice = entries.with("complex", PyDict.of("a", places.get("a"), "b", shared));
        malformed(
                complex(dict, 0, 2, Header.of("nested-dict", twice)),
                "attribute 'b' of attribute 'extra' of people.Reading claims frames 0 to 2, expected a part of 1 to 2");
    }

    @Test
    void opensNoFamilyInsideThatIsNotAccepted() {
        Serialization daskOnly = READINGS.accepting("dask");
        String refusal = "object was serialized by family 'pickle', only [dask] are accepted";
        PySet pickled = new PySet(List.of(1L));
        for (Object extra : List.of(
                pickled,
                PyDict.of("a", pickled),
                PyDict.of("a", PyDict.of("b", pickled)),
                reading(pickled),
                List.of(new PyByteArray(Bytes.EMPTY), pickled))) {
            Serialized serialized = decoded(READINGS.serialize(reading(extra)));
            assertThat(READINGS.deserialize(serialized)).isEqualTo(reading(extra));
            refused(() -> daskOnly.deserialize(serialized), refusal);
        }
        refused(
                () -> READINGS.writing("dask").serialize(reading(pickled)),
                "no family of [dask] takes a dev.ndwire.core.value.PySet");
    }

    @Test
    void saysWhatTheConstructorRefuses() {
        Serialization by = with(Checked.class);
        Serialized honest = by.serialize(new Checked(1));
        Header sub = honest.header().header("sub-header").with("simple", PyDict.of("age", -1L));
        refused(
                () -> by.deserialize(Serialized.of(honest.header().with("sub-header", sub))),
                "constructor of " + Checked.class.getName()
                        + " refuses its attributes: java.lang.IllegalArgumentException: age -1 is below 0");
        Header wide = honest.header().header("sub-header").with("simple", PyDict.of("age", 1L << 32));
        malformed(
                by,
                Serialized.of(honest.header().with("sub-header", wide)),
                "attribute 'age' of " + Checked.class.getName() + " is 4294967296, which is no int");
    }

    @Test
    void refusesObjectsThatHoldThemselvesAndKeepsListsThatDo() {
        List<@Nullable Object> list = new ArrayList<>();
        Station station = new Station("Kew", list);
        list.add(new PyByteArray(Bytes.EMPTY));
        list.add(station);
        String message = "object holds itself, or nests deeper than 100 objects and maps";
        refused(() -> with(Station.class).serialize(station), message);
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("self", map);
        refused(() -> READINGS.serialize(reading(map)), message);
        List<Object> own = new ArrayList<>();
        own.add(own);
        Reading back = (Reading) Objects.requireNonNull(echo(READINGS, reading(own)));
        List<?> extra = (List<?>) Objects.requireNonNull(back.extra());
        assertThat(extra.get(0)).isSameAs(extra);
    }
}
