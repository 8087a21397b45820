package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// `astype` to dtypes that leave something open, and elements set to single values, compared with numpy's results.
class ConversionGoldenTest {
    @Test
    void findsSizesAndUnitsAsNumpyDoes() {
        assertThat(GoldenLines.read("cast/flexible.txt"))
                .hasSizeGreaterThan(500)
                .allSatisfy(columns -> {
                    DType dtype = GoldenLines.build(GoldenLines.literal(columns.get(0)));
                    long count = Long.parseLong(columns.get(1));
                    byte[] elements = bytes(columns.get(2), count * dtype.itemSize());
                    NDArray array = NDArray.wrap(MemorySegment.ofArray(elements), dtype, count);
                    DType target = DType.parse(columns.get(3));
                    if (columns.get(4).equals("!")) {
                        assertThatIllegalArgumentException().isThrownBy(() -> array.astype(target));
                    } else {
                        NDArray result = array.astype(target);
                        assertThat(result.dtype()).isEqualTo(GoldenLines.build(GoldenLines.literal(columns.get(4))));
                        assertThat(hex(result)).isEqualTo(hex(bytes(columns.get(5), result.byteSize())));
                    }
                });
    }

    @Test
    void setsElementsToSingleValuesAsNumpyDoes() {
        assertThat(GoldenLines.read("array/assignments.txt"))
                .hasSizeGreaterThan(2000)
                .allSatisfy(columns -> {
                    NDArray array = NDArray.zeros(DType.parse(columns.get(0)), 1);
                    Object value = value(columns.get(1), columns.get(2));
                    String way = columns.get(3);
                    if (columns.get(4).equals("!")) {
                        assertThatIllegalArgumentException().isThrownBy(() -> assign(array, value, way));
                    } else {
                        assign(array, value, way);
                        assertThat(hex(array)).isEqualTo(hex(bytes(columns.get(4), array.byteSize())));
                    }
                });
    }

    private static void assign(NDArray array, Object value, String way) {
        if (way.equals("set")) {
            array.assign(value);
        } else {
            array.assign(value, Casting.valueOf(way.toUpperCase(Locale.ROOT)));
        }
    }

    private static Object value(String type, String text) {
        return switch (type) {
            case "int" -> integer(new BigInteger(text));
            case "float" -> floating(text);
            case "bool" -> text.equals("True");
            case "complex" -> complex(text.split(" ", -1));
            case "bytes" -> Bytes.utf8(text);
            default -> text;
        };
    }

    private static Object integer(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static double floating(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Complex complex(String... parts) {
        return new Complex(floating(parts[0]), floating(parts[1]));
    }

    private static byte[] bytes(String hex, long byteSize) {
        return Arrays.copyOf(HexFormat.of().parseHex(hex), (int) byteSize);
    }

    private static String hex(NDArray array) {
        return hex(array.toByteArray());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
