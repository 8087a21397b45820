package dev.ndwire.ndarray.cast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Loops for elements side by side give what the general way gives, which is compared with numpy elsewhere.
class DirectCastsTest {
    private static final int COUNT = 9001;
    private static final long SEED = 11;

    private static final List<DType> NUMBERS = Stream.of(
                    "?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", ">i4", ">f8")
            .map(DType::parse)
            .toList();

    static Stream<DType> numbers() {
        return NUMBERS.stream();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void givesTheSameSideBySideAsWithGaps(DType from) {
        try (Arena arena = Arena.ofConfined()) {
            long fromSize = from.itemSize();
            MemorySegment side = random(arena, from);
            MemorySegment apart = arena.allocate(COUNT * 2 * fromSize);
            for (long i = 0; i < COUNT; i++) {
                MemorySegment.copy(side, i * fromSize, apart, i * 2 * fromSize, fromSize);
            }
            for (DType to : NUMBERS) {
                long toSize = to.itemSize();
                RowCast cast = RowCast.of(from, to);
                MemorySegment expected = arena.allocate(COUNT * toSize);
                MemorySegment found = arena.allocate(COUNT * toSize);
                cast.run(apart, 0, 2 * fromSize, expected, 0, toSize, COUNT);
                cast.run(side, 0, fromSize, found, 0, toSize, COUNT);
                assertThat(found.mismatch(expected))
                        .as("%s to %s, seed %d", from, to, SEED)
                        .isEqualTo(-1);
            }
        }
    }

    /// Small and large numbers of every sign, and whatever bits make of floats.
    private static MemorySegment random(Arena arena, DType dtype) {
        var random = new Random(SEED);
        MemorySegment values = arena.allocate(COUNT * 8L);
        for (int i = 0; i < COUNT; i++) {
            double magnitude = Math.scalb(random.nextDouble() - 0.5, random.nextInt(80));
            values.setAtIndex(ValueLayout.JAVA_DOUBLE, i, i % 100 == 0 ? Double.NaN : magnitude);
        }
        MemorySegment elements = arena.allocate(COUNT * dtype.itemSize());
        RowCast.of(DType.FLOAT64, dtype).run(values, 0, 8, elements, 0, dtype.itemSize(), COUNT);
        return elements;
    }
}
