package dev.ndwire.ndarray.ufunc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.array.ArrayMath;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrayMathTest {
    private static NDArray doubles(double... values) {
        return NDArray.of(values);
    }

    @Test
    void keepsTheDTypeBesideWeakNumbers() {
        NDArray bytes = NDArray.of(new byte[] {100, 27});

        assertThat(bytes.add(27).repr()).isEqualTo("array([127,  54], dtype=int8)");
        assertThat(bytes.add(28).getLong(0)).isEqualTo(-128);
        assertThat(bytes.add(1.5).repr()).isEqualTo("array([101.5,  28.5])");
        assertThat(NDArray.of(new float[] {1}).multiply(2.5).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(bytes.multiply(new Complex(0, 1)).dtype()).isEqualTo(DType.COMPLEX128);
        assertThat(bytes.add(true).dtype()).isEqualTo(DType.INT8);
        assertThat(ArrayMath.evaluate(Ufunc.SUBTRACT, 1, bytes).repr()).isEqualTo("array([-99, -26], dtype=int8)");
        assertThat(ArrayMath.evaluate(Ufunc.ADD, 1, 2).repr()).isEqualTo("array(3)");
    }

    @Test
    void refusesIntegersThatDoNotFitExceptInComparisons() {
        NDArray bytes = NDArray.zeros(DType.UINT8, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes.add(256))
                .withMessage("integer 256 is out of bounds for dtype uint8");
        assertThat(bytes.less(256).repr()).isEqualTo("array([ True,  True])");
        assertThat(bytes.equal(-1).repr()).isEqualTo("array([False, False])");
        assertThat(ArrayMath.evaluate(Ufunc.LESS, -1, bytes).repr()).isEqualTo("array([ True,  True])");
    }

    @Test
    void namesFunctionAndDTypesOfWhatItRefuses() {
        NDArray times = NDArray.zeros(DType.parse("M8[s]"), 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> times.add(times))
                .withMessage("ufunc 'add' cannot use operands with types dtype('<M8[s]') and dtype('<M8[s]')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> times.apply(Ufunc.SIN))
                .withMessage("ufunc 'sin' cannot use operands with types dtype('<M8[s]')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new boolean[2]).subtract(true))
                .withMessage("ufunc 'subtract' cannot use operands with types dtype('bool') and dtype('bool')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1).apply(Ufunc.ADD))
                .withMessage("ufunc 'add' takes 2 operands, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1, 2).add(doubles(1, 2, 3)))
                .withMessage("operands could not be broadcast together with shapes (2,) (3,)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1).add(new Object() {}))
                .withMessageStartingWith("operand is a ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new int[] {2}).power(-1))
                .withMessage("Integers to negative integer powers are not allowed.");
    }

    @Test
    void computesIntoAnArrayOfTheSameKind() {
        NDArray out = NDArray.zeros(DType.parse(">f4"), 2, 2);

        assertThat(doubles(1, 2).applyInto(out, Ufunc.ADD, 0.5)).isSameAs(out);

        assertThat(out.repr()).isEqualTo("array([[1.5, 2.5],\n       [1.5, 2.5]], dtype='>f4')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1).applyInto(NDArray.zeros(DType.INT8, 1), Ufunc.ADD, 1))
                .withMessage("Cannot cast ufunc 'add' output from dtype('float64') to dtype('int8') with casting rule"
                        + " 'same_kind'");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NDArray.zeros(DType.FLOAT64, 2, 3).applyInto(NDArray.zeros(DType.FLOAT64, 3), Ufunc.ADD, 1))
                .withMessage(
                        "non-broadcastable output operand with shape (3,) doesn't match the broadcast shape (2, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1).applyInto(doubles(1).asReadOnly(), Ufunc.ADD, 1))
                .withMessage("assignment destination is read-only");
    }

    @Test
    void givesTheSameWhereResultsLieOnOperands() {
        long[] sizes = {5, 200, 5000};
        for (long size : sizes) {
            NDArray values = NDArray.of(LongStream.range(0, size).toArray());
            NDArray shifted = values.copy();
            shifted.at(":-1").applyInto(shifted.at("1:"), Ufunc.ADD, shifted.at("1:"));
            assertThat(shifted.at("1:")).isEqualTo(values.at(":-1").add(values.at("1:")));

            NDArray turned = values.copy();
            turned.applyInto(turned, Ufunc.SUBTRACT, turned.at("::-1"));
            assertThat(turned).isEqualTo(values.subtract(values.at("::-1")));

            NDArray same = values.copy();
            same.applyInto(same, Ufunc.MULTIPLY, same);
            assertThat(same).isEqualTo(values.multiply(values));

            NDArray first = values.copy();
            first.applyInto(first, Ufunc.ADD, first.at("1"));
            assertThat(first).isEqualTo(values.add(1));
        }
    }

    @Test
    void laysResultsOutAsOperandsAre() {
        NDArray cube = NDArray.zeros(DType.FLOAT64, 3, 4, 5);

        assertThat(cube.transpose().add(1).strides()).containsExactly(8, 40, 160);
        assertThat(cube.transpose(1, 0, 2).add(1).strides()).containsExactly(40, 160, 8);
        assertThat(cube.at("::-1").add(1).strides()).containsExactly(160, 40, 8);
        assertThat(cube.transpose().less(1).strides()).containsExactly(1, 5, 20);
        assertThat(NDArray.zeros(DType.FLOAT64, 0, 3).add(1).shape()).containsExactly(0, 3);
    }

    @Test
    void clipsWithEitherLimit() {
        NDArray bytes = NDArray.of(new byte[] {1, 5, 9});

        assertThat(bytes.clip(2, 8).repr()).isEqualTo("array([2, 5, 8], dtype=int8)");
        assertThat(bytes.clip(2, 8.5).repr()).isEqualTo("array([2. , 5. , 8.5])");
        assertThat(bytes.clip(null, 4).repr()).isEqualTo("array([1, 4, 4], dtype=int8)");
        assertThat(doubles(Double.NaN, 5).clip(2, 3).repr()).isEqualTo("array([nan,  3.])");
        NDArray copy = bytes.clip(null, null);
        copy.set(7, 0);
        assertThat(bytes.getLong(0)).isEqualTo(1);
    }

    @Test
    void clipsInTheDTypeThatAllThreeHaveInCommon() {
        NDArray bytes = NDArray.of(new byte[] {1, 5, 9});

        assertThat(bytes.clip(200, 1.5).repr()).isEqualTo("array([1.5, 1.5, 1.5])");
        assertThat(bytes.clip(300, NDArray.of(new short[] {301, 7, 300})).repr())
                .isEqualTo("array([300,   7, 300], dtype=int16)");
        assertThat(bytes.clip(NDArray.of(2, DType.UINT8), NDArray.of(8, DType.FLOAT16))
                        .repr())
                .isEqualTo("array([2., 5., 8.], dtype=float16)");
        assertThat(bytes.astype(DType.parse(">i2")).clip(2, 8).repr()).isEqualTo("array([2, 5, 8], dtype=int16)");
        assertThat(NDArray.of(new boolean[] {true})
                        .clip(BigInteger.TWO.pow(63), 1e20)
                        .repr())
                .isEqualTo("array([9.22337204e+18])");
    }

    @Test
    void takesIntegersBeyondAnIntegerDTypeForNoLimits() {
        NDArray bytes = NDArray.of(new byte[] {1, 5, 9});

        assertThat(bytes.clip(-500, 1.5).repr()).isEqualTo("array([1. , 1.5, 1.5])");
        assertThat(bytes.clip(-500, BigInteger.TWO.pow(70)).repr()).isEqualTo("array([1, 5, 9], dtype=int8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes.clip(500, 3))
                .withMessage("integer 500 is out of bounds for dtype int8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes.clip(2, -500))
                .withMessage("integer -500 is out of bounds for dtype int8");
    }

    @Test
    void roundsToDecimals() {
        assertThat(doubles(2.5, 3.5, -1.25, 1234.5678).round(2).repr())
                .isEqualTo("array([   2.5 ,    3.5 ,   -1.25, 1234.57])");
        assertThat(NDArray.of(new int[] {15, 25, -36, 149}).round(-1).repr())
                .isEqualTo("array([ 20,  20, -40, 150], dtype=int32)");
        assertThat(NDArray.of(new int[] {15}).round(3).repr()).isEqualTo("array([15], dtype=int32)");
        assertThat(NDArray.of(new boolean[] {true}).round(0).dtype()).isEqualTo(DType.FLOAT16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new boolean[] {true}).round(1))
                .withMessage("bools cannot be rounded to 1 decimals, allowed is 0");
        assertThat(NDArray.of(new Complex[] {new Complex(1.255, 2.345)})
                        .round(2)
                        .get(0))
                .isEqualTo(new Complex(1.25, 2.35));
        assertThat(NDArray.of(new float[] {1.25f, 0.35f}).round(1).repr())
                .isEqualTo("array([1.2, 0.4], dtype=float32)");
    }

    @Test
    void knowsWhatIsClose() {
        NDArray x = doubles(1e10, 1e-7, Double.NaN, Double.POSITIVE_INFINITY);
        NDArray y = doubles(1.00001e10, 1e-8, Double.NaN, Double.POSITIVE_INFINITY);

        assertThat(x.isClose(y).repr()).isEqualTo("array([ True, False, False,  True])");
        assertThat(x.isClose(y, 1e-5, 1e-8, true).repr()).isEqualTo("array([ True, False,  True,  True])");
        assertThat(x.allClose(y)).isFalse();
        assertThat(x.allClose(y, 1e-5, 1e-7, true)).isTrue();
        assertThat(NDArray.of(new boolean[] {true}).allClose(true)).isTrue();
        assertThat(NDArray.zeros(DType.FLOAT64, 0).allClose(1)).isTrue();
        NDArray one = NDArray.of(new byte[] {1, 2});
        assertThat(one.isClose(NDArray.of(new byte[] {2, 2})).repr()).isEqualTo("array([False,  True])");
        assertThat(NDArray.of(new float[] {1}).isClose(1, 0, 0, false).repr()).isEqualTo("array([ True])");
    }

    @Test
    void takesNumbersOfJavaForWeakWhereItAsksWhatIsClose() {
        NDArray halves = NDArray.full(0.1, DType.FLOAT16, 3);
        NDArray singles = NDArray.full(0.1, DType.FLOAT32, 2);
        NDArray bytes = NDArray.of(new byte[] {1, 2});

        assertThat(halves.allClose(0.1)).isTrue();
        assertThat(halves.allClose(NDArray.of(0.1))).isFalse();
        assertThat(singles.allClose(0.1, 0, 0, false)).isTrue();
        assertThat(singles.allClose(0.1f, 0, 0, false)).isTrue();
        assertThat(doubles(0.1).allClose(0.1f, 0, 1e-9, false)).isFalse();
        assertThat(singles.astype(DType.COMPLEX64).allClose(new Complex(0.1, 0), 0, 0, false))
                .isTrue();
        assertThat(bytes.isClose(1).repr()).isEqualTo("array([ True, False])");
        assertThat(bytes.isClose(true).repr()).isEqualTo("array([ True, False])");
        assertThat(bytes.isClose(1.000001).repr()).isEqualTo("array([ True, False])");
        assertThat(bytes.isClose(300, 0, 298, false).repr()).isEqualTo("array([False,  True])");
        assertThat(doubles(1e20).allClose(BigInteger.TEN.pow(20))).isTrue();
        NDArray odd = doubles(Double.NaN, Double.POSITIVE_INFINITY, 1);
        assertThat(odd.isClose(Double.NaN).repr()).isEqualTo("array([False, False, False])");
        assertThat(odd.isClose(Double.NaN, 0, 0, true).repr()).isEqualTo("array([ True, False, False])");
        assertThat(odd.isClose(Double.POSITIVE_INFINITY).repr()).isEqualTo("array([False,  True, False])");
    }

    @Test
    void refusesToCompareWithWhatIsNoFloat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1).isClose(BigInteger.TEN.pow(400)))
                .withMessage("integer of 1329 bits is too large for a float");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1).isClose("1"))
                .withMessage("ufunc 'subtract' cannot use operands with types dtype('float64') and dtype('<U1')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doubles(1).isClose(new double[] {1}))
                .withMessageStartingWith("operand is a double[]");
    }

    @Test
    void dividesWithRestAndMeasuresAngles() {
        NDArray sevens = NDArray.of(new long[] {7, -7});

        assertThat(sevens.divmod(2).toString()).isEqualTo("[[ 3 -4], [1 1]]");
        assertThat(sevens.divmod(0).toString()).isEqualTo("[[0 0], [0 0]]");
        assertThat(NDArray.of(new Complex[] {new Complex(1, 1), new Complex(-1, 0)})
                        .angle()
                        .repr())
                .isEqualTo("array([0.78539816, 3.14159265])");
        assertThat(doubles(-1, 2).angle().repr()).isEqualTo("array([3.14159265, 0.        ])");
    }

    @Test
    void keepsTheDigitsOfComplexLogarithmsNearOne() {
        Complex[] small = {new Complex(1e-20, 2e-20), new Complex(-3e-9, 0), new Complex(0, 1e-8), new Complex(-1, 1)};

        assertThat(NDArray.of(small).apply(Ufunc.LOG1P).repr())
                .isEqualTo("array([ 1.e-20+2.00000000e-20j, -3.e-09+0.00000000e+00j,\n"
                        + "        5.e-17+1.00000000e-08j,  0.e+00+1.57079633e+00j])");
    }

    @Test
    void comparesStructuresByTheirFields() {
        DType point = DType.struct()
                .field("x", DType.INT32)
                .field("y", DType.parse("U3"))
                .build();
        NDArray points = NDArray.zeros(point, 3);
        points.field("x").set(5, 1);

        assertThat(points.equal(points.at("0")).repr()).isEqualTo("array([ True, False,  True])");
        assertThat(points.notEqual(points.at("0")).repr()).isEqualTo("array([False,  True, False])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> points.equal(1))
                .withMessageStartingWith("Cannot compare structured or void to non-void arrays");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> points.less(points))
                .withMessageStartingWith("ufunc 'less' cannot use operands with types dtype([('x', '<i4')");
    }

    @Test
    void refusesClosedMemory() {
        NDArray array;
        try (Arena arena = Arena.ofConfined()) {
            array = NDArray.zeros(arena, DType.FLOAT64, 100);
        }
        assertThatIllegalStateException().isThrownBy(() -> array.add(1));
        assertThatIllegalStateException().isThrownBy(() -> array.apply(Ufunc.SIN));
    }
}
