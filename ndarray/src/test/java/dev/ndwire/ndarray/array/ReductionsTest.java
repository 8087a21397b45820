package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReductionsTest {
    private static final long SEED = 20_261_128;
    private static final NDArray TABLE = NDArray.of(new double[][] {{3, 1, 2}, {-4, 0, 8}});

    @Test
    void reducesAllAxesWhereNoneIsNamed() {
        assertThat(TABLE.sum().getDouble()).isEqualTo(10);
        assertThat(TABLE.sum().ndim()).isZero();
        assertThat(TABLE.mean().toString()).isEqualTo("1.6666666666666667");
        assertThat(TABLE.argMax().getLong()).isEqualTo(5);
    }

    @Test
    void reducesAxesByName() {
        assertThat(TABLE.max(0)).isEqualTo(NDArray.of(new double[] {3, 1, 8}));
        assertThat(TABLE.min(-1)).isEqualTo(NDArray.of(new double[] {1, -4}));
        assertThat(TABLE.prod(1)).isEqualTo(NDArray.of(new double[] {6, -0.0}));
        assertThat(TABLE.ptp(0)).isEqualTo(NDArray.of(new double[] {7, 1, 6}));
        assertThat(TABLE.argMin(1)).isEqualTo(NDArray.of(new long[] {1, 0}));
        assertThat(TABLE.sum(1, 0).getDouble()).isEqualTo(10);
        assertThat(TABLE.countNonzero(0)).isEqualTo(NDArray.of(new long[] {2, 1, 2}));
        assertThat(TABLE.all(0)).isEqualTo(NDArray.of(new boolean[] {true, false, true}));
        assertThat(TABLE.any(1)).isEqualTo(NDArray.of(new boolean[] {true, true}));
    }

    private static double extreme(double[][] rows, int column, boolean isMax) {
        double found = rows[0][column];
        for (double[] row : rows) {
            found = isMax ? Math.max(found, row[column]) : Math.min(found, row[column]);
        }
        return found;
    }

    /// Rows longer than what is held of them at once; with zeros of both signs, infinities and NaN of both signs.
    @Test
    void findsExtremesOfManyColumns() {
        Random random = new Random(SEED);
        double[] rare = {0.0, -0.0, Double.NaN, Double.longBitsToDouble(-1), 1 / 0.0, -1 / 0.0};
        double[][] rows = new double[3][5_000];
        for (double[] row : rows) {
            Arrays.setAll(
                    row, i -> random.nextInt(4) == 0 ? rare[random.nextInt(rare.length)] : random.nextInt(-9, 10));
        }
        NDArray doubles = NDArray.of(rows);
        for (NDArray all : List.of(doubles, doubles.astype(DType.FLOAT32))) {
            for (boolean isMax : new boolean[] {true, false}) {
                double[] expected = new double[5_000];
                Arrays.setAll(expected, i -> extreme(rows, i, isMax));
                Reduction which = isMax ? Reduction.MAX : Reduction.MIN;
                assertThat(all.reduce(which, ReduceOptions.DEFAULT, 0)
                                .astype(DType.FLOAT64)
                                .toDoubleArray())
                        .as("seed %d", SEED)
                        .isEqualTo(expected);
                // Columns that stand apart.
                NDArray apart = all.at(":, ::2").reduce(which, ReduceOptions.DEFAULT, 0);
                assertThat(apart.astype(DType.FLOAT64).toDoubleArray())
                        .as("seed %d", SEED)
                        .isEqualTo(NDArray.of(expected).at("::2").toDoubleArray());
            }
        }
    }

    @Test
    void keepsReducedAxesWithLengthOne() {
        NDArray kept = TABLE.reduce(Reduction.SUM, ReduceOptions.DEFAULT.keepDims(true), 1);
        assertThat(kept).isEqualTo(NDArray.of(new double[][] {{6}, {4}}));
    }

    @Test
    void takesDegreesOfFreedomFromTheCount() {
        NDArray values = NDArray.of(new double[] {1, 2, 3, 4});
        assertThat(values.var().getDouble()).isEqualTo(1.25);
        assertThat(values.reduce(Reduction.VAR, ReduceOptions.DEFAULT.ddof(1)).getDouble())
                .isEqualTo(5 / 3.0);
        assertThat(values.reduce(Reduction.VAR, ReduceOptions.DEFAULT.ddof(1.5)).getDouble())
                .isEqualTo(2);
        assertThat(values.std().getDouble()).isEqualTo(Math.sqrt(1.25));
    }

    @Test
    void deviatesInComplexNumbersWithoutAnImaginaryPart() {
        NDArray values = NDArray.of(new Complex[] {new Complex(1, 2), new Complex(4, 6)});
        NDArray found = values.reduce(Reduction.STD, ReduceOptions.DEFAULT.dtype(DType.COMPLEX128));
        assertThat(found.get()).isEqualTo(new Complex(2.5, 0));
    }

    @Test
    void beginsWithAnInitialValue() {
        NDArray none = NDArray.zeros(DType.FLOAT64, 0);
        assertThat(none.reduce(Reduction.MAX, ReduceOptions.DEFAULT.initial(-7.5))
                        .getDouble())
                .isEqualTo(-7.5);
        assertThat(NDArray.of(new int[] {1, 2})
                        .reduce(Reduction.SUM, ReduceOptions.DEFAULT.initial(1.5))
                        .getLong())
                .isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new byte[] {1}).reduce(Reduction.MAX, ReduceOptions.DEFAULT.initial(300)))
                .withMessage("integer 300 out of bounds for int8");
    }

    @Test
    void reducesWhatAMaskLetsThrough() {
        NDArray mask = NDArray.of(new boolean[] {true, false, true});
        var options = ReduceOptions.DEFAULT;
        assertThat(TABLE.reduce(Reduction.SUM, options, mask, 1)).isEqualTo(NDArray.of(new double[] {5, 4}));
        assertThat(TABLE.reduce(Reduction.MAX, options.initial(3.5), mask, 0))
                .isEqualTo(NDArray.of(new double[] {3.5, 3.5, 8}));
        assertThat(TABLE.reduce(Reduction.VAR, options.ddof(1).keepDims(true), mask, 1))
                .isEqualTo(NDArray.of(new double[][] {{0.5}, {72}}));
        assertThat(TABLE.reduce(Reduction.MEAN, options, mask, 0)).hasToString("[-0.5  nan  5. ]");
        NDArray out = NDArray.zeros(DType.FLOAT32, 2);
        assertThat(TABLE.reduceInto(out, Reduction.PROD, options, mask, 1)).isSameAs(out);
        assertThat(out).isEqualTo(NDArray.of(new float[] {6, -32}));
    }

    @Test
    void refusesMasksThatDoNotFit() {
        var options = ReduceOptions.DEFAULT;
        NDArray mask = NDArray.of(new boolean[] {true, false, true});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.MIN, options, mask))
                .withMessage("reduction operation 'minimum' does not have an identity, so to use a where mask one has"
                        + " to specify 'initial'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.SUM, options, mask.at(":2")))
                .withMessage("where of shape (2,) could not be broadcast to shape (2, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.SUM, options, mask.broadcastTo(2, 2, 3)))
                .withMessage("where of shape (2, 2, 3) could not be broadcast to shape (2, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.SUM, options, mask.astype(DType.INT8)))
                .withMessage("Cannot cast array data from dtype('int8') to dtype('bool') according to the rule 'safe':"
                        + " where takes bools");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.COUNT_NONZERO, options, mask))
                .withMessage("COUNT_NONZERO takes no option where");
    }

    @Test
    void givesNoValueForNoElementsWhereThereIsNone() {
        NDArray none = NDArray.zeros(DType.FLOAT64, 0, 3);
        assertThat(none.sum(0)).isEqualTo(NDArray.of(new double[3]));
        assertThat(none.mean(0).getDouble(1)).isNaN();
        assertThat(none.max(1).shape()).containsExactly(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.max(0))
                .withMessage("zero-size array to reduction operation maximum which has no identity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.argMin(0))
                .withMessage("attempt to get argmin of an empty sequence");
    }

    @Test
    void writesIntoAnArrayThatIsThere() {
        NDArray out = NDArray.zeros(DType.FLOAT64, 4, 3).at("::3");
        TABLE.reduceInto(out.at("1"), Reduction.SUM, ReduceOptions.DEFAULT, 0);
        assertThat(out).isEqualTo(NDArray.of(new double[][] {{0, 0, 0}, {-1, 1, 10}}));
        NDArray own = TABLE.copy();
        own.reduceInto(own.at("0"), Reduction.MAX, ReduceOptions.DEFAULT, 0);
        assertThat(own.at("0")).isEqualTo(NDArray.of(new double[] {3, 1, 8}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduceInto(out, Reduction.SUM, ReduceOptions.DEFAULT, 0))
                .withMessage("output parameter for reduction SUM has shape (2, 3), the result has (3,)");
        assertThatThrownBy(() -> TABLE.reduceInto(out.at("0").asReadOnly(), Reduction.SUM, ReduceOptions.DEFAULT, 0))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void addsUpSquaresInTheDTypeOfALargerOut() {
        // Squared distances of 2 ** -24 are lost beside 1 in float32.
        var values = new float[1 << 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 2 == 0 ? 1 : -1) * 0x1p-12f;
        }
        values[0] = 1;
        values[1] = -1;
        NDArray array = NDArray.of(values);
        NDArray out = NDArray.zeros(DType.FLOAT64);

        array.reduceInto(out, Reduction.VAR, ReduceOptions.DEFAULT);

        assertThat(out.getDouble()).isEqualTo((2 + (values.length - 2) * 0x1p-24) / values.length);
    }

    @Test
    void findsExtremesOfCountsAmongSpans() {
        NDArray spans = NDArray.zeros(DType.parse("m8[s]"), 2);

        NDArray.of(new int[][] {{1, 2}, {3, 1}}).reduceInto(spans, Reduction.MAX, ReduceOptions.DEFAULT, 0);

        assertThat(spans).hasToString("[3 2]");
    }

    @Test
    void accumulatesAlongAnAxisOrOverAll() {
        NDArray table = NDArray.of(new int[][] {{1, 2}, {3, 4}});
        assertThat(table.cumSum()).isEqualTo(NDArray.of(new long[] {1, 3, 6, 10}));
        assertThat(table.cumSum(0)).isEqualTo(NDArray.of(new long[][] {{1, 2}, {4, 6}}));
        assertThat(table.cumProd(1)).isEqualTo(NDArray.of(new long[][] {{1, 2}, {3, 12}}));
        assertThat(table.cumSum(DType.FLOAT32, 1)).isEqualTo(NDArray.of(new float[][] {{1, 3}, {3, 7}}));
        assertThat(table.cumProd(DType.INT8, 0)).isEqualTo(NDArray.of(new byte[][] {{1, 2}, {3, 8}}));
        assertThat(table.cumProd().getLong(3)).isEqualTo(24);
    }

    @Test
    void refusesAxesThatAreNotThereOrNamedTwice() {
        assertThatThrownBy(() -> TABLE.sum(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("axis 2 is out of bounds for array of dimension 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.sum(0, -2))
                .withMessage("duplicate value in 'axis'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.argMax(0, 1))
                .withMessage("argmax is over one axis or all, found 2 axes");
    }

    @Test
    void refusesOptionsThatDoNotApply() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.MAX, ReduceOptions.DEFAULT.dtype(DType.FLOAT32)))
                .withMessage("MAX takes no option dtype");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.SUM, ReduceOptions.DEFAULT.ddof(1)))
                .withMessage("SUM takes no option ddof");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TABLE.reduce(Reduction.MEAN, ReduceOptions.DEFAULT.initial(1)))
                .withMessage("MEAN takes no option initial");
    }

    @Test
    void refusesDTypesAsNumpyDoes() {
        NDArray times = NDArray.zeros(DType.parse("<M8[s]"), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(times::sum)
                .withMessage("ufunc 'add' cannot use operands with types dtype('<M8[s]') and dtype('<M8[s]')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new String[] {"a"}).max())
                .withMessage("ufunc 'maximum' did not contain a loop with signature matching types (dtype('<U1'),"
                        + " dtype('<U1')) -> None");
        assertThat(NDArray.of(new String[] {"b", "c", "a"}).argMin().getLong()).isEqualTo(2);
    }

    @Test
    void refusesMemoryThatIsClosed() {
        NDArray array;
        try (Arena arena = Arena.ofConfined()) {
            array = NDArray.zeros(arena, DType.FLOAT64, 4);
        }
        assertThatIllegalStateException().isThrownBy(array::sum);
        assertThatIllegalStateException().isThrownBy(array::argMax);
        assertThatIllegalStateException().isThrownBy(() -> array.cumSum(0));
    }

    @Test
    void addsFloatsInTheSameOrderInAnyMemory() {
        var values = new double[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(i) * 1e3;
        }
        NDArray onHeap = NDArray.wrap(MemorySegment.ofArray(values), DType.FLOAT64, 100, 1000);
        NDArray inNative = NDArray.of(values).reshape(100, 1000);
        assertThat(onHeap.sum()).isEqualTo(inNative.sum());
        assertThat(onHeap.sum(0)).isEqualTo(inNative.sum(0));
        assertThat(onHeap.transpose().sum(1)).isEqualTo(inNative.sum(0));
        assertThat(onHeap.var(1)).isEqualTo(inNative.var(1));
    }
}
