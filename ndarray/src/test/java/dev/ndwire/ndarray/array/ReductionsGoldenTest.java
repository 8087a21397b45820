package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.cast.Casts;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Elements;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What numpy made of reductions, as `conformance/python/vectors/write_reduce_vectors.py` wrote it down.
class ReductionsGoldenTest {
    private static final String[] TEXTS = {"", "a", "b", "ab", "0", "zz"};

    /// Where the texts are numpy's own; elsewhere ours say more.
    private static final List<String> SAME_TEXTS = List.of("zero-size", "attempt to", "ufunc 'multiply'", "axis");

    @ParameterizedTest
    @CsvSource({
        "reduce/reductions.txt, false, 1, 14000",
        "reduce/reductions.txt, true, 3, 14000",
        "reduce/cumulative.txt, false, 1, 1000",
        "reduce/cumulative.txt, true, 3, 1000",
        "reduce/masked.txt, false, 1, 3000",
        "reduce/masked.txt, true, 3, 3000"
    })
    void reducesAsNumpyDoes(String file, boolean isOnHeap, int step, int leastCount) {
        List<List<String>> lines = GoldenLines.read(file);
        var differences = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i += step) {
            List<String> line = lines.get(i);
            String expected = line.get(7);
            String actual = outcome(line, isOnHeap);
            if (!isSame(expected, actual)) {
                differences.add(String.join(" | ", line.subList(0, 7)) + "\nnumpy " + expected + "\nhere  " + actual);
            }
        }
        assertThat(lines).hasSizeGreaterThan(leastCount);
        assertThat(String.join("\n", differences)).isEmpty();
    }

    private static boolean isSame(String expected, String actual) {
        if (!expected.startsWith("error ")) {
            return expected.equals(actual);
        }
        String message = expected.substring(6);
        boolean isTextSame = SAME_TEXTS.stream().anyMatch(message::startsWith);
        return isTextSame ? actual.startsWith("error " + message) : actual.startsWith("error ");
    }

    private static String outcome(List<String> line, boolean isOnHeap) {
        Map<?, ?> options = (Map<?, ?>) GoldenLines.literal(line.get(6));
        int special = options.get("special") instanceof Long kind ? kind.intValue() : 0;
        NDArray array = operand(line.get(0), line.get(1), line.get(2), line.get(3), special, isOnHeap);
        try {
            NDArray mask = options.get("where") instanceof String where ? mask(array, line, where, isOnHeap) : null;
            return text(result(array, line.get(4), axes(line.get(5)), options, mask));
        } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
            return "error " + refused.getMessage();
        }
    }

    /// An operand as `write_reduce_vectors.py` makes it.
    static NDArray operand(String dtype, String shapeText, String index, String axes, int special, boolean isOnHeap) {
        long[] shape = GoldenLines.shape(GoldenLines.literal(shapeText));
        NDArray elements = source(DType.parse(dtype), (int) Shapes.elementCount(shape, 1), special);
        if (isOnHeap) {
            var bytes = new byte[(int) elements.byteSize()];
            elements.copyTo(MemorySegment.ofArray(bytes));
            elements = NDArray.wrap(MemorySegment.ofArray(bytes), elements.dtype(), elements.shape());
        }
        return elements.reshape(shape).at(index).transpose(axes(axes));
    }

    private static NDArray mask(NDArray array, List<String> line, String where, boolean isOnHeap) {
        String form = where.substring(0, where.indexOf(' '));
        String pattern = where.substring(where.indexOf(' ') + 1);
        long[] base = GoldenLines.shape(GoldenLines.literal(line.get(1)));
        long[] shape = array.shape();
        int last = Math.max(0, shape.length - 1);
        return switch (form) {
            case "like" ->
                filled(base, Order.C, pattern, isOnHeap).at(line.get(2)).transpose(axes(line.get(3)));
            case "C" -> filled(shape, Order.C, pattern, isOnHeap);
            case "F" -> filled(shape, Order.F, pattern, isOnHeap);
            case "row" -> filled(Arrays.copyOfRange(shape, last, shape.length), Order.C, pattern, isOnHeap);
            default -> {
                long[] column = shape.clone();
                Arrays.fill(column, last, shape.length, 1);
                yield filled(column, Order.C, pattern, isOnHeap);
            }
        };
    }

    private static NDArray filled(long[] shape, Order order, String pattern, boolean isOnHeap) {
        var values = new byte[(int) Shapes.elementCount(shape, 1)];
        for (int i = 0; i < values.length; i++) {
            boolean isSet = pattern.equals("runs") ? i / 50 % 3 != 1 : i * 31 % 13 < (pattern.equals("mixed") ? 8 : 0);
            values[i] = (byte) (isSet ? 1 : 0);
        }
        NDArray array = NDArray.wrap(MemorySegment.ofArray(values), DType.BOOL, values.length);
        return (isOnHeap ? array : array.copy()).reshape(order, shape);
    }

    private static NDArray result(
            NDArray array, String function, int[] axes, Map<?, ?> options, @Nullable NDArray mask) {
        if (function.startsWith("cum")) {
            boolean isSum = function.equals("cumsum");
            return Reducing.accumulate(array, isSum, options(options), axes);
        }
        Reduction reduction = Reduction.valueOf(function.toUpperCase(Locale.ROOT));
        if (options.get("out") instanceof String dtype) {
            ReduceOptions plain = ReduceOptions.DEFAULT.keepDims(Boolean.TRUE.equals(options.get("keepdims")));
            NDArray out = NDArray.zeros(
                    DType.parse(dtype), array.reduce(Reduction.ANY, plain, axes).shape());
            return mask == null
                    ? array.reduceInto(out, reduction, options(options), axes)
                    : array.reduceInto(out, reduction, options(options), mask, axes);
        }
        if (mask != null) {
            return array.reduce(reduction, options(options), mask, axes);
        }
        return array.reduce(reduction, options(options), axes);
    }

    private static ReduceOptions options(Map<?, ?> options) {
        ReduceOptions result = ReduceOptions.DEFAULT.keepDims(Boolean.TRUE.equals(options.get("keepdims")));
        if (options.get("dtype") instanceof String dtype) {
            result = result.dtype(DType.parse(dtype));
        }
        if (options.get("ddof") instanceof Long ddof) {
            result = result.ddof(ddof);
        }
        return options.get("initial") instanceof Long initial ? result.initial(initial) : result;
    }

    private static int[] axes(@Nullable String tuple) {
        return Arrays.stream(GoldenLines.shape(GoldenLines.literal(String.valueOf(tuple))))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private static NDArray source(DType dtype, int count, int special) {
        var numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i * 7919L % 1009 - 504;
        }
        return switch (dtype.kind()) {
            case BYTES, VOID -> converted(converted(texts(numbers), DType.bytes(3)), dtype);
            case TEXT -> converted(texts(numbers), dtype);
            case DATETIME, TIMEDELTA -> converted(times(numbers, special, dtype), dtype);
            case BOOL, INT, UINT -> converted(integers(numbers, special), dtype);
            case FLOAT -> converted(NDArray.of(floats(numbers, special)), dtype);
            case COMPLEX -> converted(complex(numbers, special), dtype);
            case LONG_FLOAT, LONG_COMPLEX, EXTENSION -> throw new AssertionError("nothing is computed with " + dtype);
        };
    }

    private static NDArray texts(long[] numbers) {
        return NDArray.of(
                Arrays.stream(numbers)
                        .mapToObj(k -> TEXTS[(int) Math.floorMod(k, 6L)])
                        .toArray(String[]::new),
                DType.text(2));
    }

    private static NDArray times(long[] numbers, int special, DType dtype) {
        var values = new long[numbers.length];
        for (int i = 0; i < values.length; i++) {
            boolean isNat = special != 0 && Math.floorMod(numbers[i], 50L) == 3;
            values[i] = isNat ? DType.NAT : numbers[i] * 1000003;
        }
        return NDArray.wrap(NDArray.of(values).segment(), dtype.withByteOrder(ByteOrder.nativeOrder()), numbers.length);
    }

    private static NDArray integers(long[] numbers, int special) {
        return NDArray.of(Arrays.stream(numbers)
                .map(k -> special != 0 && Math.floorMod(k, 7L) == 1 ? 0 : k)
                .toArray());
    }

    private static double[] floats(long[] numbers, int special) {
        var values = new double[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i] * 0.37;
            if (special != 0) {
                values[i] *= Math.floorMod(numbers[i], 11L) == 0 ? 1e-9 : 1;
                boolean isSpecial = Math.floorMod(numbers[i], 400L) == 77;
                values[i] = isSpecial ? special == 1 ? Double.NaN : Double.POSITIVE_INFINITY : values[i];
            }
        }
        return values;
    }

    private static NDArray complex(long[] numbers, int special) {
        double[] real = floats(numbers, special);
        NDArray values = NDArray.zeros(DType.COMPLEX128, real.length);
        for (int i = 0; i < real.length; i++) {
            double imaginary = numbers[i == 0 ? real.length - 1 : i - 1] * 0.11;
            values.set(new Complex(real[i], imaginary), i);
        }
        return values;
    }

    private static NDArray converted(NDArray values, DType dtype) {
        NDArray converted = NDArray.zeros(dtype, values.shape());
        Casts.convert(values.elements(), converted.elements());
        return converted;
    }

    private static String text(NDArray result) {
        String strides = result.size() == 0 ? "-" : Shapes.text(result.strides());
        return String.join(
                        " ",
                        result.dtype().str(),
                        Shapes.text(result.shape()).replace(", ", ","),
                        strides,
                        bytes(result))
                .replace(", ", ",");
    }

    private static String bytes(NDArray result) {
        NDArray copy = result.copy(Order.C);
        var bytes = new byte[(int) copy.byteSize()];
        MemorySegment memory = MemorySegment.ofArray(bytes);
        copy.copyTo(memory);
        Kind kind = result.dtype().kind();
        if (kind == Kind.FLOAT || kind == Kind.COMPLEX) {
            long size = result.dtype().itemSize() / (kind == Kind.COMPLEX ? 2 : 1);
            canonize(memory, result.dtype().byteOrder(), size);
        }
        var crc = new CRC32();
        crc.update(bytes);
        return bytes.length <= 64
                ? HexFormat.of().formatHex(bytes)
                : "crc" + HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static void canonize(MemorySegment memory, ByteOrder order, long size) {
        long nan = size == 2 ? 0x7e00 : size == 4 ? 0x7fc00000 : 0x7ff8000000000000L;
        for (long at = 0; at < memory.byteSize(); at += size) {
            if (Double.isNaN(Elements.real(memory, order, size, at))) {
                Elements.put(memory, order, size, at, nan);
            }
        }
    }
}
