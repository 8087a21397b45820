package dev.ndwire.core.message;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.ToPickle;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.core.wire.FrameList;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarkedObjectsTest {
    private static final Serialization STANDARD = Serialization.standard();
    private static final HeaderLimits LIMITS = HeaderLimits.standard();

    /// Holds another object in its header, as a type serializer may.
    private record Box(Object content) {}

    private static final Serialization BOXES = STANDARD.with(new TypeSerializer<Box>() {
        @Override
        public Class<Box> javaType() {
            return Box.class;
        }

        @Override
        public String pythonType() {
            return "boxes.Box";
        }

        @Override
        public Serialized serialize(Box box, Context context) {
            return Serialized.of(Header.of("content", new Serialize(box.content())));
        }

        @Override
        public Box deserialize(Header header, List<Frame> frames, Context context) {
            Serialized content = (Serialized) requireNonNull(header.get("content"));
            return new Box(requireNonNull(context.serialization().deserialize(content, context)));
        }
    });

    private static List<Frame> dumps(@Nullable Object message, Serialization writing) {
        return MessageWriter.dumps(message, writing, Context.local());
    }

    private static @Nullable Object loads(List<Frame> frames, Serialization reading) throws IOException {
        return MessageReader.loads(new FrameList(frames), reading, Context.local(), LIMITS);
    }

    private static Header headerAt(List<Frame> frames, int index) {
        return MsgpackReader.decodeHeader(frames.get(index).toByteArray(), LIMITS);
    }

    @Test
    void picklesWhatIsMarkedSo() throws IOException {
        List<Frame> frames = dumps(PyDict.of("x", new ToPickle(PyTuple.of(1L, "a"))), STANDARD);
        assertThat(frames).hasSize(2);
        assertThat(MsgpackReader.decode(frames.get(0).toByteArray(), LIMITS))
                .isEqualTo(PyDict.of("x", PyDict.of("__Pickled__", 1L)));
        Header header = headerAt(frames, 1);
        assertThat(header.integer("num-sub-frames")).isZero();
        assertThat(header.list("compression")).isEmpty();
        assertThat(loads(frames, STANDARD)).isEqualTo(PyDict.of("x", PyTuple.of(1L, "a")));
    }

    @Test
    void theBuffersOfAPickleFollowIt() throws IOException {
        PickleBuffer buffer = new PickleBuffer(Frame.utf8("out of band"), true);
        List<Frame> frames = dumps(List.of(new ToPickle(List.of(buffer, buffer)), "next"), STANDARD);
        assertThat(frames).hasSize(4);
        assertThat(frames.get(2)).isSameAs(buffer.content());
        assertThat(headerAt(frames, 1).list("compression")).isEqualTo(Arrays.asList(null, null));
        List<?> message = (List<?>) requireNonNull(loads(frames, STANDARD));
        assertThat((List<?>) requireNonNull(message.get(0)))
                .allSatisfy(one ->
                        assertThat(((PickleBuffer) one).content().toUtf8()).isEqualTo("out of band"));
        assertThat(message.get(1)).isEqualTo("next");
    }

    @Test
    void picklesWhatNobodyMarkedAndNothingElseTakes() throws IOException {
        List<Frame> frames = dumps(PyDict.of("z", new Complex(3, 4)), STANDARD);
        assertThat(MsgpackReader.decode(frames.get(0).toByteArray(), LIMITS))
                .isEqualTo(PyDict.of("z", PyDict.of("__Pickled__", 1L)));
        assertThat(loads(frames, STANDARD)).isEqualTo(PyDict.of("z", new Complex(3, 4)));
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> dumps(PyDict.of("z", new Complex(3, 4)), STANDARD.writing("dask")))
                .withMessage("no family of [dask] takes a dev.ndwire.core.value.Complex");
    }

    @Test
    void picklesWhatIsBeyondMsgpack() throws IOException {
        PyDict message = PyDict.of("large", BigInteger.TWO.pow(64), "odd", "a\ud800b", "plain", 1L);
        List<Frame> frames = dumps(message, STANDARD);
        assertThat(frames).hasSize(3);
        assertThat(loads(frames, STANDARD)).isEqualTo(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dumps(message, STANDARD.writing("dask")))
                .withMessage("integer of 65 bits is outside of msgpack's range, -2**63 to 2**64-1");
    }

    @Test
    void refusesToPickleWhatHasNoPickle() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> dumps(new ToPickle(new Object()), STANDARD))
                .withMessage("no way is known to pickle an instance of java.lang.Object");
    }

    @Test
    void opensMarkedPicklesOnlyIfTheFamilyIsAccepted() {
        List<Frame> frames = dumps(new ToPickle(1L), STANDARD);
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> loads(frames, STANDARD.accepting("dask", "msgpack")))
                .withMessage("object was serialized by family 'pickle', only [dask, msgpack] are accepted");
    }

    @Test
    void carriesObjectsInsideHeaders() throws IOException {
        Box box = new Box(Bytes.utf8("inside"));
        List<Frame> frames = dumps(new Serialize(box), BOXES);
        assertThat(frames).hasSize(2);
        PyDict inside =
                (PyDict) requireNonNull(headerAt(frames, 1).header("sub-header").get("content"));
        assertThat(inside.get("__Serialized__")).isEqualTo(true);
        assertThat(loads(frames, BOXES)).isEqualTo(box);
        Object unopened = MessageReader.loadsUnopened(new FrameList(frames), Context.local(), LIMITS);
        assertThat(dumps(unopened, STANDARD).get(1).toByteArray())
                .isEqualTo(frames.get(1).toByteArray());
    }

    @Test
    void objectsInsideHeadersObeyTheListOfFamilies() {
        List<Frame> frames = dumps(new Serialize(new Box(new Complex(1, 2))), BOXES);
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> loads(frames, BOXES.accepting("dask")))
                .withMessage("object was serialized by family 'pickle', only [dask] are accepted");
    }

    @Test
    void refusesMalformedObjectsInsideHeaders() {
        refuses(PyDict.of("__Serialized__", true), "an object inside a header has no 'data' of a header and frames");
        refuses(
                PyDict.of("__Serialized__", true, "data", PyTuple.of(PyDict.of(), PyTuple.of("text"))),
                "a frame of an object inside a header is text, expected bytes");
        refuses(
                PyDict.of("__Serialized__", true, "data", PyTuple.of(PyDict.of(), PyTuple.of(), 1L)),
                "an object inside a header has no 'data' of a header and frames");
    }

    private static void refuses(PyDict nested, String message) {
        Header header = Header.of("serializer", "dask", "num-sub-frames", 0L, "x", nested);
        List<Frame> frames = List.of(
                Frame.of(MsgpackWriter.encode(PyDict.of("__Serialized__", 1L))),
                Frame.of(MsgpackWriter.encode(header)));
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> loads(frames, STANDARD))
                .withMessage(message);
    }

    @Test
    void refusesAPickledObjectWithoutItsPickle() {
        List<Frame> frames = List.of(
                Frame.of(MsgpackWriter.encode(PyDict.of("__Pickled__", 1L))),
                Frame.of(MsgpackWriter.encode(Header.of("num-sub-frames", 0L))));
        assertThatExceptionOfType(MalformedHeaderException.class)
                .isThrownBy(() -> loads(frames, STANDARD))
                .withMessage("header has no 'pickled-obj', only [num-sub-frames]");
    }
}
