package dev.ndwire.conformance.vectors;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.python.LivePython;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.message.SerializedBytes;
import dev.ndwire.core.message.WriteOptions;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.core.wire.Packing;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Messages and packings whose frames the pinned Python cut into shards of several sizes.
class ShardedVectorsTest {
    private static final long HEAD_BYTE_SIZE = 8;
    private static final List<Vector> VECTORS = Vectors.of(LivePython.VECTORS).sharded();
    private static final Serialization DASK = Serialization.standard();

    private static Stream<Vector> vectors(boolean packed) {
        return VECTORS.stream().filter(vector -> vector.name().startsWith("packed/") == packed);
    }

    private static WriteOptions options(Vector vector) {
        return WriteOptions.standard()
                .withShardByteSize(vector.line().get("shard").integer());
    }

    @Test
    void everyMessageMeansWhatPythonMeantAndIsCutByteForByteAsPythonDoes() throws IOException {
        assertThat(vectors(false)).hasSize(56);
        for (var vector : vectors(false).toList()) {
            var message = MemorySegment.ofArray(vector.bytes("stream")).asSlice(HEAD_BYTE_SIZE);
            var source = new FrameList(Packing.unpack(message, 1000));
            var opened = MessageReader.loads(source, DASK, Context.local(), HeaderLimits.standard());
            assertThat(Meaning.of(opened)).as(vector.name()).isEqualTo(Meaning.expected(vector.expect()));

            // Collections and bytes are marked in Python, or they would stay in the message.
            var marked = new PyDict();
            ((PyDict) requireNonNull(opened)).forEach((key, value) -> marked.put(key, new Serialize(value)));
            var again = MessageWriter.dumps(marked, DASK, Context.local(), options(vector));
            assertThat(Packing.pack(again).contentEquals(Frame.of(message)))
                    .as(vector.name())
                    .isTrue();
        }
    }

    @Test
    void everyPackingMeansWhatPythonMeantAndIsWrittenByteForByteAsPythonDoes() {
        assertThat(vectors(true)).hasSize(2);
        var whole = Vectors.of(LivePython.VECTORS).packed().stream();
        for (var vector : Stream.concat(vectors(true), whole).toList()) {
            var packed = Frame.of(vector.bytes("packed"));
            var opened = SerializedBytes.deserializeBytes(packed, DASK, Context.local());
            assertThat(Meaning.of(opened)).as(vector.name()).isEqualTo(Meaning.expected(vector.expect()));
            var options = vector.name().startsWith("packed/") ? options(vector) : WriteOptions.standard();
            assertThat(SerializedBytes.serializeBytes(opened, DASK, Context.local(), options)
                            .contentEquals(packed))
                    .as(vector.name())
                    .isTrue();
        }
    }
}
