package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.PadMode;
import dev.ndwire.ndarray.shape.SearchSide;
import dev.ndwire.ndarray.shape.Shapes;
import dev.ndwire.ndarray.shape.TakeMode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What numpy makes of take, masks, sort and their like, as `conformance/python/vectors/write_select_vectors.py` wrote
/// it down: over every dtype, in every layout, with the kinds of memory taking turns.
class SelectionGoldenTest {
    /// Where ours say more than numpy's: of a division by zero, of a missing axis, of what a length is the product of,
    /// and where it names the Python object that it could not make an element of.
    private static final List<String> OTHER_TEXTS = List.of(
            "integer modulo by zero",
            "tuple index out of range",
            "operands could not be broadcast together with shapes",
            "only 0-dimensional arrays can be converted to Python scalars",
            "Could not convert object to NumPy");

    /// Not in step with the operands of the operations, so that memory of different kinds meets.
    private final PrimitiveIterator.OfInt turn =
            IntStream.iterate(0, i -> i + 1).iterator();

    /// To close a shared arena takes longer than most operations.
    private final Arena shared = Arena.ofAuto();

    /// Read once for all forms.
    private static final List<Case> CASES = cases();

    /// One operation on one array, and what numpy made of it.
    private record Case(Object array, List<?> operation, String expected) {}

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        Object array = "";
        for (List<String> line : GoldenLines.read("select/operations.txt")) {
            array = line.get(0).isEmpty() ? array : GoldenLines.literal(line.get(0));
            List<?> operation = (List<?>) GoldenLines.literal(line.get(1));
            cases.add(new Case(array, operation, text(GoldenLines.literal(line.get(2)))));
        }
        return List.copyOf(cases);
    }

    @ParameterizedTest
    @EnumSource
    void givesWhatNumpyGives(Placed.Form form) {
        var differences = new ArrayList<String>();
        for (Case one : CASES) {
            String actual = outcome(one, form);
            if (!isSame(one.expected(), actual)) {
                differences.add(one + "\nactual " + actual);
            }
        }
        assertThat(CASES).hasSizeGreaterThan(15_000);
        assertThat(differences).isEmpty();
    }

    private static boolean isSame(String expected, String actual) {
        if (!expected.startsWith("error: ")) {
            return expected.equals(actual);
        }
        boolean isOther = OTHER_TEXTS.stream().anyMatch(expected::contains);
        return isOther ? actual.startsWith("error: ") : actual.startsWith(expected.strip());
    }

    private static String text(Object outcome) {
        PyTuple parts = (PyTuple) outcome;
        return switch (String.valueOf(parts.get(0))) {
            case "error" -> "error: " + parts.get(2);
            case "list" ->
                list(parts.get(1)).stream().map(SelectionGoldenTest::text).collect(Collectors.joining(" + "));
            default ->
                GoldenLines.build(parts.get(1)).repr() + " " + Shapes.text(GoldenLines.shape(parts.get(2))) + " "
                        + parts.get(3);
        };
    }

    private static String text(NDArray array) {
        var bytes = new byte[(int) array.byteSize()];
        array.copyTo(MemorySegment.ofArray(bytes));
        return array.dtype().repr() + " " + Shapes.text(array.shape()) + " "
                + HexFormat.of().formatHex(bytes);
    }

    private String outcome(Case one, Placed.Form form) {
        try (Arena confined = Arena.ofConfined()) {
            var run = new Run(confined, shared, form, turn);
            return run.apply(run.array(one.array()), one.operation());
        } catch (IndexOutOfBoundsException | IllegalArgumentException refused) {
            return "error: " + refused.getMessage();
        }
    }

    private static List<Object> list(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(Object.class::cast).toList();
    }

    /// One operation on arrays of one layout and kind of memory.
    private record Run(Arena confined, Arena shared, Placed.Form form, PrimitiveIterator.OfInt turn) {
        private static final Placed.Place[] QUICK = {
            Placed.Place.HEAP, Placed.Place.CONFINED, Placed.Place.SHARED, Placed.Place.UNALIGNED, Placed.Place.HEAP
        };

        NDArray array(@Nullable Object plan) {
            PyTuple parts = (PyTuple) Objects.requireNonNull(plan);
            DType dtype = GoldenLines.build(parts.get(1));
            long[] shape = GoldenLines.shape(parts.get(2));
            byte[] bytes = HexFormat.of().parseHex(String.valueOf(parts.get(3)));
            MemorySegment memory = place().memory(confined, shared, Placed.byteSize(dtype, shape));
            return Placed.of(dtype, shape, bytes, form, memory);
        }

        private Placed.Place place() {
            int next = turn.next();
            // To map a file takes a thousand times as long as most operations.
            return next % 67 == 0 ? Placed.Place.MAPPED : QUICK[next % QUICK.length];
        }

        String apply(NDArray array, List<?> operation) {
            List<Object> given = list(operation);
            Object first = given.size() > 1 ? given.get(1) : "";
            return switch (String.valueOf(given.get(0))) {
                case "take" -> text(take(array, array(first), operation.get(2), mode(given.get(3))));
                case "mask" -> text(array.mask(array(first)));
                case "assign" -> {
                    array.assignWhere(array(first), array(given.get(2)));
                    yield text(array);
                }
                case "index" -> text(array.takeAt(index(first)));
                case "set" -> {
                    array.assignAt(array(given.get(2)), index(first));
                    yield text(array);
                }
                case "put" -> {
                    array.put(array(first), array(given.get(2)), mode(given.get(3)));
                    yield text(array);
                }
                case "repeat" -> text(repeat(array, first, axis(given.get(2))));
                case "tile" -> text(array.tile(GoldenLines.shape(first)));
                case "roll" -> text(roll(array, GoldenLines.shape(first), operation.get(2)));
                case "split" -> texts(split(array, first, axis(given.get(2))));
                case "array_split" -> texts(array.arraySplit(axis(first), axis(given.get(2))));
                case "pad" -> text(pad(array, widths(first), String.valueOf(given.get(2))));
                case "pad_constant" -> text(array.pad(widths(first), array(given.get(2))));
                case "sort" -> text(sorted(array, axis(first), fields(given)));
                case "argsort" -> text(array.argSort(axis(first), fields(given)));
                case "unique" -> unique(array);
                case "nonzero" -> texts(array.nonzero());
                case "flatnonzero" -> text(array.flatNonzero());
                case "argwhere" -> text(array.argWhere());
                case "searchsorted" -> text(search(array, array(first), String.valueOf(given.get(2))));
                case "concatenate" -> text(concatenate(array, list(first), operation.get(2)));
                case "stack" -> text(NDArray.stack(axis(given.get(2)), all(array, list(first))));
                case "hstack" -> text(NDArray.hstack(all(array, list(first))));
                case "vstack" -> text(NDArray.vstack(all(array, list(first))));
                case "where" -> text(NDArray.where(array(first), array, operand(given.get(2))));
                default -> throw new AssertionError(operation);
            };
        }

        private static String texts(List<NDArray> arrays) {
            return arrays.stream().map(SelectionGoldenTest::text).collect(Collectors.joining(" + "));
        }

        private static int axis(Object number) {
            return Math.toIntExact((Long) number);
        }

        private static TakeMode mode(Object name) {
            return TakeMode.valueOf(name.toString().toUpperCase(Locale.ROOT));
        }

        private Object[] index(Object parts) {
            return list(parts).stream()
                    .map(part -> part instanceof String ? part : array(part))
                    .toArray();
        }

        private static String[] fields(List<Object> given) {
            return given.stream().skip(2).map(String::valueOf).toArray(String[]::new);
        }

        private static NDArray take(NDArray array, NDArray indices, @Nullable Object axis, TakeMode mode) {
            return axis == null ? array.take(indices, mode) : array.take(indices, axis(axis), mode);
        }

        private NDArray repeat(NDArray array, Object times, int axis) {
            return times instanceof Long number ? array.repeat(number, axis) : array.repeat(array(times), axis);
        }

        private static NDArray roll(NDArray array, long[] shifts, @Nullable Object axes) {
            return axes == null
                    ? array.roll(shifts[0])
                    : array.roll(
                            shifts,
                            Arrays.stream(GoldenLines.shape(axes))
                                    .mapToInt(Math::toIntExact)
                                    .toArray());
        }

        private static List<NDArray> split(NDArray array, Object cuts, int axis) {
            return cuts instanceof Long sections
                    ? array.split(Math.toIntExact(sections), axis)
                    : array.split(GoldenLines.shape(cuts), axis);
        }

        private static long[][] widths(Object lists) {
            return list(lists).stream().map(GoldenLines::shape).toArray(long[][]::new);
        }

        private static NDArray pad(NDArray array, long[][] widths, String mode) {
            return mode.equals("constant")
                    ? array.pad(widths)
                    : array.pad(widths, PadMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        }

        private static NDArray sorted(NDArray array, int axis, String... fields) {
            NDArray sorted = array.sort(axis, fields);
            array.sortInPlace(axis, fields);
            assertThat(text(array)).isEqualTo(text(sorted));
            return sorted;
        }

        private static String unique(NDArray array) {
            UniqueElements parts = array.uniqueElements();
            assertThat(text(array.unique())).isEqualTo(text(parts.values()));
            return texts(List.of(parts.values(), parts.indices(), parts.inverse(), parts.counts()));
        }

        private static NDArray search(NDArray array, NDArray values, String side) {
            NDArray sorted = array.ndim() == 1 ? array.sort(0) : array;
            return sorted.searchSorted(values, SearchSide.valueOf(side.toUpperCase(Locale.ROOT)));
        }

        private NDArray[] all(NDArray first, List<Object> others) {
            var arrays = new ArrayList<NDArray>();
            arrays.add(first);
            others.forEach(other -> arrays.add(array(other)));
            return arrays.toArray(NDArray[]::new);
        }

        private NDArray concatenate(NDArray array, List<Object> others, @Nullable Object axis) {
            NDArray[] arrays = others.isEmpty() ? new NDArray[0] : all(array, others);
            return axis == null ? NDArray.concatenateFlat(arrays) : NDArray.concatenate(axis(axis), arrays);
        }

        private Object operand(Object value) {
            if (value instanceof PyTuple plan) {
                return "float".equals(plan.get(0)) ? (Object) Double.valueOf(String.valueOf(plan.get(1))) : array(plan);
            }
            return value;
        }
    }
}
