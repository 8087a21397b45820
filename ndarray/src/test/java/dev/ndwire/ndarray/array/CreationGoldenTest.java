package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The arrays that numpy's creation routines make, as `conformance/python/vectors/write_creation_vectors.py` wrote them
/// down.
class CreationGoldenTest {
    @Test
    void makesTheSameArraysAndRefusesTheSame() {
        List<List<String>> lines = GoldenLines.read("array/creations.txt");
        var differences = new ArrayList<String>();
        for (List<String> line : lines) {
            PyTuple expected = (PyTuple) GoldenLines.literal(line.get(2));
            String wanted = "error".equals(expected.get(0)) ? "error" : text(expected);
            String actual =
                    outcome((String) GoldenLines.literal(line.get(0)), (PyTuple) GoldenLines.literal(line.get(1)));
            if (!actual.equals(wanted)) {
                differences.add(line.get(0) + line.get(1) + "\nexpected " + text(expected) + "\nactual   " + actual);
            }
        }
        assertThat(lines).hasSizeGreaterThan(3500);
        assertThat(differences).isEmpty();
    }

    private static String text(PyTuple outcome) {
        return String.join(
                " ",
                outcome.stream()
                        .map(part -> part instanceof PyTuple tuple ? Arrays.toString(GoldenLines.shape(tuple)) : part)
                        .map(String::valueOf)
                        .toList());
    }

    private static String outcome(String routine, PyTuple arguments) {
        NDArray made;
        try {
            made = made(routine, arguments);
        } catch (IllegalArgumentException refused) {
            return "error";
        }
        var bytes = new byte[(int) made.byteSize()];
        made.copyTo(MemorySegment.ofArray(bytes));
        return made.dtype().repr() + " " + Arrays.toString(made.shape()) + " " + Arrays.toString(made.strides()) + " "
                + HexFormat.of().formatHex(bytes);
    }

    private static NDArray made(String routine, PyTuple all) {
        Object first = part(all, 0);
        return switch (routine) {
            case "arange" ->
                part(all, 1) instanceof Long start
                        ? NDArray.arange(GoldenLines.build(first), start, whole(all, 2), whole(all, 3))
                        : NDArray.arange(GoldenLines.build(first), real(all, 1), real(all, 2), real(all, 3));
            case "linspace" ->
                NDArray.linspace(real(all, 0), real(all, 1), whole(all, 2), Boolean.TRUE.equals(part(all, 3)));
            case "linspaceOf" ->
                NDArray.linspace(
                        GoldenLines.build(first),
                        real(all, 1),
                        real(all, 2),
                        whole(all, 3),
                        Boolean.TRUE.equals(part(all, 4)));
            case "full" -> NDArray.full(value(all, (String) part(all, 1)), GoldenLines.build(first), 2);
            case "eye" -> NDArray.eye(GoldenLines.build(first), whole(all, 1), whole(all, 2), whole(all, 3));
            case "ones" -> NDArray.ones(GoldenLines.build(first), GoldenLines.shape(part(all, 1)));
            case "zeros" -> zeros(GoldenLines.build(first), order(part(all, 1)), GoldenLines.shape(part(all, 2)));
            case "zerosLike" -> zerosLike(first, part(all, 1), GoldenLines.build(part(all, 2)), order(part(all, 3)));
            default -> throw new AssertionError(routine);
        };
    }

    private static NDArray zeros(DType dtype, Order order, long[] shape) {
        if (order == Order.C) {
            return NDArray.zeros(dtype, shape);
        }
        NDArray made = NDArray.empty(Allocation.automatic(), dtype, order, shape);
        made.segment().fill((byte) 0);
        return made;
    }

    private static NDArray zerosLike(Object shape, Object axes, DType dtype, Order order) {
        NDArray model = NDArray.zeros(DType.FLOAT64, GoldenLines.shape(shape))
                .transpose(Arrays.stream(GoldenLines.shape(axes))
                        .mapToInt(Math::toIntExact)
                        .toArray());
        if (order == Order.K) {
            return NDArray.zerosLike(model, dtype);
        }
        NDArray made = NDArray.emptyLike(model, dtype, order);
        made.segment().fill((byte) 0);
        return made;
    }

    private static Object part(@Nullable Object tuple, int index) {
        return Objects.requireNonNull(((PyTuple) Objects.requireNonNull(tuple)).get(index));
    }

    private static Object value(PyTuple arguments, String kind) {
        return switch (kind) {
            case "real" -> real(arguments, 2);
            case "bytes" -> Bytes.utf8((String) part(arguments, 2));
            default -> part(arguments, 2);
        };
    }

    private static Order order(Object name) {
        return Order.valueOf((String) name);
    }

    private static long whole(PyTuple arguments, int index) {
        return (Long) part(arguments, index);
    }

    private static double real(PyTuple arguments, int index) {
        return Double.parseDouble((String) part(arguments, index));
    }
}
