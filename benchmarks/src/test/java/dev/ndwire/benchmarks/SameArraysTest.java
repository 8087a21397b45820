package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ndwire.ndarray.array.NDArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is computed and gathered is what the floors compute and gather.
class SameArraysTest {
    @Test
    void computesWhatItsFloorsCompute() throws Exception {
        ComputeArrays compute = new ComputeArrays();
        compute.size = 8192;
        compute.setUp();

        NDArray cast = compute.cast().copy();
        assertThat(compute.castFloor().mismatch(cast.segment())).isEqualTo(-1);
        NDArray sums = compute.add().copy();
        assertThat(compute.addFloor().mismatch(sums.segment())).isEqualTo(-1);
        assertThat(compute.sumFloor()).isCloseTo(compute.sum().getDouble(), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void gathersWhatStandsAtEachPosition(GatherArray.Source source) throws Exception {
        GatherArray gather = new GatherArray();
        gather.source = source;
        gather.side = 32;
        gather.setUp();

        NDArray array = source.array(32);
        NDArray copy = NDArray.wrap(gather.gather(), array.dtype(), array.shape());
        assertThat(copy.arrayEqual(array)).isTrue();
        assertThat(gather.floor().byteSize()).isEqualTo((array.segment().byteSize() + array.byteSize()) / 2);
    }
}
