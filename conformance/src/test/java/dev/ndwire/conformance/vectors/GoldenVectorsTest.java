package dev.ndwire.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.header.MsgpackWriter;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.wire.Packing;
import dev.ndwire.ndarray.array.MaskedArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the pinned Python wrote: values, serialized arrays and packings. Messages have a test of their own.
class GoldenVectorsTest {
    private static final Vectors VECTORS = Vectors.of(LivePython.VECTORS);
    private static final int ARRAY_COUNT = 427;
    private static final int FAMILY_COUNT = 65;
    private static final HeaderLimits LIMITS = HeaderLimits.standard();
    private static final Serialization DASK = Serialization.standard();

    @Test
    void everyValueMeansWhatPythonMeantAndIsWrittenByteForByteAsPythonDoes() {
        var values = VECTORS.values();
        assertThat(values).hasSize(13);
        for (var vector : values) {
            var decoded = MsgpackReader.decode(vector.bytes("msgpack"), LIMITS);
            assertThat(Meaning.of(decoded)).as(vector.name()).isEqualTo(Meaning.expected(vector.expect()));
            assertThat(MsgpackWriter.encode(decoded)).as(vector.name()).isEqualTo(vector.bytes("msgpack"));
        }
    }

    @Test
    void everyArrayMeansWhatPythonMeant() {
        int count = 0;
        for (var vector : VECTORS.arrays()) {
            if (!vector.isPickled()) {
                assertThat(Meaning.of(DASK.deserialize(serialized(vector))))
                        .as(vector.name())
                        .isEqualTo(Meaning.expected(vector.expect()));
                count++;
            }
        }
        assertThat(count).isEqualTo(ARRAY_COUNT);
    }

    @Test
    void anArrayOfObjectsIsAPickleAndGoesBackAsItCame() {
        var pickled = VECTORS.arrays().stream().filter(Vector::isPickled).toList();
        assertThat(pickled).extracting(Vector::name).containsExactly("pickled/objects");
        var array = DASK.deserialize(serialized(pickled.getFirst()));
        assertThat(array).isInstanceOf(PyObject.class);
        assertThat(bytes(DASK.serialize(array).frames())).isEqualTo(bytes(frames(pickled.getFirst())));
        assertThatThrownBy(() -> DASK.accepting("dask").deserialize(serialized(pickled.getFirst())))
                .isInstanceOf(SerializationException.class)
                .hasMessage("object was serialized by family 'pickle', only [dask] are accepted");
    }

    @Test
    void everyOtherObjectIsWhatItShouldBeAndIsWrittenByteForByteAsPythonDoes() {
        var vectors = VECTORS.families();
        assertThat(vectors).hasSize(FAMILY_COUNT);
        for (var vector : vectors) {
            var value = DASK.deserialize(serialized(vector));
            assertThat(value).as(vector.name()).isNotNull();
            assertThat(Objects.requireNonNull(value).getClass().getSimpleName())
                    .as(vector.name())
                    .isEqualTo(vector.line().get("java").text());
            if (!vector.line().get("repr").isNull()) {
                assertThat(((MaskedArray) value).repr())
                        .as(vector.name())
                        .isEqualTo(vector.line().get("repr").text());
            }
            if (value instanceof Table table) {
                isWrittenAsTheSameTable(vector, table);
            } else if (!vector.name().equals("type/scipy-lil")) {
                // A matrix of lists has arrays of Python objects, which go as pickles of the other family.
                var again = DASK.serialize(value);
                assertThat(bytes(again.frames())).as(vector.name()).isEqualTo(bytes(frames(vector)));
                assertThat(MsgpackWriter.encode(again.header()))
                        .as(vector.name() + " " + again.header())
                        .isEqualTo(vector.bytes("header"));
            }
        }
    }

    /// The metadata of a stream may be laid out in many ways, and Arrow Java's are not Arrow C++'s.
    private static void isWrittenAsTheSameTable(Vector vector, Table table) {
        var written = DASK.serialize(table);
        assertThat(MsgpackWriter.encode(written.header())).isEqualTo(vector.bytes("header"));
        var again = (Table) Objects.requireNonNull(DASK.deserialize(written));
        assertThat(again.schema()).isEqualTo(table.schema());
        assertThat(again.rows().toList()).isEqualTo(table.rows().toList());
    }

    @Test
    void headersOfArraysAreWrittenByteForByteAsPythonDoes() {
        var others = new ArrayList<String>();
        int count = 0;
        for (var vector : VECTORS.arrays()) {
            if (!vector.isPickled()) {
                var again = DASK.serialize(DASK.deserialize(serialized(vector)));
                assertThat(bytes(again.frames())).as(vector.name()).isEqualTo(bytes(frames(vector)));
                if (!Arrays.equals(MsgpackWriter.encode(again.header()), vector.bytes("header"))) {
                    others.add(vector.name() + "\n" + again.header() + "\n"
                            + serialized(vector).header());
                }
                count++;
            }
        }
        // Structures whose header was written by hand, with a descr where Python writes a pickle, and so do we.
        assertThat(others).hasSize(49).allMatch(other -> other.startsWith("descr/"));
        assertThat(count).isEqualTo(ARRAY_COUNT);
    }

    @Test
    void everyPackingMeansWhatPythonMeantAndIsPackedByteForByteAsPythonDoes() {
        var packings = VECTORS.packed();
        assertThat(packings).hasSize(5);
        for (var vector : packings) {
            var packed = vector.bytes("packed");
            var frames = Packing.unpack(MemorySegment.ofArray(packed), 100);
            var header = MsgpackReader.decodeHeader(frames.getFirst().toByteArray(), LIMITS);
            var payload = frames.subList(1, frames.size());
            assertThat(header.integer("count")).as(vector.name()).isEqualTo(payload.size());
            var value = DASK.deserialize(new Serialized(header, payload));
            assertThat(Meaning.of(value)).as(vector.name()).isEqualTo(Meaning.expected(vector.expect()));

            var again = new ArrayList<>(List.of(Frame.of(MsgpackWriter.encode(header))));
            again.addAll(payload);
            assertThat(Packing.pack(again).toByteArray()).as(vector.name()).isEqualTo(packed);
        }
    }

    private static Serialized serialized(Vector vector) {
        Header header = MsgpackReader.decodeHeader(vector.bytes("header"), LIMITS);
        return new Serialized(header, frames(vector));
    }

    private static List<Frame> frames(Vector vector) {
        return vector.frames().stream().map(Frame::of).toList();
    }

    private static List<String> bytes(List<Frame> frames) {
        return frames.stream()
                .map(frame -> HexFormat.of().formatHex(frame.toByteArray()))
                .toList();
    }
}
