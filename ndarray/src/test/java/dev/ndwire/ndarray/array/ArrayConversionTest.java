package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrayConversionTest {
    private static NDArray matrix() {
        return NDArray.of(new int[][] {{1, 2, 3}, {4, 5, 6}});
    }

    @Test
    void keepsTheOrderOfTheAxesInMemory() {
        NDArray turned = matrix().transpose();

        assertThat(turned.astype(DType.INT16).strides()).containsExactly(2, 6);
        assertThat(turned.astype(DType.INT16).toArray()).isEqualTo(new short[][] {{1, 4}, {2, 5}, {3, 6}});
    }

    @Test
    void laysOutInTheOrderAskedFor() {
        assertThat(matrix().astype(DType.FLOAT64, Order.F, Casting.SAFE, true).strides())
                .containsExactly(8, 16);
        assertThat(matrix().transpose()
                        .astype(DType.FLOAT64, Order.C, Casting.SAFE, true)
                        .strides())
                .containsExactly(16, 8);
    }

    @Test
    void givesTheArrayItselfWhereNothingChanges() {
        NDArray array = matrix();

        assertThat(array.astype(DType.INT32, Order.C, Casting.NO, false)).isSameAs(array);
        assertThat(array.astype(DType.INT32, Order.C, Casting.NO, true))
                .isNotSameAs(array)
                .isEqualTo(array);
        assertThat(array.astype(DType.INT32, Order.F, Casting.NO, false)).isNotSameAs(array);
        assertThat(array.astype(DType.INT32)).isNotSameAs(array);
    }

    @Test
    void refusesWhatTheCastingDoesNotAllow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(1.5).astype(DType.INT32, Casting.SAME_KIND))
                .withMessage("Cannot cast array data from dtype('float64') to dtype('int32')"
                        + " according to the rule 'same_kind'");
    }

    @Test
    void refusesTextThatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new String[] {"1", "x"}).astype(DType.INT32))
                .withMessage("invalid literal for int() with base 10: 'x'");
    }

    @Test
    void addsTheAxesOfASubArray() {
        NDArray result = NDArray.of(new int[] {1, 2}).astype(DType.subArray(DType.INT16, 3));

        assertThat(result.dtype()).isEqualTo(DType.INT16);
        assertThat(result.toArray()).isEqualTo(new short[][] {{1, 1, 1}, {2, 2, 2}});
        NDArray turned = NDArray.zeros(DType.INT32, 2, 3, 2).transpose(1, 0, 2);
        DType pair = DType.subArray(DType.INT32, 2);
        assertThat(turned.astype(pair).strides()).containsExactly(16, 48, 8, 4);
        assertThat(matrix().astype(pair, Order.F, Casting.UNSAFE, true).strides())
                .containsExactly(4, 8, 24);
    }

    @Test
    void convertsHeapNativeAndClosedMemory() {
        int[] values = {1, -2, 3};
        NDArray onHeap = NDArray.wrap(MemorySegment.ofArray(values), DType.INT32, 3);
        assertThat(onHeap.astype(DType.FLOAT32).toFloatArray()).containsExactly(1, -2, 3);

        NDArray closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = NDArray.zeros(arena, DType.INT32, 3);
        }
        assertThatIllegalStateException().isThrownBy(() -> closed.astype(DType.FLOAT32));
    }

    @Test
    void convertsManyElementsOnTheHeapWithSteps() {
        long[] values = new Random(5).longs(100_000).toArray();
        NDArray array = NDArray.wrap(MemorySegment.ofArray(values), DType.INT64, values.length)
                .at("::-3");

        double[] result = array.astype(DType.FLOAT64).toDoubleArray();

        for (int i = 0; i < result.length; i++) {
            assertThat(result[i]).isEqualTo((double) values[values.length - 1 - 3 * i]);
        }
    }

    @Test
    void repeatsWhatIsAssigned() {
        NDArray array = NDArray.zeros(DType.FLOAT32, 2, 3);

        array.assign(new int[] {1, 2, 3});
        assertThat(array.toArray()).isEqualTo(new float[][] {{1, 2, 3}, {1, 2, 3}});
        array.assign(NDArray.of(new int[][][] {{{7}, {8}}}));
        assertThat(array.toArray()).isEqualTo(new float[][] {{7, 7, 7}, {8, 8, 8}});
        array.assign(0.5);
        assertThat(array.toFloatArray()).containsOnly(0.5f);
    }

    @Test
    void refusesShapesThatDoNotBroadcast() {
        NDArray array = NDArray.zeros(DType.FLOAT32, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.assign(new int[2]))
                .withMessage("could not broadcast input array from shape (2,) into shape (3,)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.assign(new int[2][3]))
                .withMessage("could not broadcast input array from shape (2, 3) into shape (3,)");
    }

    @Test
    void assignsOverlappingElementsAsIfTheyHadBeenCopied() {
        NDArray array = NDArray.of(new int[] {1, 2, 3, 4, 5});
        array.at("1:").assign(array.at(":-1"));
        assertThat(array.toIntArray()).containsExactly(1, 1, 2, 3, 4);

        NDArray bytes = NDArray.of(new int[] {1, 2, 3, 4});
        NDArray narrow = bytes.view(DType.INT16).at(":4");
        narrow.assign(bytes);
        assertThat(narrow.toShortArray()).containsExactly((short) 1, (short) 2, (short) 3, (short) 4);
    }

    @Test
    void assignsToViewsAndNotToReadOnlyOnes() {
        NDArray array = matrix();
        array.at(":, 1").fill(9L);
        assertThat(array.toArray()).isEqualTo(new int[][] {{1, 9, 3}, {4, 9, 6}});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.asReadOnly().fill(1))
                .withMessage("assignment destination is read-only");
    }

    @Test
    void refusesIntegersThatDoNotFit() {
        NDArray array = NDArray.zeros(DType.UINT8, 3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.fill(256))
                .withMessage("integer 256 out of bounds for uint8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.fill(Double.NaN))
                .withMessage("cannot convert float NaN to integer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.fill(new Complex(1, 0)))
                .withMessage("value (1+0j) (Complex) cannot be converted to dtype uint8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.fill(new int[3]))
                .withMessage("fill takes one value, found several");
    }

    @Test
    void fillsEveryFieldOfAStructure() {
        NDArray array = NDArray.zeros(
                DType.struct().field("a", DType.INT16).field("b", DType.FLOAT64).build(), 2);

        array.fill(3);

        assertThat(array.field("a").toShortArray()).containsOnly((short) 3);
        assertThat(array.field("b").toDoubleArray()).containsOnly(3.0);
    }

    @Test
    void copiesToNestedArrays() {
        assertThat(NDArray.of(5).toArray()).isEqualTo(5L);
        assertThat(NDArray.zeros(DType.FLOAT64, 2, 0).toArray()).isEqualTo(new double[2][0]);
        assertThat(NDArray.of(new boolean[][] {{true}, {false}}).toArray()).isEqualTo(new boolean[][] {{true}, {false}
        });
        assertThat(NDArray.of(new int[] {200}).astype(DType.UINT8).toArray()).isEqualTo(new short[] {200});
        assertThat(NDArray.of(new long[] {-1}).astype(DType.UINT64).toArray())
                .isEqualTo(new BigInteger[] {BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)});
        assertThat(NDArray.of(new String[][] {{"a", "bc"}}).toArray()).isEqualTo(new String[][] {{"a", "bc"}});
        assertThat(NDArray.of(new Complex[] {new Complex(1, 2)}).toArray())
                .isEqualTo(new Complex[] {new Complex(1, 2)});
        assertThat(NDArray.of(new long[] {3}, DType.datetime64(DateUnit.DAY, 1)).toArray())
                .isEqualTo(new long[] {3});
    }

    @Test
    void givesBackTheArraysItWasMadeOf() {
        Object[] all = {
            new byte[][] {{1, -2}, {3, 4}},
            new short[][] {{1, -2}, {3, 4}},
            new long[][] {{1, -2}, {3, 4}},
            new float[][][] {{{1.5f}, {-2}}},
            new double[] {1.5, Double.NaN},
            new String[] {"", "\ud83d\ude00"}
        };
        for (Object values : all) {
            assertThat(NDArray.of(values).toArray()).isEqualTo(values);
        }
    }

    @Test
    void checksThatElementsFitInFlatArrays() {
        NDArray array = NDArray.of(new long[] {1, 1L << 40});

        assertThat(array.toLongArray()).containsExactly(1, 1L << 40);
        assertThatIllegalArgumentException()
                .isThrownBy(array::toIntArray)
                .withMessage("element 1099511627776 of dtype int64 does not fit in an int");
        assertThatIllegalArgumentException()
                .isThrownBy(array::toShortArray)
                .withMessage("element 1099511627776 of dtype int64 does not fit in a short");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(1.5).toLongArray())
                .withMessage("elements of dtype float64 cannot be read as long");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NDArray.of(new long[] {-1}).astype(DType.UINT64).toLongArray())
                .withMessage("element 18446744073709551615 of dtype uint64 does not fit in a long");
        assertThat(NDArray.of(new long[] {-1}).astype(DType.UINT64).toDoubleArray())
                .containsExactly(0x1p64);
    }

    @Test
    void copiesFlatArraysInCOrder() {
        NDArray turned = matrix().transpose();

        assertThat(turned.toIntArray()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(turned.astype(DType.text(1)).toStringArray()).containsExactly("1", "4", "2", "5", "3", "6");
        assertThat(turned.astype(DType.BOOL).toBooleanArray()).containsOnly(true);
        assertThat(turned.astype(DType.INT8).toByteArray()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void copiesToAndFromBuffers() {
        NDArray turned = matrix().transpose();
        ByteBuffer buffer = ByteBuffer.allocateDirect(4 + 24);
        buffer.position(4);

        assertThat(turned.copyTo(buffer)).isEqualTo(24);
        assertThat(buffer.position()).isEqualTo(28);
        NDArray other = NDArray.zeros(DType.INT32, 3, 2);
        assertThat(other.copyFrom(buffer.position(4))).isEqualTo(24);
        assertThat(buffer.position()).isEqualTo(28);

        assertThat(other).isEqualTo(turned);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> turned.copyTo(buffer.position(5)));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> other.copyFrom(buffer));
        assertThat(buffer.position()).isEqualTo(5);
    }
}
