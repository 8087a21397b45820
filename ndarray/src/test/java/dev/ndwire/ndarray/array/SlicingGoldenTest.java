package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What numpy made of views, as `conformance/python/vectors/write_slicing_vectors.py` wrote it down.
class SlicingGoldenTest {
    /// Where the texts are numpy's own; elsewhere ours say more.
    private static final Set<String> SAME_TEXTS = Set.of("index ", "too man", "an inde", "slice s", "axis ");

    @Test
    void makesTheSameViewsAndRefusesTheSame() {
        List<List<String>> lines = GoldenLines.read("array/slicing.txt");
        var differences = new ArrayList<String>();
        for (List<String> line : lines) {
            PyTuple expected = (PyTuple) GoldenLines.literal(line.get(2));
            NDArray base = base(GoldenLines.shape(GoldenLines.literal(line.get(0))));
            String actual = outcome(base, (List<?>) GoldenLines.literal(line.get(1)));
            if (!isSame(expected, actual)) {
                differences.add(
                        line.get(0) + " " + line.get(1) + "\nexpected " + text(expected) + "\nactual   " + actual);
            }
        }
        assertThat(lines).hasSizeGreaterThan(1500);
        assertThat(differences).isEmpty();
    }

    private static boolean isSame(PyTuple expected, String actual) {
        if (!"error".equals(expected.get(0))) {
            return text(expected).equals(actual);
        }
        String message = String.valueOf(expected.get(2));
        boolean isTextSame = SAME_TEXTS.stream().anyMatch(message::startsWith);
        return actual.startsWith("error") && (!isTextSame || actual.startsWith("error: " + message));
    }

    private static String text(PyTuple outcome) {
        return "error".equals(outcome.get(0))
                ? outcome.get(1) + ": " + outcome.get(2)
                : String.join(
                        " ",
                        outcome.stream()
                                .map(part -> part instanceof PyTuple tuple
                                        ? Arrays.toString(GoldenLines.shape(tuple))
                                        : part)
                                .map(String::valueOf)
                                .toList());
    }

    private static NDArray base(long[] shape) {
        DType dtype = DType.parse("<i2");
        NDArray zeros = NDArray.zeros(dtype, shape);
        for (int i = 0; i < zeros.size(); i++) {
            zeros.segment().set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i, (short) i);
        }
        if (shape.length == 1 && shape[0] == 0) {
            // What numpy.arange gives is left as it is, and new arrays without elements have strides of 0.
            return zeros;
        }
        return NDArray.wrap(zeros.segment(), dtype, shape, Shapes.contiguousStrides(shape, 2, Order.C), 0, true);
    }

    private static String outcome(NDArray base, List<?> steps) {
        NDArray array = base;
        try {
            for (Object step : steps) {
                array = apply(array, part(step, 0).toString(), part(step, 1));
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException refused) {
            return "error: " + refused.getMessage();
        }
        boolean isView = array.size() == 0
                || base.segment().asOverlappingSlice(array.segment()).isPresent();
        return String.join(
                " ",
                isView ? "view" : "copy",
                Arrays.toString(array.shape()),
                Arrays.toString(array.strides()),
                String.valueOf(isView ? start(base, array) : 0),
                String.valueOf(array.isCContiguous()),
                String.valueOf(array.isFContiguous()),
                bytes(array));
    }

    private static Object part(Object step, int index) {
        return Objects.requireNonNull(((PyTuple) step).get(index));
    }

    private static long start(NDArray base, NDArray array) {
        return array.size() == 0
                ? 0
                : array.segment().address()
                        + array.byteOffset()
                        - base.segment().address();
    }

    private static NDArray apply(NDArray array, String name, Object argument) {
        return switch (name) {
            case "at" -> array.at((String) argument);
            case "transpose" ->
                array.transpose(Arrays.stream(GoldenLines.shape(argument))
                        .mapToInt(Math::toIntExact)
                        .toArray());
            case "reshape" -> array.reshape(GoldenLines.shape(argument));
            default -> array.broadcastTo(GoldenLines.shape(argument));
        };
    }

    private static String bytes(NDArray array) {
        var bytes = new byte[(int) array.byteSize()];
        array.copyTo(MemorySegment.ofArray(bytes));
        return HexFormat.of().formatHex(bytes);
    }
}
