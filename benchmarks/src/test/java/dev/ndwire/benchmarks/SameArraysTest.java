package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ndwire.ndarray.array.NDArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is computed and gathered is what the floors and numpy compute and gather.
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
        assertThat(compute.mean().getDouble()).isCloseTo(compute.sumFloor() / compute.size, within(1e-12));
        assertThat(compute.maxOfColumns()).isEqualTo(NDArray.of(compute.maxFloor()));
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

    @Test
    void numpyIsTimedWithTheSameGathers() throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();

        List<PythonRival> rivals = PythonRival.once("array_times.py", "--class", "GatherArray", "--sides", "32");

        assertThat(rivals).hasSize(GatherArray.Source.values().length);
        for (PythonRival rival : rivals) {
            GatherArray.Source source = GatherArray.Source.valueOf(rival.parameter("source"));
            assertThat(rival.benchmark()).isEqualTo("GatherArray.gather");
            assertThat(rival.gave()).isEqualTo(source.array(32));
        }
    }

    @Test
    void numpyComputesTheSame() throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        ComputeArrays compute = new ComputeArrays();
        compute.size = 8192;
        compute.setUp();

        PythonRival.Named rivals =
                PythonRival.byBenchmark("array_times.py", "--class", "ComputeArrays", "--counts", "8192");

        Map<String, NDArray> ours = Map.of(
                "ComputeArrays.cast", compute.cast(),
                "ComputeArrays.add", compute.add(),
                "ComputeArrays.addToNew", compute.addToNew(),
                "ComputeArrays.sum", compute.sum(),
                "ComputeArrays.mean", compute.mean(),
                "ComputeArrays.maxOfColumns", compute.maxOfColumns());
        assertThat(rivals.all()).containsOnlyKeys(ours.keySet());
        ours.forEach((name, our) ->
                assertThat(rivals.get(name).gave()).as(name).isEqualTo(our.ndim() == 0 ? our.getDouble() : our));
    }

    @Test
    void numpyIsTimedWithTheSameViewsAndElements() throws Exception {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        CreateView create = new CreateView();
        ReadElements read = new ReadElements();

        PythonRival.Named rivals = PythonRival.byBenchmark("array_times.py", "--class", "CreateView,ReadElements");

        Map<String, Object> ours = new HashMap<>(Map.of(
                "CreateView.transpose", create.transpose(),
                "CreateView.slice", create.slice(),
                "CreateView.index", create.index(),
                "CreateView.text", create.text(),
                "CreateView.reshape", create.reshape(),
                "CreateView.flip", create.flip(),
                "CreateView.dtype", create.dtype()));
        ours.put("ReadElements.view", read.view());
        ours.put("ReadElements.nativeView", read.nativeView());
        ours.put("ReadElements.strided", read.strided());
        assertThat(rivals.all()).containsOnlyKeys(ours.keySet());
        rivals.all().forEach((name, rival) -> assertThat(rival.gave()).as(name).isEqualTo(ours.get(name)));
    }
}
