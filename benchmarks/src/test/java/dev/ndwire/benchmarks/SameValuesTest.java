package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ndwire.benchmarks.Elements.Reading;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.array.NDArray;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/// Every variant of [DeserializeArray] and [RoundTripArray] reads what the same variant of [SerializeArray] wrote.
class SameValuesTest {
    private static final long BYTE_SIZE = 1024;
    private static final int ROWS = 8;

    static Stream<Arguments> matrices() {
        return Arrays.stream(Elements.values())
                .flatMap(dtype -> Arrays.stream(Layout.values()).map(layout -> Arguments.of(dtype, layout)));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void oursComesBackAsItWas(Elements dtype, Layout layout) throws Exception {
        DeserializeArray reader = set(new DeserializeArray(), dtype, layout);
        RoundTripArray roundTrip = set(new RoundTripArray(), dtype, layout);

        assertMatrix(dtype, layout, reader.deserialize());
        assertMatrix(dtype, layout, arrayIn(reader.loads()));
        if (dtype != Elements.STRUCTURED) {
            assertMatrix(dtype, layout, reader.tensor());
        }
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            assertMatrix(dtype, layout, arrayIn(reader.loadsFromStream(lease)));
            assertMatrix(dtype, layout, arrayIn(roundTrip.thereAndBack(lease)));
            assertMatrix(dtype, layout, roundTrip.inPlace(lease));
        }
    }

    @TestFactory
    Stream<DynamicTest> rivalsComeBackAsTheyWereOrAreNotRun() {
        return rivals().flatMap(rival -> matrices().map(matrix -> {
            Elements dtype = (Elements) matrix.get()[0];
            Layout layout = (Layout) matrix.get()[1];
            return dynamicTest(rival.getName() + " " + dtype + " " + layout, () -> {
                if (isLacking(rival, dtype, layout)) {
                    assertThatThrownBy(() -> call(rival, set(new RoundTripArray(), dtype, layout)))
                            .isInstanceOf(IllegalArgumentException.class);
                    return;
                }
                for (ArrayRivals benchmark : List.of(new DeserializeArray(), new RoundTripArray())) {
                    assertMatrix(dtype, layout, call(rival, set(benchmark, dtype, layout)));
                    // Again, since buffers are used again.
                    assertMatrix(dtype, layout, call(rival, benchmark));
                    benchmark.tearDown();
                }
                SerializeArray writer = set(new SerializeArray(), dtype, layout);
                assertThat(call(rival, writer)).isNotNull();
                writer.tearDown();
            });
        }));
    }

    private static Stream<Method> rivals() {
        return Arrays.stream(ArrayRivals.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Rival.class))
                .filter(method -> isThere(method.getAnnotation(Rival.class).needs()));
    }

    private static boolean isThere(String resource) {
        return resource.isEmpty() || SameValuesTest.class.getClassLoader().getResource(resource) != null;
    }

    private static boolean isLacking(Method rival, Elements dtype, Layout layout) {
        return Arrays.stream(rival.getAnnotationsByType(Lacks.class))
                .flatMap(lacks -> Arrays.stream(lacks.values()))
                .anyMatch(value -> value.equals(dtype.name()) || value.equals(layout.name()));
    }

    private static Object call(Method rival, ArrayRivals benchmark) throws Exception {
        try {
            return rival.invoke(benchmark);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void matrixIsTheSameInEveryLayout(Elements dtype, Layout layout) {
        Matrix matrix = Matrix.of(dtype, layout, BYTE_SIZE);

        assertMatrix(dtype, layout, matrix.array());
        assertMatrix(dtype, layout, matrix.toJava());
        assertThat(matrix.array().isCContiguous()).isEqualTo(layout == Layout.C);
        assertThat(matrix.array().isFContiguous()).isEqualTo(layout == Layout.F);
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void oursAndTheFloorCarryAsManyBytes(Elements dtype, Layout layout) throws Exception {
        SerializeArray writer = set(new SerializeArray(), dtype, layout);

        assertThat(writer.floor().asSlice(0, BYTE_SIZE).toArray(ValueLayout.JAVA_BYTE))
                .containsOnly(1);
        assertThat(set(new RoundTripArray(), dtype, layout).floor().toArray(ValueLayout.JAVA_BYTE))
                .hasSize((int) BYTE_SIZE)
                .containsOnly(1);
        assertThat(writer.serialize().frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.byteSize()).isEqualTo(BYTE_SIZE));
    }

    private static <T extends ArrayRivals> T set(T benchmark, Elements dtype, Layout layout) throws Exception {
        benchmark.byteSize = BYTE_SIZE;
        benchmark.dtype = dtype;
        benchmark.layout = layout;
        benchmark.setUp();
        return benchmark;
    }

    private static @Nullable Object arrayIn(@Nullable Object request) {
        PyDict data = (PyDict) Objects.requireNonNull(((PyDict) Objects.requireNonNull(request)).get("data"));
        return data.get(SerializeArray.KEY);
    }

    /// Compares whatever somebody has a matrix in with the values that every matrix has.
    private static void assertMatrix(Elements dtype, Layout layout, @Nullable Object matrix) {
        int rowCount = dtype == Elements.FLOAT32 ? 2 * ROWS : ROWS;
        int columnCount = dtype == Elements.STRUCTURED ? ROWS : 2 * ROWS;
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                int flat = layout == Layout.F ? column * rowCount + row : row * columnCount + column;
                assertThat(element(dtype, Objects.requireNonNull(matrix), row, column, flat))
                        .as("element %d, %d", row, column)
                        .isEqualTo(dtype.at(row, column));
            }
        }
        assertThat(count(Objects.requireNonNull(matrix))).isEqualTo((long) rowCount * columnCount);
    }

    private static Object element(Elements dtype, Object matrix, int row, int column, int flat) {
        if (matrix instanceof NDArray array) {
            return dtype == Elements.STRUCTURED
                    ? new Reading(
                            array.field("id").getLong(row, column),
                            array.field("value").getDouble(row, column))
                    : boxed(dtype, array.getDouble(row, column));
        }
        if (matrix instanceof INDArray array) {
            return boxed(dtype, array.getDouble(row, column));
        }
        if (matrix instanceof FieldVector vector) {
            return vector.getObject(flat);
        }
        if (matrix instanceof ai.djl.ndarray.NDArray array) {
            ByteBuffer bytes = array.toByteBuffer(true).order(ByteOrder.nativeOrder());
            return switch (dtype) {
                case FLOAT64 -> bytes.asDoubleBuffer().get(flat);
                case FLOAT32 -> bytes.asFloatBuffer().get(flat);
                default -> bytes.asLongBuffer().get(flat);
            };
        }
        Object found = isFlat(matrix) ? Array.get(matrix, flat) : Array.get(Array.get(matrix, row), column);
        // Unpickled, whole numbers are as small as they may be.
        return found instanceof Integer small ? (Object) small.longValue() : found;
    }

    private static boolean isFlat(Object matrix) {
        return !Array.get(matrix, 0).getClass().isArray();
    }

    private static Object boxed(Elements dtype, double value) {
        return switch (dtype) {
            case FLOAT32 -> (float) value;
            case INT64 -> (long) value;
            default -> value;
        };
    }

    private static long count(Object matrix) {
        if (matrix instanceof NDArray array) {
            return array.size();
        }
        if (matrix instanceof INDArray array) {
            return array.length();
        }
        if (matrix instanceof FieldVector vector) {
            return vector.getValueCount();
        }
        if (matrix instanceof ai.djl.ndarray.NDArray array) {
            return array.size();
        }
        int length = Array.getLength(matrix);
        return isFlat(matrix) ? length : (long) length * Array.getLength(Array.get(matrix, 0));
    }
}
