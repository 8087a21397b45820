package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;

/// The variants of [SmallMessage], [PickleMessage] and [PickleArray], and what CPython is timed with, carry the same
/// bytes and values.
class SameMessagesTest {
    @Test
    void everyWayToWriteTheMessageGivesTheSameBytes() throws Exception {
        SmallMessage benchmark = new SmallMessage();
        assertThat(benchmark.dumps())
                .singleElement()
                .satisfies(frame -> assertThat(frame.toByteArray()).isEqualTo(benchmark.barePack()));
    }

    @Test
    void everyWayToReadTheMessageGivesTheSameValues() throws Exception {
        SmallMessage benchmark = new SmallMessage();
        assertThat(benchmark.loads()).isEqualTo(SmallMessage.message());
        assertThat(benchmark.bareUnpack()).isEqualTo(new LinkedHashMap<>(SmallMessage.message()));
        assertThat(benchmark.bareUnpackValue())
                .isEqualTo(MessagePack.newDefaultUnpacker(benchmark.barePack()).unpackValue());
        assertThat(SmallMessage.message()).hasSize(20);
    }

    @Test
    void everyPickleHoldsTheArray() throws Exception {
        PickleArray benchmark = new PickleArray();
        benchmark.byteSize = 1024;
        benchmark.setUp();
        double[] expected =
                (double[]) Matrix.of(Elements.FLOAT64, Layout.C, 1024).toJava();
        NDArray array = Matrix.of(Elements.FLOAT64, Layout.C, 1024).array();
        assertThat(benchmark.outOfBandLoads()).isEqualTo(array);
        assertThat(benchmark.inBandLoads()).isEqualTo(array);
        assertThat((double[]) benchmark.rivalLoads()).isEqualTo(expected);
        assertThat(benchmark.rivalDumps()).isEqualTo(new net.razorvine.pickle.Pickler().dumps(expected));
        assertThat(benchmark.outOfBandDumps().byteSize()).isLessThan(300);
        assertThat(benchmark.inBandDumps().byteSize()).isGreaterThan(1024);
        assertThat(benchmark.floor().asSlice(0, 1024).toArray(ValueLayout.JAVA_DOUBLE))
                .isEqualTo(expected);
    }

    @Test
    void everyPickleOfSmallObjectsHoldsTheMessage() throws Exception {
        PickleMessage benchmark = new PickleMessage();
        PyDict message = PickleMessage.message();

        assertThat(benchmark.loads()).isEqualTo(message);
        assertThat(PickleReader.standard().read(Bytes.of(benchmark.dumps()))).isEqualTo(message);
        assertThat(PickleReader.standard().read(Bytes.of(benchmark.rivalDumps())))
                .isEqualTo(message);
        Map<?, ?> rivals = (Map<?, ?>) benchmark.rivalLoads();
        assertThat(rivals).hasSize(message.size());
        PickleMessage.plain(message)
                .forEach((key, value) -> assertThat(small(rivals.get(key))).isEqualTo(small(value)));
    }

    /// Whole numbers as Java's largest: the rival reads them as small as they may be.
    private static @Nullable Object small(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Object[] tuple) {
            return Arrays.stream(tuple).map(SameMessagesTest::small).toList();
        }
        return value instanceof List<?> list
                ? list.stream().map(SameMessagesTest::small).toList()
                : value;
    }

    @Test
    void pythonIsTimedWithTheSameMessages() throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();

        PythonRival.Named rivals =
                PythonRival.byBenchmark("protocol_times.py", "--class", "SmallMessage,PickleMessage");

        assertThat(rivals.all())
                .containsOnlyKeys(
                        "SmallMessage.dumps", "SmallMessage.loads", "PickleMessage.dumps", "PickleMessage.loads");
        List<?> frames = (List<?>) rivals.get("SmallMessage.dumps").gave();
        assertThat(frames)
                .singleElement()
                .isEqualTo(Bytes.of(new SmallMessage().dumps().get(0).toByteArray()));
        assertThat(rivals.get("SmallMessage.loads").gave()).isEqualTo(SmallMessage.message());
        assertThat(PickleReader.standard()
                        .read(Bytes.of(rivals.get("PickleMessage.dumps").bytes())))
                .isEqualTo(PickleMessage.message());
        assertThat(rivals.get("PickleMessage.loads").gave()).isEqualTo(PickleMessage.message());
    }

    @Test
    void pythonIsTimedWithPicklesOfTheSameArray() throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        NDArray array = Matrix.of(Elements.FLOAT64, Layout.C, 1024).array();
        List<PickleBuffer> buffers = new ArrayList<>();
        PickleWriter.standard().write(array, buffers::add);

        PythonRival.Named rivals =
                PythonRival.byBenchmark("protocol_times.py", "--class", "PickleArray", "--sizes", "1024");

        assertThat(rivals.all())
                .containsOnlyKeys(
                        "PickleArray.outOfBandDumps",
                        "PickleArray.outOfBandLoads",
                        "PickleArray.inBandDumps",
                        "PickleArray.inBandLoads");
        PickleReader reader = PickleReader.standard();
        byte[] outOfBand = rivals.get("PickleArray.outOfBandDumps").bytes();
        assertThat(outOfBand.length).isLessThan(300);
        assertThat(reader.read(Frame.of(outOfBand), buffers)).isEqualTo(array);
        assertThat(rivals.get("PickleArray.outOfBandLoads").gave()).isEqualTo(array);
        assertThat(reader.read(Bytes.of(rivals.get("PickleArray.inBandDumps").bytes())))
                .isEqualTo(array);
        assertThat(rivals.get("PickleArray.inBandLoads").gave()).isEqualTo(array);
    }
}
