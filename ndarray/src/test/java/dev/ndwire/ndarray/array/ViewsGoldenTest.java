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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What numpy made of views, as `write_slicing_vectors.py` and `write_view_vectors.py` in `conformance/python/vectors`
/// wrote it down.
class ViewsGoldenTest {
    /// Where the texts are numpy's own; elsewhere ours say more.
    private static final Set<String> SAME_TEXTS = Set.of("index ", "too man", "an inde", "slice s", "axis ");

    @ParameterizedTest
    @CsvSource({"array/slicing.txt, 2000", "array/views.txt, 4000"})
    void makesTheSameViewsAndRefusesTheSame(String file, int leastCount) {
        List<List<String>> lines = GoldenLines.read(file);
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
        assertThat(lines).hasSizeGreaterThan(leastCount);
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
                array = apply(array, part(step, 0).toString(), ((PyTuple) step).get(1));
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException refused) {
            return "error: " + refused.getMessage();
        }
        boolean isView = array.size() == 0
                || base.segment().asOverlappingSlice(array.segment()).isPresent();
        return String.join(
                " ",
                isView ? "view" : "copy",
                array.dtype().repr(),
                Arrays.toString(array.shape()),
                Arrays.toString(array.strides()),
                String.valueOf(isView ? start(base, array) : 0),
                String.valueOf(array.isCContiguous()),
                String.valueOf(array.isFContiguous()),
                String.valueOf(array.isWriteable()),
                bytes(array));
    }

    private static Object part(@Nullable Object tuple, int index) {
        return Objects.requireNonNull(((PyTuple) Objects.requireNonNull(tuple)).get(index));
    }

    private static long start(NDArray base, NDArray array) {
        return array.size() == 0
                ? 0
                : array.segment().address()
                        + array.byteOffset()
                        - base.segment().address();
    }

    private static NDArray apply(NDArray array, String name, @Nullable Object argument) {
        return switch (name) {
            case "at" -> array.at(text(argument));
            case "transpose" -> array.transpose(axes(argument));
            case "reshape" -> array.reshape(GoldenLines.shape(argument));
            case "reshapeF" -> array.reshape(Order.F, GoldenLines.shape(argument));
            case "reshapeA" -> array.reshape(Order.A, GoldenLines.shape(argument));
            case "reshapeK" -> array.reshape(Order.K, GoldenLines.shape(argument));
            case "unstack" -> last(array.unstack(axes(argument)[0]));
            case "broadcast" -> array.broadcastTo(GoldenLines.shape(argument));
            case "swapAxes" -> array.swapAxes(axes(argument)[0], axes(argument)[1]);
            case "moveAxis" -> moved(array, part(argument, 0), part(argument, 1));
            case "ravel" -> array.ravel(Order.valueOf(text(argument)));
            case "flatten" -> array.flatten(Order.valueOf(text(argument)));
            case "copy" -> array.copy(Order.valueOf(text(argument)));
            case "squeeze" -> argument == null ? array.squeeze() : array.squeeze(axes(argument));
            case "expandDims" -> array.expandDims(axes(argument));
            case "flip" -> argument == null ? array.flip() : array.flip(axes(argument));
            case "diagonal" -> diagonal(array, axes(argument));
            case "view" -> array.view(GoldenLines.build(argument));
            case "field" -> array.field(text(argument));
            case "fields" ->
                array.fields(((PyTuple) Objects.requireNonNull(argument))
                        .stream().map(String::valueOf).toArray(String[]::new));
            case "real" -> array.real();
            case "imag" -> array.imag();
            case "zerosLike" -> NDArray.zerosLike(array);
            case "asStrided" ->
                array.asStrided(GoldenLines.shape(part(argument, 0)), GoldenLines.shape(part(argument, 1)));
            default -> throw new AssertionError(name);
        };
    }

    private static String text(@Nullable Object argument) {
        return (String) Objects.requireNonNull(argument);
    }

    private static int[] axes(@Nullable Object argument) {
        return argument instanceof Long axis
                ? new int[] {Math.toIntExact(axis)}
                : Arrays.stream(GoldenLines.shape(argument))
                        .mapToInt(Math::toIntExact)
                        .toArray();
    }

    private static NDArray last(List<NDArray> parts) {
        return parts.get(parts.size() - 1);
    }

    private static NDArray moved(NDArray array, Object source, Object destination) {
        return source instanceof Long && destination instanceof Long
                ? array.moveAxis(axes(source)[0], axes(destination)[0])
                : array.moveAxis(axes(source), axes(destination));
    }

    private static NDArray diagonal(NDArray array, int[] arguments) {
        return arguments.length == 0
                ? array.diagonal()
                : array.diagonal(
                        arguments[0], arguments.length > 1 ? arguments[1] : 0, arguments.length > 2 ? arguments[2] : 1);
    }

    private static String bytes(NDArray array) {
        var bytes = new byte[(int) array.byteSize()];
        array.copyTo(MemorySegment.ofArray(bytes));
        return HexFormat.of().formatHex(bytes);
    }
}
