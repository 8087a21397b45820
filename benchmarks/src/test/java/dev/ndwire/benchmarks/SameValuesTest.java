package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every variant of [DeserializeArray] reads what the same variant of [SerializeArray] wrote.
class SameValuesTest {
    private static final long BYTE_SIZE = 1024;

    @ParameterizedTest
    @EnumSource
    void oursComesBackAsItWas(Form form) throws Exception {
        DeserializeArray reader = reader(form);

        assertMatrix(reader.deserialize());
        assertMatrix(arrayIn(reader.loads()));
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            assertMatrix(arrayIn(reader.loadsFromStream(lease)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rivalsComeBackAsTheyWere(Form form) throws Exception {
        DeserializeArray reader = reader(form);

        assertMatrix(reader.javaSerialization());
        assertMatrix(reader.pickle());
        assertMatrix(reader.kryo());
        assertMatrix(reader.kryoUnsafe());
        assertMatrix(reader.fory());
        assertMatrix(reader.msgpackBin());
        assertMatrix(reader.msgpackList());
    }

    @ParameterizedTest
    @EnumSource
    void matrixIsTheSameInEveryForm(Form form) {
        Matrix matrix = Matrix.of(form, BYTE_SIZE);

        assertMatrix(matrix.array());
        assertMatrix(matrix.toJava());
        assertThat(matrix.array().isCContiguous()).isEqualTo(form.isContiguous());
        assertThat(matrix.array().isFContiguous()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void oursAndTheFloorCarryAsManyBytes(Form form) {
        SerializeArray writer = new SerializeArray();
        writer.byteSize = BYTE_SIZE;
        writer.form = form;
        writer.setUp();

        assertThat(writer.floor().asSlice(0, BYTE_SIZE).toArray(ValueLayout.JAVA_BYTE))
                .containsOnly(1);
        assertThat(writer.serialize().frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.byteSize()).isEqualTo(BYTE_SIZE));
    }

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

    private static DeserializeArray reader(Form form) throws Exception {
        DeserializeArray reader = new DeserializeArray();
        reader.byteSize = BYTE_SIZE;
        reader.form = form;
        reader.setUp();
        return reader;
    }

    private static @Nullable Object arrayIn(@Nullable Object request) {
        PyDict data = (PyDict) Objects.requireNonNull(((PyDict) Objects.requireNonNull(request)).get("data"));
        return data.get(SerializeArray.KEY);
    }

    /// Compares an [NDArray], flat numbers or rows of numbers with the values that every matrix has.
    private static void assertMatrix(@Nullable Object matrix) {
        int rowCount = 8;
        int columnCount = 16;
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                assertThat(element(Objects.requireNonNull(matrix), row, column, columnCount))
                        .as("element %d, %d", row, column)
                        .isEqualTo(Matrix.value(row, column));
            }
        }
    }

    private static double element(Object matrix, int row, int column, int columnCount) {
        if (matrix instanceof NDArray array) {
            assertThat(array.shape()).containsExactly(8, 16);
            return array.getDouble(row, column);
        }
        if (matrix instanceof double[] flat) {
            assertThat(flat).hasSize(8 * columnCount);
            return flat[row * columnCount + column];
        }
        assertThat(Array.getLength(matrix)).isEqualTo(8);
        double[] cells = (double[]) Array.get(matrix, row);
        assertThat(cells).hasSize(columnCount);
        return cells[column];
    }
}
