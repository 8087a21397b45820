package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.memory.MemoryBudgetExceededException;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.PadMode;
import dev.ndwire.ndarray.shape.SearchSide;
import dev.ndwire.ndarray.shape.TakeMode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every selection, whatever numpy says of single cases; see [SelectionGoldenTest] for those.
class SelectionTest {
    private static final long SEED = 20261125;

    private final Random random = new Random(SEED);

    /// Long rows go other ways than short ones: by counting, by digits, by merging.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "?", "i1", "u1", "<i2", ">u2", "<i4", ">u4", "<i8", ">u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8",
                "<c8", ">c16", "<M8[s]", ">m8[D]", "S3", "<U1", ">U2", "V3"
            })
    void sortsLongRowsAsTheirOrderSays(String name) {
        DType dtype = DType.parse(name);
        for (int length : new int[] {2, 47, 48, 49, 300, 5000}) {
            NDArray rows = random(dtype, 2, length);
            NDArray order = rows.argSort(-1);
            NDArray sorted = rows.sort(1);
            for (int row = 0; row < 2; row++) {
                NDArray positions = order.at(row + "");
                assertThat(rows.at(row + "").take(positions, 0))
                        .as("%s %s, seed %s", dtype, length, SEED)
                        .isEqualTo(sorted.at(row + ""));
                assertThat(positions.sort(0)).isEqualTo(counted(length));
                assertIsRising(sorted.at(row + ""), positions);
            }
            assertThat(rows.transpose().sort(0)).isEqualTo(sorted.transpose().copy());
            assertThat(rows.transpose().argSort(0)).isEqualTo(order.transpose().copy());
        }
    }

    private NDArray random(DType dtype, long... shape) {
        NDArray array = NDArray.zeros(dtype, shape);
        MemorySegment memory = array.segment();
        for (long i = 0; i < memory.byteSize(); i++) {
            // Few different bytes: many elements equal each other, and many floats are NaN.
            int bits = random.nextInt(4) == 0 ? 0xff : random.nextInt(3) == 0 ? random.nextInt(256) : 0;
            memory.set(ValueLayout.JAVA_BYTE, i, (byte) (dtype.equals(DType.BOOL) ? bits & 1 : bits));
        }
        return array;
    }

    private static NDArray counted(int length) {
        var counted = new long[length];
        Arrays.setAll(counted, i -> i);
        return NDArray.of(counted);
    }

    /// Each element is found behind those before it, and equal ones, which are found at one place, keep their order.
    private static void assertIsRising(NDArray sorted, NDArray positions) {
        NDArray left = sorted.searchSorted(sorted, SearchSide.LEFT);
        NDArray right = sorted.searchSorted(sorted, SearchSide.RIGHT);
        for (long i = 0; i < sorted.size(); i++) {
            assertThat(left.getLong(i)).isLessThanOrEqualTo(i);
            assertThat(right.getLong(i)).isGreaterThan(i);
            if (left.getLong(i) < i) {
                assertThat(positions.getLong(i)).isGreaterThan(positions.getLong(i - 1));
            }
        }
    }

    @Test
    void sortsNumbersAsJavaDoes() {
        double[] numbers = random.doubles(100_000, -1, 1).toArray();
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        assertThat(NDArray.of(numbers).sort(0)).isEqualTo(NDArray.of(sorted));
        long[] longs = random.longs(100_000).toArray();
        NDArray array = NDArray.of(longs);
        array.sortInPlace(0);
        Arrays.sort(longs);
        assertThat(array).isEqualTo(NDArray.of(longs));
    }

    @Test
    void keepsZerosAndNansInTheirOrder() {
        double odd = Double.longBitsToDouble(0xfff8_0000_0000_0001L);
        NDArray floats = NDArray.of(new double[] {0.0, odd, -0.0, 1, Double.NaN, -1, 0.0, -0.0});
        assertThat(floats.sort(0)).isEqualTo(NDArray.of(new double[] {-1, 0.0, -0.0, 0.0, -0.0, 1, odd, Double.NaN}));
        assertThat(floats.unique()).isEqualTo(NDArray.of(new double[] {-1, 0.0, 1, odd}));
    }

    @Test
    void movesGapsOfStructuresWithTheirFields() {
        DType dtype = DType.struct()
                .field("b", DType.INT8, 2)
                .field("a", DType.parse(">i2"), 4)
                .build(9);
        NDArray array = random(dtype, 60);
        assertThat(array.take(array.argSort(0), 0)).isEqualTo(array.sort(0));
        assertThat(array.take(array.argSort(0, "a"), 0)).isEqualTo(array.sort(0, "a"));
        assertThat(array.sort(0, "a").field("a").copy())
                .isEqualTo(array.field("a").sort(0));
        assertThat(array.sort(0).field("b").copy()).isEqualTo(array.field("b").sort(0));
    }

    @Test
    void putsSplitPartsTogetherAgain() {
        NDArray array = random(DType.FLOAT32, 5, 7, 3);
        for (int axis = 0; axis < 3; axis++) {
            for (List<NDArray> parts : List.of(
                    array.arraySplit(4, axis),
                    array.split(new long[] {1, 1, 2}, axis),
                    array.split(1, axis),
                    array.asReadOnly().arraySplit(9, axis))) {
                assertThat(NDArray.concatenate(axis, parts.toArray(NDArray[]::new)))
                        .isEqualTo(array);
            }
        }
    }

    @Test
    void givesPartsThatShareTheMemory() {
        NDArray array = NDArray.zeros(DType.INT32, 4, 6);
        array.split(3, -1).get(1).set(7, 2, 1);
        assertThat(array.getInt(2, 3)).isEqualTo(7);
        assertThat(array.asReadOnly().split(2, 0).get(0).isWriteable()).isFalse();
    }

    @Test
    void findsInAMaskWhatItsPositionsTake() {
        NDArray array = random(DType.parse("V5"), 6, 7, 4).transpose(1, 0, 2);
        NDArray mask = random(DType.BOOL, 7, 6);
        NDArray flat = array.copy().reshape(42, 4);
        NDArray kept = flat.take(mask.flatNonzero(), 0);
        assertThat(array.mask(mask)).isEqualTo(kept);
        NDArray target = NDArray.zeros(array.dtype(), 6, 7, 4).transpose(1, 0, 2);
        target.assignWhere(mask, kept);
        assertThat(target.mask(mask)).isEqualTo(kept);
        assertThat(target.copy().reshape(42, 4).take(mask.flatNonzero(), 0)).isEqualTo(kept);
        assertThat(target.nonzero().get(0).size())
                .isEqualTo(array.mask(mask).nonzero().get(0).size());
    }

    @Test
    void takesInverseAndCountsOfUniqueElementsTogether() {
        NDArray array = random(DType.parse("<i2"), 30, 40);
        UniqueElements unique = array.uniqueElements();
        assertThat(unique.values().take(unique.inverse(), 0)).isEqualTo(array);
        assertThat(array.take(unique.indices())).isEqualTo(unique.values());
        assertThat(unique.values().repeat(unique.counts(), 0))
                .isEqualTo(array.reshape(-1).sort(0));
        assertThat(array.unique()).isEqualTo(unique.values());
    }

    @Test
    void rollsBack() {
        NDArray array = random(DType.parse("<c16"), 3, 4, 5).transpose();
        assertThat(array.roll(17).roll(-17)).isEqualTo(array.copy());
        assertThat(array.roll(new long[] {Long.MAX_VALUE, -2}, 0, 2).roll(new long[] {2, -Long.MAX_VALUE}, 2, 0))
                .isEqualTo(array.copy());
    }

    @Test
    void readsValuesBeforeItWritesThem() {
        NDArray array = counted(6);
        array.assignWhere(NDArray.of(new boolean[] {true, true, true, true, true, true}), array.at("::-1"));
        assertThat(array).isEqualTo(NDArray.of(new long[] {5, 4, 3, 2, 1, 0}));
        NDArray flags = NDArray.of(new boolean[] {true, false, true});
        flags.assignWhere(flags, false);
        assertThat(flags).isEqualTo(NDArray.of(new boolean[3]));
    }

    @Test
    void assignsJavaValues() {
        NDArray array = NDArray.zeros(DType.UINT8, 3);
        NDArray mask = NDArray.of(new boolean[] {true, false, true});
        array.assignWhere(mask, 200);
        array.assignWhere(mask.take(NDArray.of(new int[] {1, 2, 0}), 0), 3.9);
        assertThat(array)
                .isEqualTo(NDArray.of(new int[] {200, 3, 3}, DType.UINT8).take(NDArray.of(new int[] {0, 1, 2})));
        refuses(() -> array.assignWhere(mask, 300), "integer 300 out of bounds for uint8");
        refuses(() -> array.asReadOnly().assignWhere(mask, 1), "assignment destination is read-only");
        refuses(() -> array.asReadOnly().sortInPlace(0), "assignment destination is read-only");
        refuses(() -> array.mask(array), "a mask consists of bool, found dtype uint8");
    }

    @Test
    void takesArraysNumbersSlicesAndTextsAsAnIndex() {
        NDArray array = counted(24).reshape(2, 3, 4);
        NDArray rows = NDArray.of(new int[] {1, 0});
        NDArray columns = NDArray.of(new int[] {-1, 2});
        assertThat(array.takeAt(rows, Index.all(), columns)).isEqualTo(NDArray.of(new long[][] {{15, 19, 23}, {2, 6, 10}
        }));
        assertThat(array.takeAt(rows, "1:", columns)).isEqualTo(NDArray.of(new long[][] {{19, 23}, {6, 10}}));
        assertThat(array.takeAt(0, "...", columns)).isEqualTo(NDArray.of(new long[][] {{3, 7, 11}, {2, 6, 10}}));
        assertThat(array.takeAt("::-1, 0, 1:3"))
                .isEqualTo(array.at("::-1, 0, 1:3").copy());
        array.assignAt(-1, rows, 2, NDArray.of(new boolean[] {true, false, false, true}));
        assertThat(array.at(":, 2")).isEqualTo(NDArray.of(new long[][] {{8, 9, 10, -1}, {-1, 21, 22, 23}}));
        refuses(
                () -> array.takeAt(1.5),
                "an index consists of arrays, integers, Index values and texts, found java.lang.Double");
        refuses(
                () -> array.takeAt(NDArray.of(new double[] {1})),
                "arrays used as indices must be of integer (or boolean) type, found dtype('float64')");
        refusesPlace(
                () -> array.takeAt(rows, NDArray.of(new int[3])),
                "shape mismatch: indexing arrays could not be broadcast together with shapes (2,) (3,)");
        refusesPlace(
                () -> array.takeAt(rows, 0, 0, 0),
                "too many indices for array: array is 3-dimensional, but 4 were indexed");
        refusesPlace(() -> array.takeAt("..., 0, ...", rows), "an index can only have a single ellipsis ('...')");
        refusesPlace(
                () -> array.takeAt(0, NDArray.of(new long[] {0, 3})),
                "index 3 is out of bounds for axis 1 with size 3");
        refuses(
                () -> array.assignAt(NDArray.of(new int[3]), rows, 1, 1),
                "shape mismatch: value array of shape (3,) could not be broadcast to indexing result of shape (2,)");
        refuses(() -> array.asReadOnly().assignAt(1, rows), "assignment destination is read-only");
    }

    @Test
    void takesManyPositionsAsAnIndexDoes() {
        NDArray array = random(DType.parse(">i4"), 3, 50, 2);
        NDArray many = NDArray.of(random.ints(10_000, -50, 50).toArray()).reshape(-1, 2);
        NDArray few = many.at(":3000, ::-1");
        for (NDArray positions : List.of(many, few, few.transpose(), many.at("::7, 1"))) {
            assertThat(array.take(positions, 1)).isEqualTo(array.takeAt(":", positions));
            assertThat(array.transpose().take(positions, 1))
                    .isEqualTo(array.transpose().takeAt(":", positions));
            assertThat(array.take(positions)).isEqualTo(array.reshape(-1).takeAt(positions));
        }
        many.set(50, 4999, 0);
        refusesPlace(() -> array.take(many, 1), "index 50 is out of bounds for axis 1 with size 50");
    }

    @Test
    void leavesAnArrayAsItIsIfAPlaceIsOutside() {
        NDArray array = counted(4);
        refusesPlace(
                () -> array.put(NDArray.of(new int[] {0, 4}), 9), "index 4 is out of bounds for axis 0 with size 4");
        refusesPlace(
                () -> array.assignAt(9, NDArray.of(new int[] {0, 4})),
                "index 4 is out of bounds for axis 0 with size 4");
        assertThat(array).isEqualTo(counted(4));
        refusesPlace(
                () -> NDArray.zeros(DType.INT8, 0).put(NDArray.of(1), 1), "cannot replace elements of an empty array");
        refuses(
                () -> array.put(NDArray.of(new double[] {1}), 1),
                "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'");
        refuses(() -> array.asReadOnly().put(NDArray.of(1), 1), "assignment destination is read-only");
    }

    @Test
    void readsAnIndexBeforeItIsOverwritten() {
        NDArray array = NDArray.of(new long[] {2, 0, 1});
        array.assignAt(array.at("::-1"), array);
        assertThat(array).isEqualTo(NDArray.of(new long[] {0, 2, 1}));
        array.put(array, array);
        assertThat(array).isEqualTo(counted(3));
    }

    @Test
    void joinsSideBySideAndOneBelowAnother() {
        NDArray row = counted(3);
        NDArray rows = counted(6).reshape(2, 3);
        assertThat(NDArray.hstack(row, row)).isEqualTo(NDArray.of(new long[] {0, 1, 2, 0, 1, 2}));
        assertThat(NDArray.hstack(NDArray.of(7L), NDArray.of(8L))).isEqualTo(NDArray.of(new long[] {7, 8}));
        assertThat(NDArray.hstack(rows, rows.at(":, :1"))).isEqualTo(NDArray.of(new long[][] {{0, 1, 2, 0}, {3, 4, 5, 3}
        }));
        assertThat(NDArray.vstack(row, rows).shape()).containsExactly(3, 3);
        assertThat(NDArray.vstack(NDArray.of(7L), NDArray.of(8L))).isEqualTo(NDArray.of(new long[][] {{7}, {8}}));
        refuses(NDArray::hstack, "need at least one array to concatenate");
        refuses(NDArray::vstack, "need at least one array to concatenate");
    }

    @Test
    void takesNumbersOfJavaForWeak() {
        NDArray condition = NDArray.of(new boolean[] {true, false});
        NDArray half = NDArray.of(new float[] {1, 2}, DType.FLOAT16);
        assertThat(NDArray.where(condition, half, 2.5).dtype()).isEqualTo(DType.FLOAT16);
        assertThat(NDArray.where(condition, 1, 2).dtype()).isEqualTo(DType.INT64);
        assertThat(NDArray.where(condition, "ab", "c")).isEqualTo(NDArray.of(new String[] {"ab", "c"}));
    }

    @Test
    void refusesWhatIsNoPosition() {
        NDArray array = counted(3);
        refuses(
                () -> array.take(NDArray.of(new double[] {1}), 0),
                "Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'same_kind'");
        refuses(
                () -> array.repeat(NDArray.of(new long[] {1, 1, 1}, DType.UINT64), 0),
                "Cannot cast array data from dtype('uint64') to dtype('int64') according to the rule 'safe'");
        // The largest uint64 turns negative, as in numpy.
        assertThat(array.take(NDArray.of(new BigInteger("18446744073709551615"), DType.UINT64), 0))
                .isEqualTo(NDArray.of(2L));
    }

    @Test
    void padsWithWhatIsComputed() {
        NDArray array = NDArray.of(new long[] {1, 2, 0, 3});
        long[][] widths = {{2, 1}};
        assertThat(array.pad(widths, PadMode.MEDIAN)).hasToString("[2 2 1 2 0 3 2]");
        assertThat(array.pad(widths, PadMode.MAXIMUM, PadOptions.DEFAULT.statLength(2)))
                .hasToString("[2 2 1 2 0 3 3]");
        assertThat(array.pad(widths, PadMode.LINEAR_RAMP, PadOptions.DEFAULT.endValues(new int[] {5, -1})))
                .hasToString("[ 5  3  1  2  0  3 -1]");
        assertThat(array.pad(widths, PadMode.SYMMETRIC, PadOptions.DEFAULT.odd(true)))
                .hasToString("[0 1 1 2 0 3 3]");
        assertThat(array.pad(widths, PadMode.EMPTY).at("2:-1")).isEqualTo(array);
        refuses(() -> array.pad(widths, PadMode.EDGE, PadOptions.DEFAULT.odd(true)), "EDGE takes no option isOdd");
        refuses(
                () -> array.pad(widths, PadMode.MEAN, PadOptions.DEFAULT.statLength(-1)),
                "index can't contain negative values");
        refuses(
                () -> array.pad(widths, PadMode.MINIMUM, PadOptions.DEFAULT.statLength(0)),
                "stat_length of 0 yields no value for padding");
        refuses(
                () -> array.pad(widths, PadMode.LINEAR_RAMP, PadOptions.DEFAULT.endValues(new int[] {1, 2, 3})),
                "values of shape (3,) could not be broadcast to shape (1, 2), a pair for each axis");
    }

    @Test
    void findsDifferentPositionsOfAnAxis() {
        NDArray rows = NDArray.of(new long[][] {{1, 2}, {3, 4}, {1, 2}, {0, 9}});
        UniqueElements found = rows.uniqueElements(0);
        assertThat(found.values()).isEqualTo(NDArray.of(new long[][] {{0, 9}, {1, 2}, {3, 4}}));
        assertThat(found.indices()).isEqualTo(NDArray.of(new long[] {3, 0, 1}));
        assertThat(found.inverse()).isEqualTo(NDArray.of(new long[] {1, 2, 1, 0}));
        assertThat(found.counts()).isEqualTo(NDArray.of(new long[] {1, 2, 1}));
        assertThat(found.values().take(found.inverse(), 0)).isEqualTo(rows);
        assertThat(rows.transpose().unique(-1)).isEqualTo(found.values().transpose());
        assertThat(NDArray.zeros(DType.FLOAT64, 3, 0).unique(0).shape()).containsExactly(1, 0);
        NDArray nan = NDArray.of(new double[][] {{Double.NaN, 1}, {Double.NaN, 1}});
        assertThat(nan.unique(0).shape()).containsExactly(2, 2);
    }

    @Test
    void refusesResultsTooLargeBeforeItAllocates() {
        NDArray array = counted(3);
        refuses(
                () -> array.repeat(Long.MAX_VALUE, 0),
                "array is too big: 3 positions repeated 9223372036854775807 times exceed 9223372036854775807");
        refuses(
                () -> array.repeat(1L << 60, 0),
                "array is too big: shape (3458764513820540928,) of 8-byte elements exceeds 9223372036854775807 bytes");
        refuses(
                () -> array.repeat(NDArray.of(new long[] {1, Long.MAX_VALUE, 1}), 0),
                "repeats add up to more than 9223372036854775807 positions (repeat 1)");
        refuses(
                () -> array.tile(1L << 62, 4),
                "array is too big: shape (4611686018427387904, 12) of 8-byte elements exceeds 9223372036854775807 bytes");
        refuses(() -> array.tile(new long[65]), "maximum supported dimension for an ndarray is 64, found 65");
        refuses(
                () -> array.pad(new long[][] {{Long.MAX_VALUE, 1}}),
                "array is too big: 9223372036854775807 + 3 + 1 positions exceed 9223372036854775807");
        refuses(
                () -> array.pad(new long[][] {{1L << 61, 1}}, PadMode.EDGE),
                "array is too big: shape (2305843009213693956,) of 8-byte elements exceeds 9223372036854775807 bytes");
        refuses(
                () -> array.pad(new long[][] {{1}, {1, 2}}),
                "widths are ragged: 2 numbers after 1, allowed are 1 or 2");
        for (ThrowingCallable huge : List.<ThrowingCallable>of(
                () -> array.repeat(1L << 45, 0),
                () -> array.repeat(NDArray.of(new long[] {1, 1L << 45, 1}), 0),
                () -> array.tile(1L << 45),
                () -> array.broadcastTo(1L << 43, 3).flatNonzero(),
                () -> array.takeAt(NDArray.of(0).broadcastTo(1L << 45)),
                () -> array.reshape(3, 1)
                        .takeAt(NDArray.of(new int[1]).broadcastTo(1L << 24, 1), NDArray.of(new int[1 << 19])),
                () -> array.put(NDArray.of(0).broadcastTo(1L << 45), 1),
                () -> array.assignAt(array, NDArray.of(0).broadcastTo(1L << 45, 1)),
                () -> array.sort(0).searchSorted(NDArray.of(1L).broadcastTo(1L << 45)),
                () -> array.pad(new long[][] {{1L << 45}}),
                () -> array.pad(new long[][] {{1L << 45}}, PadMode.WRAP))) {
            assertThatThrownBy(huge).isInstanceOf(MemoryBudgetExceededException.class);
        }
    }

    @Test
    void refusesRowsLongerThanAJavaArray() {
        NDArray row = NDArray.zeros(DType.INT8).broadcastTo(1L << 31);
        refuses(() -> row.sort(0), "a row of 2147483648 elements is to be sorted, allowed are 2147483639");
        refuses(() -> row.argSort(0), "a row of 2147483648 elements is to be sorted, allowed are 2147483639");
        refuses(row::unique, "a row of 2147483648 elements is to be sorted, allowed are 2147483639");
    }

    @Test
    void sortsRepeatedElementsWithoutRepeatingThem() {
        NDArray row = counted(3).broadcastTo(2, 3);
        assertThat(row.sort(0)).isEqualTo(row.copy(Order.C));
        assertThat(row.unique()).isEqualTo(counted(3));
        assertThat(row.take(NDArray.of(new int[] {-1, 5}), 1, TakeMode.WRAP)).isEqualTo(NDArray.of(new long[][] {
            {2, 2}, {2, 2}
        }));
    }

    @Test
    void refusesClosedMemory() {
        NDArray array;
        try (Arena arena = Arena.ofConfined()) {
            array = NDArray.zeros(arena, DType.INT64, 4);
        }
        NDArray mask = NDArray.of(new boolean[4]);
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> array.sort(0),
                () -> array.sortInPlace(0),
                () -> array.take(counted(2), 0),
                () -> array.roll(1),
                array::unique,
                array::nonzero,
                () -> NDArray.concatenate(0, array),
                () -> NDArray.where(mask, array, 0),
                () -> array.assignWhere(NDArray.of(new boolean[] {true, true, true, true}), 1))) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void refusesPlace(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class).hasMessage(message);
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
