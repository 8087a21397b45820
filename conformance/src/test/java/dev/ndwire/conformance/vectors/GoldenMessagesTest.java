package dev.ndwire.conformance.vectors;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.ByteSource;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import dev.ndwire.core.wire.WireWriter;
import dev.ndwire.ndarray.array.NDArray;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whole messages, handshakes among them, as the pinned Python wrote them on a TCP stream.
class GoldenMessagesTest {
    private static final List<Vector> MESSAGES = Vectors.of(LivePython.VECTORS).messages();
    private static final Serialization DASK = Serialization.standard();
    private static final String PICKLED = "array-and-complex";
    private static final String ERROR = "error-family";
    private static final long HEAD_BYTE_SIZE = 8;

    @Test
    void everyMessageMeansWhatPythonMeant() throws IOException {
        assertThat(MESSAGES).hasSize(37);
        for (var vector : MESSAGES) {
            if (!vector.name().equals(PICKLED) && !vector.name().equals(ERROR)) {
                assertThat(Meaning.of(opened(vector))).as(vector.name()).isEqualTo(Meaning.expected(vector.expect()));
            }
        }
    }

    @Test
    void aMessageWithAPickleIsOpened() throws IOException {
        var message = (PyDict) requireNonNull(opened(named(PICKLED)));
        assertThat(message.get("b")).isEqualTo(new Complex(3, 4));
        assertThat((NDArray) message.get("a")).isEqualTo(NDArray.of(new double[][] {{0, 1, 2}, {3, 4, 5}}));
    }

    @Test
    void aMessageWithAPickleIsRefusedByNameWhereItIsNotAccepted() {
        var careful = DASK.accepting("dask", "msgpack", "error");
        assertThatThrownBy(() -> MessageReader.loads(
                        source(named(PICKLED).bytes("stream")), careful, Context.local(), HeaderLimits.standard()))
                .isInstanceOf(SerializationException.class)
                .hasMessage("object was serialized by family 'pickle', only [dask, msgpack, error] are accepted");
    }

    @Test
    void whatTheSenderCouldNotSerializeIsRaisedInItsWords() {
        assertThatThrownBy(() -> opened(named(ERROR)))
                .isInstanceOf(SerializationException.class)
                .hasMessage("the sender could not serialize the object: "
                        + named(ERROR).expect().get("v").text());
    }

    /// As a scheduler does, which opens no payload: every frame is what it was.
    @Test
    void everyMessageIsPassedOnByteForByte() throws IOException {
        var others = new TreeSet<String>();
        for (var vector : MESSAGES) {
            if (!vector.name().equals(PICKLED)) {
                var message = MessageReader.loadsUnopened(
                        source(vector.bytes("stream")), Context.local(), HeaderLimits.standard());
                addUnlessSame(others, vector, message);
            }
        }
        // Frames that nothing points to are not sent on.
        assertThat(others).containsExactly("orphans");
    }

    /// Every frame, and on the stream all but `head`, which says no more than what a reader may take in one go.
    @Test
    void whatIsOpenedIsWrittenByteForByteAsPythonDoes() throws IOException {
        var others = new TreeSet<String>();
        for (var vector : MESSAGES) {
            if (!vector.name().equals(PICKLED) && !vector.name().equals(ERROR)) {
                var value = opened(vector);
                addUnlessSame(others, vector, isMarked(vector) ? new Serialize(value) : value);
            }
        }
        // Bytes that Python marked go bare, nothing points to orphans, and nothing of ours is split.
        assertThat(others).containsExactly("failure", "orphans", "split");
    }

    private static boolean isMarked(Vector vector) {
        return vector.name().startsWith("object/collection-") || vector.name().startsWith("object/byte");
    }

    private static void addUnlessSame(Set<String> others, Vector vector, @Nullable Object message) throws IOException {
        var frames = MessageWriter.dumps(message, DASK, Context.local());
        var stream = new ByteArrayOutputStream();
        WireWriter.write(
                segments -> segments.forEach(part -> stream.writeBytes(part.toArray(ValueLayout.JAVA_BYTE))), frames);
        var ours = MemorySegment.ofArray(stream.toByteArray()).asSlice(HEAD_BYTE_SIZE);
        var theirs = MemorySegment.ofArray(vector.bytes("stream")).asSlice(HEAD_BYTE_SIZE);
        if (ours.mismatch(theirs) >= 0) {
            others.add(vector.name());
        }
        if (!vector.name().equals(ERROR)) {
            // With our own head, which is checked as it is read.
            assertThat(Meaning.of(opened(stream.toByteArray())))
                    .as(vector.name())
                    .isEqualTo(Meaning.expected(vector.expect()));
        }
    }

    private static Vector named(String name) {
        return MESSAGES.stream()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable Object opened(Vector vector) throws IOException {
        return opened(vector.bytes("stream"));
    }

    private static @Nullable Object opened(byte[] stream) throws IOException {
        return MessageReader.loads(source(stream), DASK, Context.local(), HeaderLimits.standard());
    }

    private static WireReader source(byte[] stream) throws IOException {
        return WireReader.open(new Bytewise(stream), WireLimits.standard());
    }

    /// A stream in memory.
    private static final class Bytewise implements ByteSource {
        private final MemorySegment bytes;
        private long position;

        Bytewise(byte[] bytes) {
            this.bytes = MemorySegment.ofArray(bytes);
        }

        @Override
        public void readFully(MemorySegment target) throws IOException {
            if (target.byteSize() > bytes.byteSize() - position) {
                throw new EOFException("the stream ends at byte " + bytes.byteSize());
            }
            MemorySegment.copy(bytes, position, target, 0, target.byteSize());
            position += target.byteSize();
        }
    }
}
