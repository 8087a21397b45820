package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.MalformedException;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Halves;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementsTest {
    @ParameterizedTest
    @CsvSource({
        "i1, -128, 127",
        "u1, 0, 255",
        ">i2, -32768, 32767",
        "<u2, 0, 65535",
        "<i4, -2147483648, 2147483647",
        ">u4, 0, 4294967295",
        "<i8, -9223372036854775808, 9223372036854775807",
        ">u8, 0, 18446744073709551615"
    })
    void holdsTheWholeRangeOfAnIntegerAndNothingBeyond(String type, BigInteger least, BigInteger most) {
        NDArray array = NDArray.zeros(DType.parse(type), 2);
        array.set(least, 0);
        array.set(most, 1);
        assertThat(array).hasToString("[" + pad(least, most) + " " + pad(most, least) + "]");
        for (BigInteger outside : new BigInteger[] {least.subtract(BigInteger.ONE), most.add(BigInteger.ONE)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> array.set(outside, 0))
                    .withMessage("value " + outside + " (BigInteger) does not fit in dtype " + array.dtype());
            if (outside.bitLength() < 64) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> array.setLong(outside.longValue(), 0))
                        .withMessage("value " + outside + " (Long) does not fit in dtype " + array.dtype());
            }
        }
    }

    private static String pad(BigInteger number, BigInteger other) {
        return " "
                        .repeat(Math.max(
                                0, other.toString().length() - number.toString().length()))
                + number;
    }

    @Test
    void refusesValuesThatWouldComeBackAsOthers() {
        assertUnfit(DType.INT32, 1.5, "value 1.5 (Double) does not fit in dtype int32");
        assertUnfit(DType.INT32, Double.NaN, "value NaN (Double) does not fit in dtype int32");
        assertUnfit(DType.INT32, null, "value null does not fit in dtype int32");
        assertUnfit(DType.BOOL, 2, "value 2 (Integer) does not fit in dtype bool");
        assertUnfit(DType.FLOAT16, 65520, "value 65520.0 (Double) does not fit in dtype float16");
        assertUnfit(DType.FLOAT32, 1e39, "value 1.0E39 (Double) does not fit in dtype float32");
        assertUnfit(DType.FLOAT64, "1", "value 1 (String) does not fit in dtype float64");
        assertUnfit(
                DType.FLOAT64,
                BigInteger.TEN.pow(309),
                "value " + BigInteger.TEN.pow(309) + " (BigInteger) does not fit in dtype float64");
        assertUnfit(DType.bytes(2), Bytes.utf8("abc"), "value b'abc' (Bytes) does not fit in dtype |S2");
        assertUnfit(DType.text(2), "abc", "value abc (String) does not fit in dtype <U2");
        assertUnfit(DType.text(2), Bytes.EMPTY, "value b'' (Bytes) does not fit in dtype <U2");
        assertUnfit(DType.voids(2), 3, "value 3 (Integer) does not fit in dtype |V2");
        assertUnfit(
                DType.struct().field("a", DType.INT8).build(),
                PyTuple.of(1, 2),
                "value [1, 2] (PyTuple) does not fit in dtype [('a', 'i1')]");
    }

    private static void assertUnfit(DType dtype, @Nullable Object value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.zeros(dtype).set(value))
                .withMessage(message);
    }

    @Test
    void takesEveryKindOfNumber() {
        NDArray ints = NDArray.zeros(DType.INT16, 6);
        Object[] numbers = {(byte) 1, (short) 2, 3, 4L, 5.0, true};
        for (int i = 0; i < numbers.length; i++) {
            ints.set(numbers[i], i);
        }
        assertThat(ints).hasToString("[1 2 3 4 5 1]");
        NDArray complex = NDArray.zeros(DType.COMPLEX64, 2);
        complex.set(new Complex(1, -2), 0);
        complex.set(3.5f, 1);
        assertThat(complex).hasToString("[1. -2.j 3.5+0.j]");
        assertThat(complex.getComplex(0)).isEqualTo(new Complex(1, -2));
        assertThat(ints.getComplex(2)).isEqualTo(new Complex(3, 0));
    }

    @Test
    void refusesToReadAsAnotherType() {
        NDArray floats = NDArray.zeros(DType.FLOAT64, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> floats.getLong(0))
                .withMessage("elements of dtype float64 cannot be read as long");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> floats.getBoolean(0))
                .withMessage("elements of dtype float64 cannot be read as boolean");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> floats.getString(0))
                .withMessage("elements of dtype float64 cannot be read as text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> floats.getBytes(0))
                .withMessage("elements of dtype float64 cannot be read as bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.zeros(DType.COMPLEX64, 1).getDouble(0))
                .withMessage("elements of dtype complex64 cannot be read as double");
    }

    @Test
    void refusesToReadWhatAnIntOrLongCannotHold() {
        NDArray large = NDArray.of(new long[] {-1, 1L << 40});
        NDArray unsigned = NDArray.wrap(large.segment(), DType.UINT64, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unsigned.getLong(0))
                .withMessage("element 18446744073709551615 of dtype uint64 does not fit in a long");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> large.getInt(1))
                .withMessage("element 1099511627776 of dtype int64 does not fit in an int");
        assertThat(unsigned.getDouble(0)).isEqualTo(0x1p64);
        assertThat(unsigned.get(0)).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(large.getInt(0)).isEqualTo(-1);
    }

    @Test
    void refusesTextThatIsNoText() {
        NDArray array = NDArray.wrap(MemorySegment.ofArray(new int[] {'a', 0x110000}), DType.text(2));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(array::getString)
                .withMessage("text element holds 0x110000, allowed are code points up to 0x10ffff"
                        + " (code point 1 of the element)");
    }

    @Test
    void readsAndWritesFieldsInPlace() {
        DType dtype = DType.struct()
                .field("a", DType.INT32)
                .field("b", DType.subArray(DType.FLOAT32, 2, 2))
                .build();
        NDArray array = NDArray.zeros(dtype, 3);
        array.field("a").set(7, 1);
        array.field("b").set(2.5, 1, 0, 1);

        assertThat(array.field("b").shape()).containsExactly(3, 2, 2);
        assertThat(array.field("b").strides()).containsExactly(20, 8, 4);
        PyTuple element = (PyTuple) array.get(1);
        assertThat(element.get(0)).isEqualTo(7L);
        assertThat(element.get(1)).hasToString("[[0.  2.5]\n [0.  0. ]]");
        array.set(element, 2);
        assertThat(array.get(2)).isEqualTo(element);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.field("c"))
                .withMessage("no field of name c in dtype [('a', '<i4'), ('b', '<f4', (2, 2))]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.set(PyTuple.of(1, NDArray.zeros(DType.FLOAT32, 4)), 0))
                .withMessageStartingWith("value [0. 0. 0. 0.] (NDArray) does not fit in dtype");
    }

    @Test
    void aSubArrayOfAnElementViewsWhatItIsInAndMayBeSetWhereThatMay() {
        DType dtype = DType.struct()
                .field("a", DType.INT32)
                .field(
                        "s",
                        DType.struct()
                                .field("b", DType.subArray(DType.FLOAT32, 2))
                                .build())
                .build();
        NDArray array = NDArray.zeros(dtype, 2);
        subArray(array.get(1)).set(2.5, 0);
        assertThat(array).hasToString("[(0, ([0. , 0. ],)) (0, ([2.5, 0. ],))]");

        NDArray readOnly = array.asReadOnly();
        for (Object element : new Object[] {
            readOnly.get(1),
            readOnly.stream().skip(1).findFirst().orElseThrow(),
            ((Object[]) readOnly.toArray())[1],
            array.at("1").broadcastTo(3).get(2)
        }) {
            assertThat(subArray(element)).hasToString("[2.5 0. ]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> subArray(element).set(1, 0))
                    .withMessage("assignment destination is read-only");
        }
    }

    private static NDArray subArray(Object element) {
        PyTuple inner = (PyTuple) Objects.requireNonNull(((PyTuple) element).get(1));
        return (NDArray) Objects.requireNonNull(inner.get(0));
    }

    @Test
    void roundsDoublesToHalvesOnce() {
        // Just above a tie between two halves, but on it once rounded to a float.
        double aboveTie = 1 + 0x1p-11 + 0x1p-40;
        assertThat(Float.float16ToFloat((short) Halves.ofDouble(aboveTie))).isEqualTo(1 + 0x1p-10f);
        assertThat(Float.float16ToFloat((short) Halves.ofDouble(-aboveTie))).isEqualTo(-1 - 0x1p-10f);
        assertThat(Float.float16ToFloat((short) Halves.ofDouble(1 + 0x1p-11 - 0x1p-40)))
                .isEqualTo(1);
        assertThat(Halves.ofDouble(-1e-300) & 0xffff).isEqualTo(0x8000);
        assertThat(Halves.ofDouble(1e300)).isEqualTo(0x7c00);
        var random = new Random(20_260_804);
        for (int i = 0; i < 10_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(40) - 26));
            assertThat(Halves.ofDouble(value)).isEqualTo(Float.floatToFloat16(value));
        }
    }

    @Test
    void takesJavaValuesOfEveryType() {
        assertThat(NDArray.of(new boolean[] {true, false}).repr()).isEqualTo("array([ True, False])");
        assertThat(NDArray.of(new byte[][] {{1}, {-2}}).repr()).isEqualTo("array([[ 1],\n       [-2]], dtype=int8)");
        assertThat(NDArray.of(new short[] {1}).repr()).isEqualTo("array([1], dtype=int16)");
        assertThat(NDArray.of(new int[] {1}).repr()).isEqualTo("array([1], dtype=int32)");
        assertThat(NDArray.of(new long[] {1}).repr()).isEqualTo("array([1])");
        assertThat(NDArray.of(new float[] {1}).repr()).isEqualTo("array([1.], dtype=float32)");
        assertThat(NDArray.of(2.5).repr()).isEqualTo("array(2.5)");
        assertThat(NDArray.of(new Complex[] {new Complex(1, 2)}).repr()).isEqualTo("array([1.+2.j])");
        assertThat(NDArray.of(new String[] {"a", "b\u00e9c"}).repr())
                .isEqualTo("array(['a', 'b\u00e9c'], dtype='<U3')");
        assertThat(NDArray.of(Bytes.utf8("ab")).repr()).isEqualTo("array(b'ab', dtype='|S2')");
        assertThat(NDArray.of(new double[0][]).repr()).isEqualTo("array([], shape=(0, 0), dtype=float64)");
        assertThat(NDArray.of(new int[] {1, 2}, DType.parse(">f8")).repr()).isEqualTo("array([1., 2.], dtype='>f8')");
        assertThat(NDArray.of(new Long[][] {{1L}, {2L}}).shape()).containsExactly(2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new Long[] {1L, null}))
                .withMessage("value 1 of an array is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new Object[] {new int[] {1}, 2}, DType.INT32))
                .withMessage("values are ragged: a value at depth 1, shape (2, 1) from the first ones");
    }

    @Test
    void takesLargeIntegersForUint64WhereALongDoesNotHoldThem() {
        BigInteger most = new BigInteger("18446744073709551615");
        NDArray large = NDArray.of(new BigInteger[][] {{most, BigInteger.ONE}, {BigInteger.TWO, BigInteger.ZERO}});
        assertThat(large.dtype()).isEqualTo(DType.UINT64);
        assertThat(large.get(0, 0)).isEqualTo(most);
        assertThat(NDArray.of(large.toArray())).isEqualTo(large);
        assertThat(NDArray.of(most)).isEqualTo(large.at("0, 0"));
        assertThat(NDArray.of(large.at("1").toArray())).isEqualTo(NDArray.of(new long[] {2, 0}));
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        assertThat(NDArray.of(new BigInteger[] {least, BigInteger.valueOf(Long.MAX_VALUE)}))
                .isEqualTo(NDArray.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}));
        assertThat(NDArray.of(new BigInteger[0]).repr()).isEqualTo("array([], dtype=int64)");
        assertThat(NDArray.full(most, 2).repr())
                .isEqualTo("array([18446744073709551615, 18446744073709551615], dtype=uint64)");
        String allowed = ": allowed are -9223372036854775808 to 9223372036854775807, or 0 to 18446744073709551615";
        BigInteger[][] refused = {
            {most.add(BigInteger.ONE)}, {least.subtract(BigInteger.ONE)}, {most, BigInteger.TEN.negate()}
        };
        String[] found = {"18446744073709551616", "-9223372036854775809", "18446744073709551615 beside -10"};
        for (int i = 0; i < refused.length; i++) {
            Object values = refused[i];
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NDArray.of(values))
                    .withMessage("no dtype holds integer " + found[i] + allowed);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new BigInteger[] {most, null}))
                .withMessage("value 1 of an array is null");
    }

    @Test
    void comparesByValueAsNumpyDoes() {
        NDArray ints = NDArray.of(new long[] {1, 2});
        assertThat(ints.arrayEqual(NDArray.of(new double[] {1, 2}))).isTrue();
        assertThat(ints.arrayEqual(NDArray.of(new Complex[] {new Complex(1, 0), new Complex(2, 0)})))
                .isTrue();
        assertThat(ints.arrayEqual(NDArray.of(new long[][] {{1, 2}}))).isFalse();
        assertThat(ints).isNotEqualTo(NDArray.of(new double[] {1, 2}));
        NDArray minusOne = NDArray.of(new long[] {-1});
        assertThat(minusOne.arrayEqual(NDArray.wrap(minusOne.segment(), DType.UINT64, 1)))
                .isFalse();
        NDArray nan = NDArray.of(new double[] {Double.NaN});
        assertThat(nan.arrayEqual(nan)).isFalse();
        assertThat(nan).isEqualTo(nan.copy());
        NDArray zero = NDArray.of(new double[] {0.0});
        NDArray minusZero = NDArray.of(new double[] {-0.0});
        assertThat(zero.arrayEqual(minusZero)).isTrue();
        assertThat(zero).isNotEqualTo(minusZero);
        assertThat(NDArray.of(new String[] {"a"}).arrayEqual(NDArray.of(new String[] {"a"}, DType.text(5))))
                .isTrue();
        assertThat(NDArray.of(new String[] {"a"}).arrayEqual(NDArray.of(Bytes.utf8("a"))))
                .isFalse();
        assertThat(NDArray.zeros(DType.INT8, 0, 3).arrayEqual(NDArray.zeros(DType.bytes(2), 0, 3)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "M8[Y], 30, M8[D], 10957, true",
        "M8[M], 361, M8[s], 949363200, true",
        "M8[Y], -1, M8[M], -12, true",
        "M8[W], 1, M8[h], 168, true",
        "M8[25s], 4, M8[ns], 100000000000, true",
        "M8[s], 4611686018427387904, M8[ns], 0, false",
        "M8[Y], 9223372036854775807, M8[as], 0, false",
        "m8[Y], 1, m8[M], 12, true",
        "m8[Y], 0, m8[D], 0, false",
        "m8[ms], 1, m8[us], 1000, true",
        "m8[D], 5, m8, 5, true",
        "M8[s], -9223372036854775808, M8[s], -9223372036854775808, false",
        "M8[s], 1, m8[s], 1, false"
    })
    void comparesTimesOfDifferentUnits(String left, long leftTicks, String right, long rightTicks, boolean areEqual) {
        NDArray one = NDArray.of(leftTicks, DType.parse(left));
        NDArray other = NDArray.of(rightTicks, DType.parse(right));
        assertThat(one.arrayEqual(other)).isEqualTo(areEqual);
        assertThat(other.arrayEqual(one)).isEqualTo(areEqual);
    }

    @Test
    void takesNaNAndNaTForValuesWhereAsked() {
        NDArray nan = NDArray.of(new double[] {Double.NaN, 1});
        assertThat(nan.arrayEqual(nan, true)).isTrue();
        assertThat(nan.arrayEqual(nan.astype(DType.parse(">f2")), true)).isTrue();
        assertThat(nan.arrayEqual(nan.at("::-1"), true)).isFalse();
        NDArray real = NDArray.of(new Complex[] {new Complex(Double.NaN, 0), new Complex(1, 0)});
        NDArray imag = NDArray.of(new Complex[] {new Complex(0, Double.NaN), new Complex(1, 0)});
        assertThat(real.arrayEqual(imag, true)).isTrue();
        assertThat(real.arrayEqual(nan, true)).isTrue();
        assertThat(real.arrayEqual(real)).isFalse();
        NDArray seconds = NDArray.of(new long[] {DType.NAT, 1}, DType.parse("M8[s]"));
        NDArray thousandths = NDArray.of(new long[] {DType.NAT, 1000}, DType.parse(">M8[ms]"));
        assertThat(seconds.arrayEqual(thousandths, true)).isTrue();
        assertThat(seconds.arrayEqual(thousandths)).isFalse();
        assertThat(seconds.arrayEqual(NDArray.of(new long[] {DType.NAT, 1}, DType.parse("m8[s]")), true))
                .isFalse();
        assertThat(NDArray.of("a").arrayEqual(NDArray.of("a"), true)).isTrue();
    }

    @Test
    void takesNaNForAValueWithinStructuresWhereAsked() {
        DType small = DType.struct()
                .field("a", DType.INT8)
                .field("b", DType.subArray(DType.FLOAT32, 2))
                .build();
        DType wide = DType.struct()
                .field("a", DType.INT64)
                .field("b", DType.subArray(DType.FLOAT64, 2))
                .build();
        NDArray left = NDArray.zeros(small, 2);
        left.field("b").set(Double.NaN, 1, 0);
        NDArray right = left.astype(wide);
        assertThat(left.arrayEqual(right, true)).isTrue();
        assertThat(left.arrayEqual(left.copy(), true)).isTrue();
        assertThat(left.arrayEqual(right)).isFalse();
        right.field("a").set(1, 1);
        assertThat(left.arrayEqual(right, true)).isFalse();
    }

    @Test
    void comparesStructuresFieldByField() {
        DType small = DType.struct()
                .field("a", DType.INT8)
                .field("b", DType.subArray(DType.FLOAT32, 2))
                .build();
        DType wide = DType.alignedStruct()
                .field("a", DType.INT64)
                .field("b", DType.subArray(DType.FLOAT64, 2))
                .build();
        NDArray left = NDArray.zeros(small, 2);
        NDArray right = NDArray.zeros(wide, 2);
        assertThat(left.arrayEqual(right)).isTrue();
        right.field("b").set(1, 1, 1);
        assertThat(left.arrayEqual(right)).isFalse();
        DType renamed = DType.struct()
                .field("x", DType.INT8)
                .field("b", DType.subArray(DType.FLOAT32, 2))
                .build();
        assertThat(left.arrayEqual(NDArray.zeros(renamed, 2))).isFalse();
    }

    @Test
    void comparesLargeArraysOfAnyLayout() {
        long[] values = new Random(20_260_805).longs(300_000).toArray();
        NDArray flat = NDArray.of(values);
        NDArray cube = flat.reshape(30, 100, 100);
        NDArray turned = cube.transpose().copy().transpose();
        assertThat(turned.isFContiguous()).isTrue();
        assertThat(turned).isEqualTo(cube).hasSameHashCodeAs(cube);
        assertThat(turned.arrayEqual(cube)).isTrue();
        turned.set(0, 29, 99, 99);
        assertThat(turned).isNotEqualTo(cube);
        assertThat(turned.arrayEqual(cube)).isFalse();
    }

    @Test
    void givesContiguousElementsToLoops() {
        assertThat(NDArray.of(new double[] {1, 2}).doubles().get(1)).isEqualTo(2);
        assertThat(NDArray.of(new float[] {1, 2}).floats().get(1)).isEqualTo(2);
        assertThat(NDArray.of(new int[] {1, 2}).ints().get(1)).isEqualTo(2);
        assertThat(NDArray.of(new short[] {1, 2}).shorts().get(1)).isEqualTo((short) 2);
        assertThat(NDArray.of(new boolean[] {false, true}).bytes().get(1)).isEqualTo((byte) 1);
        LongView longs = NDArray.of(new long[][] {{1, 2}, {3, 4}}).longs();
        assertThat(longs.size()).isEqualTo(4);
        longs.set(3, 9);
        assertThat(longs.get(3)).isEqualTo(9);
        for (long outside : new long[] {-1, 4, 1L << 61}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> longs.get(outside))
                    .withMessage("Index " + outside + " out of bounds for length 4");
        }
    }

    @Test
    void refusesLoopsOverWhatIsNotContiguous() {
        NDArray array = NDArray.of(new double[][] {{1, 2}, {3, 4}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.transpose().doubles())
                .withMessage("doubles() needs C-contiguous elements of 8 bytes, of kind FLOAT and in native byte order,"
                        + " found dtype float64 of shape (2, 2) and strides (8, 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(array::longs)
                .withMessage(
                        "longs() needs C-contiguous elements of 8 bytes, of kind INT or UINT or DATETIME or"
                                + " TIMEDELTA and in native byte order, found dtype float64 of shape (2, 2) and strides (16, 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.zeros(DType.parse(">f8"), 1).doubles());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.asReadOnly().doubles().set(0, 1));
    }
}
