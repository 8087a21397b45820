package dev.ndwire.ndarray.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.ndarray.GoldenLines;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Conversions that numpy was asked for, compared with its bytes.
class CastGoldenTest {
    private static final List<List<String>> NUMBERS = GoldenLines.read("cast/numbers.txt");
    private static final List<List<String>> VALUES = GoldenLines.read("cast/values.txt");

    @Test
    void convertsNumbersAsNumpyDoes() {
        String[] elements = {""};
        assertThat(NUMBERS).hasSizeGreaterThan(1400).allSatisfy(columns -> {
            elements[0] = columns.get(3).equals("=") ? elements[0] : columns.get(3);
            DType from = DType.parse(columns.get(0));
            DType to = DType.parse(columns.get(1));
            int count = Integer.parseInt(columns.get(2));
            check(from, to, count, elements[0], columns.get(4));
        });
    }

    @Test
    void convertsPointsInTimeToTextsOfEveryLengthAsNumpyDoes() {
        assertThat(GoldenLines.read("cast/dates.txt")).hasSizeGreaterThan(3000).allSatisfy(columns -> {
            DType from = DType.parse(columns.get(0));
            check(from, DType.parse(columns.get(1)), 1, columns.get(3), columns.get(4));
        });
    }

    @Test
    void convertsValuesAsNumpyDoes() {
        assertThat(VALUES).hasSizeGreaterThan(10_000).allSatisfy(columns -> {
            DType from = GoldenLines.build(GoldenLines.literal(columns.get(0)));
            DType to = GoldenLines.build(GoldenLines.literal(columns.get(1)));
            check(from, to, 1, columns.get(2), columns.get(3));
        });
    }

    private static void check(DType from, DType to, int count, String elements, String expected) {
        byte[] source = bytes(elements, count * from.itemSize());
        if (expected.equals("!")) {
            assertThatIllegalArgumentException().isThrownBy(() -> convert(from, to, count, source));
        } else {
            assertThat(HexFormat.of().formatHex(convert(from, to, count, source)))
                    .isEqualTo(HexFormat.of().formatHex(bytes(expected, count * to.itemSize())));
        }
    }

    private static byte[] bytes(String hex, long byteSize) {
        return Arrays.copyOf(HexFormat.of().parseHex(hex), (int) byteSize);
    }

    private static byte[] convert(DType from, DType to, long count, byte[] source) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment read = arena.allocateFrom(ValueLayout.JAVA_BYTE, source);
            MemorySegment written = arena.allocate(count * to.itemSize());
            long[] shape = {count};
            Casts.convert(
                    Strided.contiguous(read, from, shape, Order.C), Strided.contiguous(written, to, shape, Order.C));
            return written.toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
