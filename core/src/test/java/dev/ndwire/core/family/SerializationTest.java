package dev.ndwire.core.family;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.RandomAccess;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SerializationTest {
    private static final Serialization STANDARD = Serialization.standard();

    /// The example of Dask's page on serialization.
    record Human(String name) {}

    private static final TypeSerializer<Human> HUMAN = TypeSerializer.of(
            Human.class,
            "people.Human",
            human -> Serialized.of(Header.EMPTY, Frame.utf8(human.name())),
            (header, frames) -> new Human(frames.get(0).toUtf8()));

    private static final String NO_FAMILY_FOR_HUMAN =
            "no family of [dask, pickle, jvm] takes a dev.ndwire.core.family.SerializationTest$Human: no way is known to"
                    + " pickle an instance of dev.ndwire.core.family.SerializationTest$Human; it has no serializer,"
                    + " Serialization.with(TypeSerializer.generic(Human.class, MethodHandles.lookup())) adds one";

    interface Shape {}

    interface Round extends Shape {}

    interface Named {}

    static class Circle implements Round {}

    static class NamedCircle extends Circle implements Named {}

    record Both() implements Round, Named {}

    private static <T> TypeSerializer<T> named(Class<T> type, String name) {
        return TypeSerializer.of(
                type, "shapes." + name, value -> Serialized.of(Header.of("as", name)), (header, frames) -> {
                    throw new SerializationException("a " + header.text("as") + " cannot be made here");
                });
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatExceptionOfType(SerializationException.class).isThrownBy(call).withMessage(message);
    }

    private static String chosen(Serialization serialization, Object value) {
        return serialization.serialize(value).header().header("sub-header").text("as");
    }

    @Test
    void serializesTheHumanOfDasksPage() {
        Serialization people = STANDARD.with(HUMAN);
        Serialized serialized = people.serialize(new Human("Ada"));
        assertThat(serialized.header().text("type")).isEqualTo("people.Human");
        assertThat(serialized.header().text("serializer")).isEqualTo("dask");
        assertThat(serialized.frames()).extracting(Frame::toUtf8).containsExactly("Ada");
        assertThat(people.deserialize(serialized)).isEqualTo(new Human("Ada"));
        assertThat(STANDARD.deserialize(serialized)).isEqualTo(serialized);
        refuses(() -> STANDARD.serialize(new Human("Ada")), NO_FAMILY_FOR_HUMAN);
    }

    @Test
    void keepsWholeWhatItHasNoTypeForWithoutWhatWasSaidOfItsFramesOnTheWay() {
        Serialized human = STANDARD.with(HUMAN).serialize(new Human("Ada"));
        Header cut = human.header().with("split-num-sub-frames", new long[] {1}).with("split-offsets", new long[] {0});
        Serialized onTheWay = new Serialized(cut.with("num-sub-frames", 1L), human.frames());
        assertThat(STANDARD.deserialize(onTheWay)).isEqualTo(human);
        assertThat(STANDARD.serialize(human)).isSameAs(human);
        assertThat(STANDARD.deserialize(STANDARD.serialize(List.of(human)))).isEqualTo(List.of(human));
    }

    // protocol.serialize(b"abc") of distributed 2026.8.0.
    @Test
    void writesTheHeaderOfBytesAsPythonDoes() {
        Serialized serialized = STANDARD.serialize(Bytes.utf8("abc"));
        assertThat(HexFormat.of().formatHex(MsgpackWriter.encode(serialized.header())))
                .isEqualTo(
                        "84aa7375622d68656164657280a474797065a56279746573af747970652d73657269616c697a6564c421800595"
                                + "16000000000000008c086275696c74696e73948c0562797465739493942eaa73657269616c697a6572a46461736b");
        assertThat(serialized.frames().get(0).toUtf8()).isEqualTo("abc");
        assertThat(STANDARD.deserialize(serialized)).isEqualTo(Bytes.utf8("abc"));
    }

    @Test
    void tellsBytesAndByteArraysApart() {
        PyByteArray array = new PyByteArray(Bytes.utf8("de"));
        assertThat(STANDARD.deserialize(STANDARD.serialize(array))).isEqualTo(array);
        assertThat(STANDARD.serialize(array).header().text("type")).isEqualTo("bytearray");
    }

    @Test
    void joinsTheFramesOfBytes() {
        Serialized whole = STANDARD.serialize(Bytes.utf8("abcd"));
        Frame frame = whole.frames().get(0);
        Serialized cut = Serialized.of(whole.header(), frame.slice(0, 1), frame.slice(2, 2));
        assertThat(STANDARD.deserialize(cut)).isEqualTo(Bytes.utf8("acd"));
    }

    @Test
    void registersNothingGlobally() {
        Serialization people = STANDARD.with(HUMAN);
        assertThat(Serialization.standard()).isSameAs(STANDARD);
        refuses(() -> Serialization.standard().serialize(new Human("Ada")), NO_FAMILY_FOR_HUMAN);
        people.accepting("msgpack");
        people.writing("msgpack");
        assertThat(people.deserializers())
                .isEqualTo(STANDARD.deserializers())
                .containsExactly("dask", "pickle", "jvm", "msgpack", "error");
        assertThat(people.serializers()).isEqualTo(STANDARD.serializers()).containsExactly("dask", "pickle", "jvm");
    }

    @Test
    void refusesASecondSerializerOfAType() {
        Serialization people = STANDARD.with(HUMAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> people.with(HUMAN))
                .withMessageStartingWith(
                        "a serializer for dev.ndwire.core.family.SerializationTest$Human is registered already: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> people.with(named(Circle.class, "Circle")).with(named(Circle.class, "Other")))
                .withMessageStartingWith("a serializer for " + Circle.class.getName() + " is registered already: ");
        TypeSerializer<Circle> bytes = TypeSerializer.of(
                Circle.class, "bytes", value -> Serialized.of(Header.EMPTY), (header, frames) -> new Circle());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> people.with(bytes))
                .withMessage("a serializer for builtins.bytes is registered already: "
                        + "dev.ndwire.core.family.BytesSerializer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> people.with(Family.of("dask", (value, context) -> null, (h, f, c) -> null)))
                .withMessage("a family named 'dask' is registered already");
    }

    @Test
    void findsABuiltinTypeByItsShortName() {
        TypeSerializer<Circle> set = TypeSerializer.of(
                Circle.class, "slice", value -> Serialized.of(Header.EMPTY), (header, frames) -> new Circle());
        Serialization mine = STANDARD.with(set);
        Serialized serialized = mine.serialize(new Circle());
        assertThat(serialized.header().text("type")).isEqualTo("slice");
        assertThat(mine.deserialize(serialized)).isInstanceOf(Circle.class);
    }

    @Test
    void choosesTheNearestSuperclassThenTheNearestInterface() {
        Serialization shapes = STANDARD.with(named(Shape.class, "Shape"));
        assertThat(chosen(shapes, new NamedCircle())).isEqualTo("Shape");
        shapes = shapes.with(named(Round.class, "Round"));
        assertThat(chosen(shapes, new NamedCircle())).isEqualTo("Round");
        assertThat(chosen(shapes, new Shape() {})).isEqualTo("Shape");
        Serialization ambiguous = shapes.with(named(Named.class, "Named"));
        refuses(
                () -> ambiguous.serialize(new Both()),
                "dev.ndwire.core.family.SerializationTest$Both fits serializers of several types, none nearer: "
                        + "[dev.ndwire.core.family.SerializationTest$Named,"
                        + " dev.ndwire.core.family.SerializationTest$Round]");
        assertThat(chosen(ambiguous.with(named(Circle.class, "Circle")), new NamedCircle()))
                .isEqualTo("Circle");
        assertThat(chosen(ambiguous.with(named(Both.class, "Both")), new Both()))
                .isEqualTo("Both");
    }

    @Test
    void readsOnlyTheFamiliesThatAreAccepted() {
        Serialized bytes = STANDARD.serialize(Bytes.utf8("a"));
        Serialized text = STANDARD.writing("msgpack").serialize("a");
        Serialization msgpackOnly = STANDARD.accepting("msgpack");
        assertThat(msgpackOnly.deserialize(text)).isEqualTo("a");
        refuses(
                () -> msgpackOnly.deserialize(bytes),
                "object was serialized by family 'dask', only [msgpack] are accepted");
        Serialized pickled = Serialized.of(Header.of("serializer", "pickle"));
        refuses(
                () -> STANDARD.accepting("dask", "error").deserialize(pickled),
                "object was serialized by family 'pickle', only [dask, error] are accepted");
        Serialized hostile = Serialized.of(Header.of("serializer", "x".repeat(1 << 20)));
        refuses(
                () -> STANDARD.deserialize(hostile),
                "object was serialized by family '" + "x".repeat(200)
                        + "…', only [dask, pickle, jvm, msgpack, error] are accepted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.accepting("dask", "arrow"))
                .withMessage("there is no family 'arrow', only [dask, pickle, jvm, msgpack, error]");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(Serialized.of(Header.EMPTY)))
                .withMessage("header has no 'serializer', only []");
    }

    @Test
    void writesWithTheFirstFamilyThatTakesTheValue() {
        assertThat(STANDARD.serialize(Bytes.EMPTY).header().text("serializer")).isEqualTo("dask");
        assertThat(STANDARD.serialize("text").header().text("serializer")).isEqualTo("pickle");
        assertThat(STANDARD.writing("msgpack").serialize(Bytes.EMPTY).header().text("serializer"))
                .isEqualTo("msgpack");
        refuses(() -> STANDARD.writing("dask").serialize("a"), "no family of [dask] takes a java.lang.String");
        refuses(() -> STANDARD.writing("dask").serialize(null), "no family of [dask] takes a None");
        refuses(() -> STANDARD.writing().serialize("a"), "no family of [] takes a java.lang.String");
        assertThat(STANDARD.writingAtMost(List.of("arrow", "msgpack")).serializers())
                .containsExactly("msgpack");
    }

    @Test
    void aFamilyOfTwoFunctionsIsAskedLast() {
        Family sealed = Family.of(
                "sealed",
                (value, context) -> value instanceof Human human
                        ? Serialized.of(Header.of("n", 1L), Frame.utf8(human.name()))
                        : null,
                (header, frames, context) -> new Human(frames.get(0).toUtf8() + header.integer("n")));
        Serialization mine = STANDARD.with(sealed);
        assertThat(mine.serializers()).containsExactly("dask", "pickle", "jvm", "sealed");
        assertThat(mine.deserialize(mine.serialize(new Human("Ada")))).isEqualTo(new Human("Ada1"));
        assertThat(mine.with(HUMAN).serialize(new Human("Ada")).header().text("serializer"))
                .isEqualTo("dask");
    }

    @Test
    void anErrorStopsAtTheFamilyThatTookTheValue() {
        Family failing = Family.of(
                "failing",
                (value, context) -> {
                    throw new SerializationException("mine, but broken");
                },
                (header, frames, context) -> null);
        refuses(() -> STANDARD.with(failing).writing("failing", "msgpack").serialize("a"), "mine, but broken");
    }

    @Test
    void raisesWhatTheSenderSaysWentWrong() {
        Serialized error =
                Serialized.of(Header.of("serializer", "error"), Frame.utf8("cannot pickle 'X'"), Frame.utf8("line 2"));
        refuses(
                () -> STANDARD.deserialize(error),
                "the sender could not serialize the object: cannot pickle 'X'\nline 2");
        Serialized told = STANDARD.onError(OnError.MESSAGE).serialize(new Human("Ada"));
        refuses(() -> STANDARD.deserialize(told), "the sender could not serialize the object: " + NO_FAMILY_FOR_HUMAN);
    }

    @Test
    void passesThroughWhatIsSerializedAlready() {
        Serialized already = Serialized.of(Header.of("serializer", "pickle"), Frame.utf8("x"));
        assertThat(STANDARD.serialize(already)).isSameAs(already);
        assertThat(STANDARD.serialize(new Serialize(already))).isSameAs(already);
    }

    @Test
    void opensNoPickleToFindAType() {
        Header header = STANDARD.serialize(Bytes.EMPTY).header();
        Bytes call = Bytes.of("cos\nsystem\n(S'id'\ntR.".getBytes(UTF_8));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> STANDARD.deserialize(Serialized.of(header.with("type-serialized", call))))
                .withMessage("pickled type is no bare global: found byte 0x28 at 11");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(Serialized.of(header.with("type-serialized", "bytes"))))
                .withMessage("header key 'type-serialized' is text, expected bytes");
    }

    @Test
    void refusesMsgpackLargerThanAHeaderBeforeItIsCopied() {
        Frame huge = Frame.join(Collections.nCopies(65, Frame.of(new byte[1 << 20])));
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(Serialized.of(Header.of("serializer", "msgpack"), huge)))
                .withMessage("msgpack of 68157440 bytes exceeds maxByteSize=67108864");
    }

    @Test
    void takesACollectionApartAndPutsItTogetherAgain() {
        PyDict nested = PyDict.of(
                "a", Bytes.utf8("x"), 2L, new ArrayList<>(List.of(Bytes.utf8("y"), PyTuple.of("text", Bytes.EMPTY))));
        Serialized serialized = STANDARD.serialize(nested);
        assertThat(serialized.header().flag("is-collection")).isTrue();
        assertThat(STANDARD.deserialize(serialized)).isEqualTo(nested);
        Header decoded = MsgpackReader.decodeHeader(MsgpackWriter.encode(serialized.header()), HeaderLimits.standard());
        assertThat(STANDARD.deserialize(new Serialized(decoded, serialized.frames())))
                .isEqualTo(nested);
        refuses(
                () -> STANDARD.accepting("msgpack").deserialize(serialized),
                "object was serialized by family 'dask', only [msgpack] are accepted");
    }

    @Test
    void refusesCollectionsThatLieAboutTheirElements() {
        Serialized honest = STANDARD.serialize(List.of(Bytes.utf8("x"), Bytes.utf8("y")));
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(
                        new Serialized(honest.header().with("frame-lengths", List.of(1L)), honest.frames())))
                .withMessage("collection has 2 'sub-headers' and 1 'frame-lengths', expected as many");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(
                        new Serialized(honest.header().with("frame-lengths", List.of(1L, 2L)), honest.frames())))
                .withMessage("element 1 of a collection claims 2 frames, 1 are left");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(
                        new Serialized(honest.header().with("frame-lengths", List.of(-1L, 3L)), honest.frames())))
                .withMessage("element 0 of a collection claims -1 frames, 2 are left");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(
                        new Serialized(honest.header().with("sub-headers", List.of(1L, 2L)), honest.frames())))
                .withMessage("header of element 0 of a collection is an integer, expected a map");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(
                        new Serialized(honest.header().with("type-serialized", "deque"), honest.frames())))
                .withMessage("collection is of type 'deque', expected list, tuple, set or dict");
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> STANDARD.deserialize(
                        new Serialized(honest.header().with("type-serialized", "dict"), honest.frames())))
                .withMessage("header of a dict's value has no 'key'");
    }

    @Test
    void aTupleStaysOneThroughACollection() {
        Object back = STANDARD.deserialize(STANDARD.serialize(PyTuple.of(Bytes.utf8("x"))));
        assertThat(back).isInstanceOf(PyTuple.class).isInstanceOf(RandomAccess.class);
        assertThat(STANDARD.deserialize(STANDARD.serialize(List.of(Bytes.utf8("x")))))
                .isNotInstanceOf(PyTuple.class);
    }

    @Test
    void listsThatHoldThemselvesArePickledOrRefused() {
        List<Object> first = new ArrayList<>();
        first.add(first);
        Serialized pickled = STANDARD.serialize(first);
        assertThat(pickled.header().text("serializer")).isEqualTo("pickle");
        List<?> back = (List<?>) requireNonNull(STANDARD.deserialize(pickled));
        assertThat(back.get(0)).isSameAs(back);
        List<Object> second = new ArrayList<>(List.of(Bytes.utf8("a")));
        second.add(second);
        refuses(
                () -> STANDARD.serialize(second),
                "collections that are taken apart nest deeper than 255 levels, or hold themselves");
    }
}
