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
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayComparisonTest {
    private static ArrayComparison compare(NDArray left, NDArray right) throws ClosedByInterruptException {
        return ArrayComparison.of(left, right, Tolerance.NONE, false, size -> {})
                .orElseThrow();
    }

    private static ArrayComparison compare(NDArray left, NDArray right, double relative)
            throws ClosedByInterruptException {
        return ArrayComparison.of(left, right, new Tolerance(relative, 0), false, size -> {})
                .orElseThrow();
    }

    private static Optional<ArrayComparison> compareByValue(NDArray left, NDArray right)
            throws ClosedByInterruptException {
        return ArrayComparison.of(left, right, Tolerance.NONE, true, size -> {});
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
        assertThat(ArrayComparison.of(one("M8[s]", 1L), one("M8[ms]", 1000L), Tolerance.NONE, false, size -> {}))
                .isEmpty();
        assertThat(DType.parse("M8[s]").unit()).isEqualTo(DateUnit.SECOND);
    }

    @Test
    void timesOfDifferentUnitsAreInstants() throws ClosedByInterruptException {
        assertThat(compareByValue(one("M8[s]", 1L), one("M8[ms]", 1000L)))
                .hasValue(new ArrayComparison(0, 1, null, null, null));
        assertThat(compareByValue(one("M8[D]", 31L), one("M8[M]", 1L)))
                .hasValue(new ArrayComparison(0, 1, null, null, null));
        assertThat(compareByValue(one("m8[s]", DType.NAT), one("m8[25ns]", DType.NAT)))
                .hasValue(new ArrayComparison(0, 1, null, null, null));
        assertThat(compareByValue(one("M8[s]", 1L), one("M8[ms]", 1001L)))
                .hasValue(new ArrayComparison(
                        1, 1, new Place(List.of(0L), "1970-01-01T00:00:01", "1970-01-01T00:00:01.001"), null, null));
        assertThat(compareByValue(one("M8[s]", DType.NAT), one("M8[ms]", 0L))
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
        assertThat(compareByValue(one("M8[s]", 1L), one("m8[s]", 1L))).isEmpty();
    }

    private static NDArray extended(String dtype, Object value) {
        NDArray array = NDArray.zeros(DType.parse(dtype), 1);
        array.assign(value);
        return array;
    }

    private static NDArray longDoubles(long... significandsAndHeads) {
        return NDArray.of(significandsAndHeads).view(DType.LONGDOUBLE);
    }

    @Test
    void longDoublesAreComparedByAllTheirBits() throws ClosedByInterruptException {
        assertError("1.0842021724855044e-19", extended("g", "1.0000000000000000001"), extended("g", 1.0));
        assertError("0.5", extended(">f16", 1.5), extended("<f16", 1.0));
        assertError("0.5", extended("g", 1.5), one("f4", 1.0));
        BigInteger most = new BigInteger("18446744073709551615");
        assertError("1.0", extended("g", most), one("u8", most.subtract(BigInteger.ONE)));
        assertError("nan", extended("g", Double.NaN), extended("g", 1.0));
        assertError("inf", extended("g", Double.POSITIVE_INFINITY), extended("g", Double.NEGATIVE_INFINITY));
        assertError("inf", extended("g", "1e4000"), extended("g", 0.0));
        assertError("5e-324", extended("g", "4e-4951"), extended("g", 0.0));
        assertThat(compare(extended("g", 0.0), extended("g", -0.0)).isSame()).isTrue();
        assertThat(compare(extended("g", 100.5), extended("g", 100.0), 0.01).isSame())
                .isTrue();
        assertThat(compare(extended("g", 100.5), extended("g", 100.0), 0.001).isSame())
                .isFalse();
        assertError("5.0", extended("c32", new Complex(1, 2)), one("c16", new Complex(4, 6)));
        assertError("2.0", extended(">c32", new Complex(1, 2)), extended("g", 1.0));
        assertThat(compare(extended("c32", new Complex(Double.NaN, 1)), extended("c32", new Complex(2, Double.NaN)))
                        .isSame())
                .isTrue();
    }

    @Test
    void paddingOfLongDoublesDoesNotCount() throws ClosedByInterruptException {
        NDArray left = longDoubles(Long.MIN_VALUE, 0x3fff, Long.MIN_VALUE, 0x4000);
        NDArray right = longDoubles(Long.MIN_VALUE, 0x7777_3fffL, Long.MIN_VALUE, (-1L << 16) | 0x4000);

        assertThat(left.equals(right)).isFalse();
        assertThat(compare(left, right).isSame()).isTrue();
        // The smallest number of full precision, written in two ways.
        assertThat(compare(longDoubles(Long.MIN_VALUE, 0), longDoubles(Long.MIN_VALUE, 1))
                        .isSame())
                .isTrue();
    }

    @Test
    void structuresAreComparedFieldByField() throws ClosedByInterruptException {
        DType struct = DType.struct()
                .field("x", DType.FLOAT64)
                .field("y", DType.subArray(DType.INT16, 2, 3))
                .field("name", DType.text(2))
                .build();
        NDArray left = NDArray.zeros(struct, 2, 2);
        left.field("x").setDouble(1.0, 0, 0);
        NDArray right = left.copy();
        right.field("x").setDouble(1.001, 0, 0);
        right.field("y").setLong(5, 1, 0, 1, 2);
        right.field("name").set("a", 1, 0);

        ArrayComparison exact = compare(left, right);
        assertThat(exact.count()).isEqualTo(2);
        assertThat(first(exact).index()).containsExactly(0L, 0L);
        assertThat(exact.error()).isNull();
        ArrayComparison near = compare(left, right, 0.01);
        assertThat(near.count()).isEqualTo(1);
        assertThat(first(near).index()).containsExactly(1L, 0L);

        NDArray swapped = right.astype(struct.withByteOrder(ByteOrder.BIG_ENDIAN));
        assertThat(ArrayComparison.of(left, swapped, Tolerance.NONE, false, size -> {}))
                .isEmpty();
        assertThat(compareByValue(left, swapped).orElseThrow().count()).isEqualTo(2);
        assertThat(compareByValue(right, swapped).orElseThrow().isSame()).isTrue();
    }

    @Test
    void structuresMayLieInOtherPlaces() throws ClosedByInterruptException {
        DType dense =
                DType.struct().field("a", DType.INT8).field("b", DType.INT8).build();
        DType sparse = DType.struct()
                .field("a", DType.INT8, 6)
                .field("b", DType.INT8, 1)
                .build(8);
        DType renamed =
                DType.struct().field("a", DType.INT8).field("c", DType.INT8).build();
        NDArray left = NDArray.zeros(sparse, 3);
        NDArray right = NDArray.of(new long[] {0x7f, 0x7f00_0000_0000L, 0}).view(sparse);

        assertThat(left.equals(right)).isFalse();
        assertThat(compare(left, right).isSame()).isTrue();
        assertThat(compareByValue(left, NDArray.zeros(dense, 3)).orElseThrow().isSame())
                .isTrue();
        assertThat(compareByValue(left, NDArray.zeros(renamed, 3))).isEmpty();
    }

    @Test
    void findsDifferencesInFieldsOfManyItems() throws ClosedByInterruptException {
        DType struct = DType.struct()
                .field("items", DType.subArray(DType.INT8, 3 * ArrayComparison.PIECE_SIZE))
                .build();
        NDArray left = NDArray.zeros(struct, 4);
        NDArray right = left.copy();
        right.field("items").setLong(1, 2, 3 * ArrayComparison.PIECE_SIZE - 1);

        ArrayComparison comparison = compare(left, right);
        assertThat(comparison.count()).isEqualTo(1);
        assertThat(first(comparison).index()).containsExactly(2L);
    }

    @Test
    void whatIsCarriedHasNoTolerance() throws ClosedByInterruptException {
        NDArray left = NDArray.zeros(DType.parse("bfloat16"), 2);
        Tolerance tolerance = new Tolerance(0.1, 0);

        assertThat(compare(left, left.copy()).isSame()).isTrue();
        assertThat(ArrayComparison.of(left, left.copy(), tolerance, false, size -> {}))
                .isEmpty();
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
            ArrayComparison comparison = ArrayComparison.of(left, other, Tolerance.NONE, false, seen::addAndGet)
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
