package dev.ndwire.ndarray.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameValueTest {
    private static NDArray same(NDArray array, DType dtype) {
        return array.astype(dtype, Casting.SAME_VALUE);
    }

    private static void refuses(NDArray array, DType dtype, String message) {
        NDArray before = array.copy();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> same(array, dtype))
                .withMessage(message);
        assertThat(array).isEqualTo(before);
    }

    @Test
    void keepsNumbersThatHaveAnEqual() {
        NDArray numbers = NDArray.of(new double[] {-128, -0.0, 127});
        assertThat(same(numbers, DType.INT8)).isEqualTo(NDArray.of(new long[] {-128, 0, 127}, DType.INT8));
        assertThat(same(numbers, DType.FLOAT16)).isEqualTo(numbers.astype(DType.FLOAT16));
        NDArray none = NDArray.of(new double[] {Double.NaN, Double.NEGATIVE_INFINITY});
        assertThat(same(none, DType.FLOAT32)).hasToString("[ nan -inf]");
        NDArray flat = NDArray.of(new Complex[] {new Complex(3, 0), new Complex(-4, -0.0)});
        assertThat(same(flat, DType.INT16)).isEqualTo(NDArray.of(new short[] {3, -4}));
        assertThat(same(NDArray.of(new double[] {0.5, Double.NaN, 0}), DType.BOOL))
                .isEqualTo(NDArray.of(new boolean[] {true, true, false}));
        assertThat(same(NDArray.of(new long[] {-1L >>> 1}), DType.LONGDOUBLE)).hasToString("[9.22337204e+18]");
        assertThat(same(NDArray.zeros(DType.INT64, 0), DType.INT8).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "300, i8, u1, long to ubyte",
        "-1, i1, u8, byte to ulong",
        "-1, i8, u1, long to ubyte",
        "9007199254740993, i8, f8, long to double",
        "65504, u2, f2, ushort to half",
        "128, f4, i1, float to byte",
        "1.5, f8, i4, double to int",
        "0.1, f8, c8, double to cfloat",
        "9223372036854775808, f8, i8, double to long",
        "0.1, g, f8, longdouble to double",
        "-1, g, u2, longdouble to ushort"
    })
    void refusesNumbersThatHaveNone(String number, String from, String to, String pair) {
        NDArray array = NDArray.of(new String[] {"0", number}).astype(DType.parse(from));
        String found = from.startsWith("i") || from.startsWith("u")
                ? number
                : array.at("1").toString();
        refuses(array, DType.parse(to), "could not cast 'same_value' " + pair + ", found " + found);
        refuses(
                array.at("::-1").astype(DType.parse(from).withByteOrder(java.nio.ByteOrder.BIG_ENDIAN)),
                DType.parse(to),
                "could not cast 'same_value' " + pair + ", found " + found);
    }

    @Test
    void refusesWhatIsNoPartOfARealNumber() {
        NDArray number = NDArray.of(new Complex[] {new Complex(2, 0), new Complex(1, 1)});
        refuses(number, DType.FLOAT64, "could not cast 'same_value' cdouble to double: imag is not 0, found (1+1j)");
        refuses(
                NDArray.of(new Complex[] {new Complex(256, 1)}),
                DType.UINT8,
                "could not cast 'same_value' cdouble to ubyte, found (256+1j)");
        refuses(
                NDArray.of(new BigInteger[] {BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)}, DType.UINT64),
                DType.INT64,
                "could not cast 'same_value' ulong to long, found 18446744073709551615");
    }

    @Test
    void isForNumbersAndForConversionAlone() {
        refuses(
                NDArray.of(new String[] {"1"}),
                DType.INT32,
                "Cannot cast array data from dtype('<U1') to dtype('int32') according to the rule 'same_value'");
        refuses(
                NDArray.of(new long[] {1}),
                DType.subArray(DType.INT64, 2),
                "Cannot cast array data from dtype('int64') to dtype(('<i8', (2,))) according to the rule 'same_value'");
        NDArray array = NDArray.of(new long[] {1});
        String refusal = "casting must be one of no, equiv, safe, same_kind and unsafe, found same_value, which is for"
                + " astype alone";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.assign(NDArray.of(2L), Casting.SAME_VALUE))
                .withMessage(refusal);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.assign(2, Casting.SAME_VALUE))
                .withMessage(refusal);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.INT64.canCastTo(DType.INT64, Casting.SAME_VALUE))
                .withMessage(refusal);
        NDArray text = NDArray.of(new String[] {"x"});
        assertThat(text.astype(text.dtype(), Order.K, Casting.SAME_VALUE, false))
                .isSameAs(text);
    }
}
