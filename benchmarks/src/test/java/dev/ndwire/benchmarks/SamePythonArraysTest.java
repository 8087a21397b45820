package dev.ndwire.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What CPython is timed with beside [SerializeArray], [DeserializeArray] and [RoundTripArray] are the same matrices,
/// and what it gives holds them: its pickles, and what `distributed` makes of them.
class SamePythonArraysTest {
    private static final long BYTE_SIZE = 1024;
    private static final int FIGURES_OF_A_MATRIX = 15;
    private static final String DISTRIBUTED = "CPython, distributed";

    @TestFactory
    Stream<DynamicTest> holdsTheMatrix() throws IOException {
        assumeThat(Python.isThere()).as("a Python to compare with").isTrue();
        List<PythonRival> rivals = PythonRival.once(
                "protocol_times.py",
                "--class",
                "SerializeArray,DeserializeArray,RoundTripArray",
                "--sizes",
                "" + BYTE_SIZE);

        assertThat(rivals).hasSize(Elements.values().length * Layout.values().length * FIGURES_OF_A_MATRIX);
        return rivals.stream()
                .map(rival -> dynamicTest(
                        rival.benchmark() + " " + rival.parameters().values() + ", " + rival.by(),
                        () -> assertHolds(
                                Matrix.of(
                                        Elements.valueOf(rival.parameter("dtype")),
                                        Layout.valueOf(rival.parameter("layout")),
                                        BYTE_SIZE),
                                rival)));
    }

    private static void assertHolds(Matrix matrix, PythonRival rival) throws IOException {
        boolean isDistributed = rival.by().equals(DISTRIBUTED);
        switch (rival.benchmark()) {
            case "SerializeArray.serialize" -> {
                List<?> frames = (List<?>) ((PyTuple) Objects.requireNonNull(rival.gave())).get(1);
                assertThat(frames).singleElement().isEqualTo(Bytes.of(payload(matrix)));
            }
            case "SerializeArray.dumps" -> {
                List<Frame> frames = ((List<?>) Objects.requireNonNull(rival.gave()))
                        .stream()
                                .map(frame -> Frame.of(PythonRival.bytes(frame)))
                                .toList();
                assertSame(
                        matrix,
                        arrayIn(MessageReader.loads(
                                new FrameList(frames),
                                Serialization.standard(),
                                Context.local(Lease.none()),
                                HeaderLimits.standard())));
            }
            case "SerializeArray.dumpsWithPayload" -> {
                byte[] bytes = rival.bytes();
                if (isDistributed) {
                    byte[] payload = payload(matrix);
                    assertThat(Arrays.copyOfRange(bytes, bytes.length - payload.length, bytes.length))
                            .isEqualTo(payload);
                } else {
                    assertSame(matrix, PickleReader.standard().read(Bytes.of(rival.bytes())));
                }
            }
            case "DeserializeArray.loads", "DeserializeArray.loadsFromStream", "RoundTripArray.thereAndBack" ->
                assertSame(matrix, isDistributed ? arrayIn(rival.gave()) : rival.gave());
            case "DeserializeArray.deserialize", "RoundTripArray.inPlace" -> assertSame(matrix, rival.gave());
            default -> throw new AssertionError("nobody knows what " + rival.benchmark() + " is to give");
        }
    }

    /// What travels: of what is contiguous, memory as it lies; else the elements in C order.
    private static byte[] payload(Matrix matrix) {
        return matrix.layout().isContiguous()
                ? matrix.memory().segment().toArray(ValueLayout.JAVA_BYTE)
                : elements(matrix.array());
    }

    private static byte[] elements(NDArray array) {
        byte[] elements = new byte[Math.toIntExact(array.byteSize())];
        array.copyTo(MemorySegment.ofArray(elements));
        return elements;
    }

    private static @Nullable Object arrayIn(@Nullable Object request) {
        PyDict data = (PyDict) Objects.requireNonNull(((PyDict) Objects.requireNonNull(request)).get("data"));
        return data.get(SerializeArray.KEY);
    }

    private static void assertSame(Matrix matrix, @Nullable Object found) {
        assertThat(found).isInstanceOf(NDArray.class);
        // Of dtype, shape and elements.
        assertThat(matrix.array().equals(found)).isTrue();
    }
}
