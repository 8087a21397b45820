package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Spliterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrayAccessTest {
    private static final List<DType> WHOLE = List.of(
            DType.INT8,
            DType.UINT8,
            DType.parse("<i2"),
            DType.parse(">i2"),
            DType.parse("<u4"),
            DType.parse(">i4"),
            DType.parse("<i8"),
            DType.parse(">i8"),
            DType.parse("<u8"));

    /// 2 × 3 × 4 × 5 elements that count from 0 on, as a view with steps, negative strides and turned axes.
    private static NDArray counted(DType dtype) {
        NDArray all = NDArray.zeros(dtype, 5, 8, 3, 2);
        NDArray view = all.transpose().at("::-1, :, ::2, ::-1");
        long next = 0;
        for (long i = 0; i < 2; i++) {
            for (long j = 0; j < 3; j++) {
                for (long k = 0; k < 4; k++) {
                    for (long l = 0; l < 5; l++) {
                        view.setLong(next++, i, j, k, l);
                    }
                }
            }
        }
        return view;
    }

    @Test
    void readsAndSetsByUpToFourPositionsAsByAnyNumber() {
        for (DType dtype : WHOLE) {
            NDArray four = counted(dtype);
            NDArray three = four.at("1");
            NDArray two = three.at("-1");
            NDArray one = two.at("0");
            assertThat(four.getLong(1, 2, 0, 3)).isEqualTo(103);
            assertThat(three.getLong(2, 0, 3)).isEqualTo(103);
            assertThat(two.getInt(0, -2)).isEqualTo(103);
            assertThat(one.getDouble(3)).isEqualTo(103);
            assertThat(four.getDouble(-1, -1, -4, -2)).isEqualTo(103);
            assertThat(four.getInt(1, 2, 0, 3)).isEqualTo(four.getInt(new long[] {1, 2, 0, 3}));
            one.setLong(7, 4);
            two.setDouble(8, 1, 0);
            three.setLong(9, 2, 1, 1);
            four.setDouble(10, 1, 2, 1, 2);
            assertThat(four.at("1, 2").reshape(-1).longStream().skip(4).limit(4))
                    .containsExactly(7L, 8L, 9L, 10L);
        }
    }

    @Test
    void readsEveryPrimitiveType() {
        NDArray flags = NDArray.of(new boolean[][] {{true, false}});
        assertThat(flags.getBoolean(0, 0)).isTrue();
        assertThat(flags.at("0").getBoolean(1)).isFalse();
        assertThat(flags.at("None").getBoolean(0, 0, 0)).isTrue();
        assertThat(flags.at("None, None").getBoolean(0, 0, 0, 1)).isFalse();
        assertThat(flags.getInt(0, 0)).isEqualTo(1);
        NDArray halves = NDArray.of(new double[] {0.5, -2}, DType.FLOAT16);
        assertThat(halves.getDouble(0)).isEqualTo(0.5);
        halves.setDouble(1.5, 0);
        assertThat(halves.getDouble(0)).isEqualTo(1.5);
        assertThat(NDArray.of(3.5).getDouble()).isEqualTo(3.5);
    }

    @Test
    void refusesPositionsThatAreNotThere() {
        NDArray array = NDArray.zeros(DType.FLOAT32, 2, 3);
        refusesIndex(() -> array.getDouble(2, 0), "index 2 is out of bounds for axis 0 with size 2");
        refusesIndex(() -> array.getDouble(0, -4), "index -4 is out of bounds for axis 1 with size 3");
        refusesIndex(
                () -> array.getDouble(Long.MIN_VALUE, 0),
                "index -9223372036854775808 is out of bounds for axis 0 with size 2");
        refusesIndex(
                () -> array.setDouble(1, 0),
                "too few indices for an element: array is 2-dimensional, but 1 were indexed");
        refusesIndex(
                () -> array.setDouble(1, 0, 0, 0),
                "too many indices for array: array is 2-dimensional, but 3 were indexed");
        refusesIndex(
                () -> array.getDouble(0, 0, 0, 0),
                "too many indices for array: array is 2-dimensional, but 4 were indexed");
    }

    @Test
    void refusesElementsOfOtherTypes() {
        NDArray numbers = NDArray.of(new Complex[] {new Complex(1, 2)});
        refuses(() -> numbers.getDouble(0), "elements of dtype complex128 cannot be read as double");
        refuses(() -> numbers.getLong(0), "elements of dtype complex128 cannot be read as long");
        refuses(() -> numbers.getBoolean(0), "elements of dtype complex128 cannot be read as boolean");
        refuses(numbers::doubleStream, "elements of dtype complex128 cannot be read as double");
        NDArray large = NDArray.full(1L << 40, 2);
        refuses(() -> large.getInt(1), "element 1099511627776 of dtype int64 does not fit in an int");
        refuses(
                () -> assertThat(large.intStream().sum()).isZero(),
                "element 1099511627776 of dtype int64 does not fit in an int");
    }

    @Test
    void streamsInCOrder() {
        NDArray array = counted(DType.parse(">i4"));
        long[] expected = LongStream.range(0, 120).toArray();
        assertThat(array.longStream().toArray()).isEqualTo(expected);
        assertThat(array.intStream().asLongStream().toArray()).isEqualTo(expected);
        assertThat(array.doubleStream().mapToLong(value -> (long) value).toArray())
                .isEqualTo(expected);
        assertThat(array.stream().mapToLong(value -> (Long) value).toArray()).isEqualTo(expected);
        assertThat(array.longStream().parallel().map(value -> 2 * value).sum()).isEqualTo(2 * 120 * 119 / 2);
        assertThat(array.doubleStream().parallel().boxed().toList())
                .isEqualTo(array.doubleStream().boxed().toList());
        assertThat(NDArray.of("a").stream()).containsExactly("a");
        assertThat(NDArray.zeros(DType.INT8, 3, 0, 2).longStream()).isEmpty();
        assertThat(array.longStream().count()).isEqualTo(120);
    }

    @Test
    void splitsStreamsAnywhere() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            NDArray array = counted(DType.INT16).at(":, " + random.nextInt(3) + ":, ::" + (1 + random.nextInt(3)));
            var collected = new ArrayList<Long>();
            take(new ElementStreams.Longs(array), random, collected);
            assertThat(collected)
                    .as("seed " + seed)
                    .isEqualTo(array.longStream().boxed().toList());
        }
    }

    private static void take(Spliterator.OfLong source, Random random, List<Long> into) {
        if (random.nextInt(3) > 0) {
            Spliterator.OfLong first = source.trySplit();
            if (first != null) {
                take(first, random, into);
            }
        }
        if (random.nextBoolean()) {
            source.tryAdvance((long value) -> into.add(value));
        }
        if (source.estimateSize() > 4 && random.nextBoolean()) {
            take(source, random, into);
        } else {
            source.forEachRemaining((long value) -> into.add(value));
        }
    }

    @Test
    void streamsInMemoryOrderThroughTheViewThatHasIt() {
        NDArray turned = NDArray.arange(6).reshape(2, 3).transpose();
        assertThat(turned.longStream()).containsExactly(0L, 3L, 1L, 4L, 2L, 5L);
        assertThat(turned.inMemoryOrder().longStream()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void comesApartAlongAnAxis() {
        NDArray array = NDArray.arange(6).reshape(2, 3);
        var sums = new ArrayList<Long>();
        for (NDArray row : array.unstack(0)) {
            sums.add(row.longStream().sum());
        }
        assertThat(sums).containsExactly(3L, 12L);
        array.unstack(-1).get(2).setLong(9, 0);
        assertThat(array).hasToString("[[0 1 9]\n [3 4 5]]");
        refusesIndex(() -> array.unstack(2), "axis 2 is out of bounds for array of dimension 2");
        refusesIndex(() -> array.unstack(0).get(2), "Index 2 out of bounds for length 2");
        NDArray endless = NDArray.zeros(DType.INT8).broadcastTo(1L << 40);
        refuses(() -> endless.unstack(0), "axis 0 has 1099511627776 positions, a list has at most 2147483647");
    }

    @Test
    void copiesInBulkBothWays() {
        NDArray source = counted(DType.parse(">f4"));
        var bytes = new byte[480];
        assertThat(source.copyTo(MemorySegment.ofArray(bytes))).isEqualTo(480);
        NDArray target = NDArray.zeros(DType.parse(">f4"), 5, 4, 3, 2).transpose();
        assertThat(target.copyFrom(MemorySegment.ofArray(bytes))).isEqualTo(480);
        assertThat(target).isEqualTo(source);
        refuses(
                () -> target.asReadOnly().copyFrom(MemorySegment.ofArray(bytes)),
                "assignment destination is read-only");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> target.copyFrom(MemorySegment.ofArray(new byte[479])));
    }

    @Test
    void tellsWhereElementsAreForLoopsOverTheSegment() {
        NDArray view = counted(DType.FLOAT64).at("1, :, :, 2");
        MemorySegment segment = view.segment();
        double sum = 0;
        for (long i = 0; i < view.shape(0); i++) {
            for (long j = 0; j < view.shape(1); j++) {
                long byteOffset = view.byteOffset() + i * view.strides()[0] + j * view.strides()[1];
                assertThat(view.layout().byteOffsetOf(i, j)).isEqualTo(byteOffset);
                sum += segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, byteOffset);
            }
        }
        assertThat(sum).isEqualTo(view.doubleStream().sum());
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    private static void refusesIndex(Runnable call, String message) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(call::run)
                .withMessage(message);
    }
}
