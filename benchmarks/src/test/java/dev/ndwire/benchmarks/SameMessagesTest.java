package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;

/// The variants of [SmallMessage] and [PickleArray] carry the same bytes and values.
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
}
