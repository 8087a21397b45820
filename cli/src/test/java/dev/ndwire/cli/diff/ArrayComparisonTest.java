package dev.ndwire.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.cli.diff.ArrayComparison.Place;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.shape.Order;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayComparisonTest {
    private static ArrayComparison compare(NDArray left, NDArray right) throws ClosedByInterruptException {
        return ArrayComparison.of(left, right, Tolerance.NONE, size -> {}).orElseThrow();
    }

    private static Place first(ArrayComparison comparison) {
        return Objects.requireNonNull(comparison.first());
    }

    private static void assertError(@Nullable String error, NDArray left, NDArray right)
            throws ClosedByInterruptException {
        assertThat(compare(left, right).error()).isEqualTo(error);
        assertThat(compare(right, left).error()).isEqualTo(error);
        assertThat(compare(left, left).isSame()).isTrue();
        assertThat(compare(right, right).isSame()).isTrue();
    }

    private static NDArray one(String dtype, Object value) {
        NDArray array = NDArray.zeros(DType.parse(dtype), 1);
        array.set(value, 0);
        return array;
    }

    @Test
    void integersAreComparedExactly() throws ClosedByInterruptException {
        NDArray largest = NDArray.wrap(NDArray.of(new long[] {-1}).segment(), DType.UINT64, 1);
        assertError("1", one("i8", Long.MAX_VALUE), one("i8", Long.MAX_VALUE - 1));
        assertError("18446744073709551615", one("i8", Long.MAX_VALUE), one("i8", Long.MIN_VALUE));
        assertError("18446744073709551616", largest, one("i8", -1L));
        assertError("27670116110564327423", largest, one("i8", Long.MIN_VALUE));
        assertError("18446744073709551615", largest, one("?", false));
        assertError("255", one("u1", 255L), one("?", false));
        assertError("383", one("u1", 255L), one("i1", -128L));
        assertError("65535", one(">u2", 65535L), one("<u4", 0L));
        assertError("4294967295", one(">u4", 4294967295L), one("i4", 0L));
        assertError("1", one(">u8", 1L), one(">i8", 2L));
    }

    @Test
    void floatsAreComparedAsFloat64() throws ClosedByInterruptException {
        assertError("0.5", one("f2", 1.5), one(">f2", 1.0));
        assertError("0.25", one("f4", 1.25), one(">f8", 1.0));
        assertError("inf", one("f8", Double.POSITIVE_INFINITY), one("f8", 1.0));
        assertError("nan", one("f8", Double.NaN), one("f8", 1.0));
        assertError("0.5", one("u1", 200L), one("f8", 199.5));
        assertThat(compare(one("f8", 0.0), one("f8", -0.0)).isSame()).isTrue();
        NDArray largest = NDArray.wrap(NDArray.of(new long[] {-1}).segment(), DType.UINT64, 1);
        assertThat(compare(largest, one("f8", 0x1p64)).isSame()).isTrue();
    }

    @Test
    void nothingIsWorseThanNaN() throws ClosedByInterruptException {
        NDArray left = NDArray.of(new double[] {1, Double.NaN, 3, Double.NaN, 5});
        NDArray right = NDArray.of(new double[] {2, 2, 1e300, Double.NaN, Double.POSITIVE_INFINITY});

        ArrayComparison comparison = compare(left, right);

        assertThat(comparison.count()).isEqualTo(4);
        assertThat(first(comparison).index()).containsExactly(0L);
        assertThat(comparison.worst()).isEqualTo(new Place(List.of(1L), "nan", "2.0"));
        assertThat(comparison.error()).isEqualTo("nan");
    }

    @Test
    void complexNumbersAreAsFarApartAsInThePlane() throws ClosedByInterruptException {
        assertError("5.0", one("c16", new Complex(1, 2)), one("c8", new Complex(4, 6)));
        assertError("2.0", one("c16", new Complex(1, 2)), one("f8", 1.0));
        assertThat(compare(one("c16", new Complex(Double.NaN, 1)), one("c16", new Complex(2, Double.NaN)))
                        .isSame())
                .isTrue();
    }

    @Test
    void timesAreApartByTimes() throws ClosedByInterruptException {
        assertError("3 seconds", one("M8[s]", 5L), one("M8[s]", 2L));
        assertError("NaT", one("m8[25ns]", 5L), one("m8[25ns]", DType.NAT));
        assertThat(ArrayComparison.of(one("M8[s]", 1L), one("M8[ms]", 1000L), Tolerance.NONE, size -> {}))
                .isEmpty();
        assertThat(DType.parse("M8[s]").unit()).isEqualTo(DateUnit.SECOND);
    }

    @Test
    void othersAreEqualOrNot() throws ClosedByInterruptException {
        assertError(null, one("U3", "ab"), one("U5", "abc"));
        assertError(null, one("S3", Bytes.utf8("ab")), one("S3", Bytes.utf8("ac")));
        DType struct =
                DType.struct().field("a", DType.FLOAT64).field("b", DType.INT8).build();
        NDArray left = NDArray.zeros(struct, 3);
        left.field("a").setDouble(Double.NaN, 2);
        NDArray right = left.copy();
        assertThat(compare(left, right).isSame()).isTrue();
        right.field("b").setLong(1, 1);
        ArrayComparison comparison = compare(left, right);
        assertThat(comparison.count()).isEqualTo(1);
        assertThat(first(comparison).left()).isEqualTo("(0.0, 0)");
        assertThat(comparison.worst()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"i4", "f8", "c16", "U2"})
    void findsEveryDifferenceInEveryLayout(String dtype) throws ClosedByInterruptException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        NDArray left = NDArray.zeros(DType.parse(dtype), 7, 1, 60, 100);
        NDArray right = NDArray.zeros(DType.parse(dtype), 7, 1, 60, 100);
        long first = Long.MAX_VALUE;
        int count = 0;
        for (int i = 0; i < 50; i++) {
            long at = random.nextLong(left.size());
            NDArray flat = right.reshape(-1);
            count += flat.at("" + at).equals(left.reshape(-1).at("" + at)) ? 1 : 0;
            flat.set(dtype.startsWith("U") ? "x" : (Object) 1L, at);
            first = Math.min(first, at);
        }
        AtomicLong seen = new AtomicLong();
        for (NDArray other : new NDArray[] {
            right, right.copy(Order.F), right.at("::-1, :, ::-1").copy().at("::-1, :, ::-1")
        }) {
            seen.set(0);
            ArrayComparison comparison = ArrayComparison.of(left, other, Tolerance.NONE, seen::addAndGet)
                    .orElseThrow();
            assertThat(comparison.count()).as("seed %d", seed).isEqualTo(count);
            assertThat(first(comparison).index())
                    .as("seed %d", seed)
                    .containsExactly(first / 6000, 0L, first / 100 % 60, first % 100);
            assertThat(seen).hasValue(left.size());
        }
    }

    @Test
    void nothingIsComparedToNothing() throws ClosedByInterruptException {
        assertThat(compare(NDArray.zeros(DType.INT8, 0, 3), NDArray.zeros(DType.INT8, 0, 3)))
                .isEqualTo(new ArrayComparison(0, 0, null, null, null));
        assertThatThrownBy(() -> compare(NDArray.of(1L), NDArray.of(new long[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes differ: [] and [1]");
    }

    @Test
    void stopsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> compare(NDArray.of(1L), NDArray.of(1L)))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
