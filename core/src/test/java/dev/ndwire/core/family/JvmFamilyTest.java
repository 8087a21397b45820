package dev.ndwire.core.family;

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
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JvmFamilyTest {
    record Order(String item, int amount, Object more) {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    interface Shape {}

    record Square(double side) implements Shape {}

    record Stranger(int number) {}

    private static final String ORDER = Order.class.getName();
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Serialization STANDARD = Serialization.standard();
    private static final Serialization ORDERS =
            STANDARD.with(TypeSerializer.generic(Order.class, LOOKUP)).with(TypeSerializer.ofEnum(Color.class));

    private static Serialized decoded(Serialized serialized) {
        byte[] header = MsgpackWriter.encode(serialized.header());
        return new Serialized(MsgpackReader.decodeHeader(header, HeaderLimits.standard()), serialized.frames());
    }

    private static void refused(Runnable call, String message) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(call::run)
                .withMessage(message);
    }

    @Test
    void carriesObjectsOfRegisteredClassesUnderTheNameOfTheJavaClass() {
        Order order = new Order("lamp", 2, new PyByteArray(Bytes.utf8("x")));
        Serialized serialized = ORDERS.serialize(order);
        assertThat(serialized.header().text("serializer")).isEqualTo("jvm");
        assertThat(serialized.header().text("type")).isEqualTo(ORDER);
        assertThat(serialized.header().has("type-serialized")).isFalse();
        assertThat(serialized.header().header("sub-header").has("type-serialized"))
                .isFalse();
        assertThat(ORDERS.deserialize(decoded(serialized))).isEqualTo(order);
        TypeSerializer<Square> square = TypeSerializer.of(
                Square.class,
                value -> Serialized.of(Header.EMPTY, Frame.utf8("" + value.side())),
                (header, frames) -> new Square(Double.parseDouble(frames.get(0).toUtf8())));
        Serialization squares = STANDARD.with(square);
        assertThat(squares.deserialize(decoded(squares.serialize(new Square(1.5)))))
                .isEqualTo(new Square(1.5));
    }

    @Test
    void isAskedAfterDaskAndPickle() {
        assertThat(STANDARD.serializers()).containsExactly("dask", "pickle", "jvm");
        assertThat(STANDARD.deserializers()).containsExactly("dask", "pickle", "jvm", "msgpack", "error");
        assertThat(ORDERS.serialize("text").header().text("serializer")).isEqualTo("pickle");
    }

    @Test
    void carriesConstantsOfEnumsByName() {
        for (Color color : Color.values()) {
            Serialized serialized = ORDERS.serialize(color);
            assertThat(serialized.header().text("type")).isEqualTo(Color.class.getName());
            assertThat(ORDERS.deserialize(decoded(serialized))).isSameAs(color);
        }
        Header header = ORDERS.serialize(Color.RED).header().with("sub-header", Header.of("name", "BLUE"));
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> ORDERS.deserialize(Serialized.of(header)))
                .withMessage(Color.class.getName() + " has no constant 'BLUE', only [RED, GREEN]");
    }

    @Test
    void findsOnlyRegisteredClassesByTheirNamesAndKeepsOthersWhole() {
        Serialized order = decoded(ORDERS.serialize(new Order("lamp", 2, new PyByteArray(Bytes.utf8("x")))));
        for (String unknown : List.of("java.lang.Runtime", "builtins.bytes", Stranger.class.getName(), "")) {
            Serialized other = new Serialized(order.header().with("type", unknown), order.frames());
            assertThat(ORDERS.deserialize(other)).isEqualTo(other);
        }
        Serialized kept = (Serialized) STANDARD.deserialize(order);
        assertThat(kept).isEqualTo(order);
        assertThat(ORDERS.deserialize(STANDARD.serialize(List.of(kept))))
                .isEqualTo(List.of(new Order("lamp", 2, new PyByteArray(Bytes.utf8("x")))));
        refused(
                () -> ORDERS.accepting("dask", "pickle").deserialize(order),
                "object was serialized by family 'jvm', only [dask, pickle] are accepted");
    }

    @Test
    void saysHowAClassIsRegistered() {
        String stranger = Stranger.class.getName();
        refused(
                () -> STANDARD.serialize(new Stranger(1)),
                "no family of [dask, pickle, jvm] takes a " + stranger
                        + ": no way is known to pickle an instance of " + stranger
                        + "; it has no serializer, Serialization.with(TypeSerializer.generic(Stranger.class,"
                        + " MethodHandles.lookup())) adds one");
        refused(
                () -> STANDARD.writing("jvm").serialize(Color.GREEN),
                "no family of [jvm] takes a "
                        + ((Object) Color.GREEN).getClass().getName() + ": it has no serializer, "
                        + "Serialization.with(TypeSerializer.ofEnum(Color.class)) adds one");
        refused(() -> STANDARD.writing("jvm").serialize("a"), "no family of [jvm] takes a java.lang.String");
        refused(() -> STANDARD.writing("jvm").serialize(null), "no family of [jvm] takes a None");
    }

    @Test
    void neverPretendsToBePythons() {
        refused(
                () -> ORDERS.writing("dask").serialize(new Order("lamp", 2, "")),
                "no family of [dask] takes a " + ORDER);
        Serialization pythonOnly = ORDERS.writingAtMost(List.of("dask", "pickle"));
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> pythonOnly.serialize(new Order("lamp", 2, "")))
                .withMessage("no family of [dask, pickle] takes a " + ORDER
                        + ": no way is known to pickle an instance of " + ORDER);
    }

    @Test
    void takesApartCollectionsThatHoldItsObjects() {
        Order order = new Order("lamp", 2, "");
        for (Object collection : List.of(
                List.of(order, order),
                List.of("text", order),
                PyTuple.of(1L, order),
                PyDict.of("a", order, 2L, "b"),
                Map.of("a", List.of(List.of(), order)),
                List.of(List.of("deep", PyDict.of("deeper", PyTuple.of(1L, Color.RED)))))) {
            Serialized serialized = ORDERS.serialize(collection);
            assertThat(serialized.header().flag("is-collection")).isTrue();
            assertThat(ORDERS.deserialize(decoded(serialized))).isEqualTo(collection);
        }
        assertThat(ORDERS.deserialize(decoded(ORDERS.serialize(Set.of(order))))).isEqualTo(Set.of(order));
        assertThat(ORDERS.serialize(List.of("a", 1L)).header().text("serializer"))
                .isEqualTo("pickle");
        refused(
                () -> STANDARD.serialize(List.of("a", new Stranger(1))),
                "no family of [dask, pickle, jvm] takes a " + Stranger.class.getName()
                        + ": no way is known to pickle an instance of " + Stranger.class.getName()
                        + "; it has no serializer, Serialization.with(TypeSerializer.generic(Stranger.class,"
                        + " MethodHandles.lookup())) adds one");
        Map<Order, String> keyed = Map.of(order, "a");
        refused(
                () -> ORDERS.serialize(keyed),
                "no family of [dask, pickle, jvm] takes a " + keyed.getClass().getName()
                        + ": no way is known to pickle an instance of " + ORDER);
    }

    @Test
    void theNearerClassServesWhateverItsFamily() {
        TypeSerializer<Shape> shape = TypeSerializer.of(
                Shape.class, "shapes.Shape", value -> Serialized.of(Header.EMPTY), (header, frames) -> new Shape() {});
        Serialization both = STANDARD.with(shape).with(TypeSerializer.generic(Square.class, LOOKUP));
        assertThat(both.serialize(new Square(1)).header().text("serializer")).isEqualTo("jvm");
        assertThat(both.serialize(new Shape() {}).header().text("serializer")).isEqualTo("dask");
    }

    @Test
    void refusesASecondSerializerOfAClassInEitherFamily() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ORDERS.with(TypeSerializer.generic(Order.class, "shop.Order", LOOKUP)))
                .withMessage("a serializer for " + ORDER
                        + " is registered already: dev.ndwire.core.family.GenericSerializer");
    }

    @Test
    void aListOfAClassOfItsOwnIsNoPlainList() {
        TypeSerializer<Playlist> playlist = TypeSerializer.of(
                Playlist.class,
                value -> Serialized.of(Header.EMPTY, Frame.utf8(String.join(",", value))),
                (header, frames) -> new Playlist(List.of(frames.get(0).toUtf8().split(",", -1))));
        Serialization mine = STANDARD.with(playlist);
        Serialized serialized = mine.serialize(new Serialize(new Playlist(List.of("a", "b"))));
        assertThat(serialized.header().text("serializer")).isEqualTo("jvm");
        assertThat(mine.deserialize(decoded(serialized)))
                .isInstanceOf(Playlist.class)
                .isEqualTo(List.of("a", "b"));
    }

    static final class Playlist extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Playlist(List<String> songs) {
            super(songs);
        }
    }
}
