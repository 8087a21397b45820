package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Extension;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is carried as bytes is moved whole, under its name, and computed with nowhere.
class CarriedDTypesTest {
    private static final long SEED = 20261126;

    @TempDir
    private Path folder;

    private static NDArray filled(DType dtype, long... shape) {
        NDArray array = NDArray.zeros(dtype, shape);
        var bytes = new byte[(int) array.byteSize()];
        new Random(SEED).nextBytes(bytes);
        array.segment().copyFrom(MemorySegment.ofArray(bytes));
        return array;
    }

    private static DType struct(DType dtype) {
        return DType.struct().field("i", DType.INT8).field("c", dtype).build();
    }

    @Test
    void namesLongDoublesAsNumpyDoes() {
        assertThat(DType.parse("g")).isEqualTo(DType.LONGDOUBLE);
        assertThat(DType.parse("float128")).isEqualTo(DType.parse("<f16")).hasToString("float128");
        assertThat(DType.parse(">c32").withByteOrder(DType.CLONGDOUBLE.byteOrder()))
                .isEqualTo(DType.CLONGDOUBLE);
        assertThat(DType.LONGDOUBLE.str()).isEqualTo("<f16");
        assertThat(DType.CLONGDOUBLE.repr()).isEqualTo("dtype('complex256')");
        assertThat(DType.CLONGDOUBLE.alignment()).isEqualTo(16);
        assertThat(DType.LONGDOUBLE.kind().code()).isEqualTo('f');
    }

    @Test
    void namesExtensionsAsTheirPackageDoes() {
        DType bfloat16 = DType.parse("bfloat16");
        assertThat(bfloat16.kind()).isEqualTo(Kind.EXTENSION);
        assertThat(bfloat16.extension()).contains(new Extension("ml_dtypes", "bfloat16", 64));
        assertThat(bfloat16.str()).isEqualTo("<V2");
        assertThat(bfloat16).hasToString("bfloat16").isNotEqualTo(DType.voids(2));
        assertThat(bfloat16.repr()).isEqualTo("dtype(bfloat16)");
        assertThat(DType.parse("float8_e5m2").str()).isEqualTo("<f1");
        assertThat(DType.parse("int4").itemSize()).isEqualTo(1);
        assertThat(DType.subArray(bfloat16, 2)).hasToString("(bfloat16, (2,))");
        assertThat(struct(bfloat16)).hasToString("[('i', 'i1'), ('c', bfloat16)]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f16", ">f16", "<c32", ">c32", "bfloat16", "float8_e4m3fn", "float8_e5m2", "int4"})
    void movesThemWhole(String name) throws IOException {
        DType dtype = DType.parse(name);
        NDArray array = filled(dtype, 3, 4);
        NDArray view = array.at("::-1, 1::2");
        assertThat(view.dtype()).isEqualTo(dtype);
        assertThat(view.copy(Order.F)).isEqualTo(view);
        assertThat(view.getBytes(0, 0)).isEqualTo(array.getBytes(2, 1)).isEqualTo(array.get(2, 1));
        assertThat(array.take(NDArray.of(new long[] {3}), 1).at("0, 0")).isEqualTo(array.at("0, 3"));
        NDArray both = NDArray.concatenate(0, array, array);
        assertThat(both.at("3:").view(DType.UINT8))
                .isEqualTo(array.astype(both.dtype()).view(DType.UINT8));
        var serialization = Serialization.standard();
        assertThat(serialization.deserialize(serialization.serialize(view))).isEqualTo(view);
        if (name.equals("float8_e5m2")) {
            // No file holds it: see writesNoFileThatNobodyReads.
            return;
        }
        Npy.write(folder.resolve("a.npy"), array);
        NDArray read = Npy.read(folder.resolve("a.npy"));
        assertThat(read.view(DType.UINT8)).isEqualTo(array.view(DType.UINT8));
        assertThat(read.dtype()).isEqualTo(dtype.kind() == Kind.EXTENSION ? DType.voids(dtype.itemSize()) : dtype);
    }

    @Test
    void writesNoFileThatNobodyReads() {
        DType dtype = DType.parse("float8_e5m2");
        Path file = folder.resolve("a.npy");
        for (DType refused : List.of(dtype, struct(dtype), struct(DType.subArray(dtype, 2)))) {
            NDArray array = filled(refused, 2);
            List.<ThrowingCallable>of(() -> Npy.write(file, array), () -> Npz.write(file, Map.of("a", array)))
                    .forEach(writing -> assertThatThrownBy(writing)
                            .isInstanceOf(UnsupportedOperationException.class)
                            .hasMessage("elements of dtype float8_e5m2 would be described as '<f1', which no reader"
                                    + " knows: view(DType.UINT8) can be written"));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void turnsTheBytesOfEachNumberAround() {
        var bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        NDArray whole = NDArray.wrap(MemorySegment.ofArray(bytes), DType.CLONGDOUBLE, 1);
        NDArray swapped = whole.astype(DType.parse(">c32"));
        assertThat(swapped.view(DType.INT8).getLong(0)).isEqualTo(15);
        assertThat(swapped.view(DType.INT8).getLong(16)).isEqualTo(31);
        assertThat(swapped.astype(DType.CLONGDOUBLE)).isEqualTo(whole);
        assertThat(DType.CLONGDOUBLE.canCastTo(swapped.dtype(), Casting.EQUIV)).isTrue();
        assertThat(DType.CLONGDOUBLE.canCastTo(swapped.dtype(), Casting.NO)).isFalse();
    }

    @Test
    void showsBitsOfBfloat16AsIntegers() {
        NDArray ones = NDArray.of(new short[] {0x3f80, 0x4000}, DType.UINT16).view(DType.parse("bfloat16"));
        assertThat(ones.view(DType.UINT16).toLongArray()).containsExactly(0x3f80, 0x4000);
        assertThat(ones.repr()).isEqualTo("array([b'\\x80\\x3F', b'\\x00\\x40'], dtype=bfloat16)");
        ones.set(Bytes.of(new byte[] {0, 0x40}), 0);
        assertThat(ones.view(DType.UINT16).toLongArray()).containsExactly(0x4000, 0x4000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ones.set(1.0, 0))
                .withMessage("value 1.0 (Double) does not fit in dtype bfloat16");
    }

    private static NDArray longDoubles(long... significandsAndExponents) {
        return NDArray.of(significandsAndExponents).view(DType.LONGDOUBLE);
    }

    @Test
    void printsMaskedLongDoublesAsNumpysObjects() {
        NDArray halves = longDoubles(Long.MIN_VALUE, 0x3ffe, 0xc000L << 48, 0x3fff);
        NDArray mask = NDArray.of(new boolean[] {true, false});
        assertThat(halves).hasToString("[0.5 1.5]");
        assertThat(MaskedArray.of(halves, mask)).hasToString("[-- np.longdouble('1.5')]");
        assertThat(MaskedArray.of(halves.view(DType.CLONGDOUBLE), NDArray.of(new boolean[] {false})))
                .hasToString("[np.clongdouble('0.5+1.5j')]");
    }

    @Test
    void printsNumbersThatNoProcessorMakes() {
        NDArray odd = longDoubles(1L << 62, 0x3fff, 0, 1, 0, 0x7fff, 1, 0x7fff, 1, 0x3fff);
        assertThat(odd).hasToString("[nan nan nan nan nan]");
        // Numpy asks whether the elements of an array are numbers, and whether the parts of a complex number are, but
        // writes the digits of one alone as if the bit before the point were set.
        assertThat(odd.at("0")).hasToString("1.5");
        assertThat(odd.at("2")).hasToString("inf");
        assertThat(odd.at("3")).hasToString("nan");
        assertThat(odd.at("4")).hasToString("1.0000000000000000001");
        assertThat(odd.at(":4").view(DType.CLONGDOUBLE).at("0")).hasToString("(nan+nanj)");
        assertThat(odd.astype(DType.text(6)).toStringArray()).containsExactly("1.5", "0.0000", "inf", "nan", "1.0000");
        // Without an exponent, the bit before the point counts in comparisons, and not among the digits.
        assertThat(longDoubles(Long.MIN_VALUE, 0)).hasToString("[0.e+00]");
        assertThat(longDoubles(Long.MIN_VALUE | 5, 0)).hasToString("[2.e-4950]");
        assertThat(longDoubles(Long.MIN_VALUE, 0).at("0")).hasToString("0e+00");
    }

    @Test
    void convertsLongDoublesOnceAndToTheNearest() {
        // Half way between two floats and a bit more: a double in between would be rounded down.
        NDArray above = longDoubles(0x8000_0080_0000_0001L, 0x3fff);
        assertThat(above.astype(DType.FLOAT32).getDouble(0)).isEqualTo((double) Math.nextUp(1f));
        assertThat(above.at("0").toString()).isEqualTo("1.0000000596046447755");
        NDArray most = longDoubles(-1, 0x7ffe, 1, 0, -1, 0x403e);
        assertThat(most.astype(DType.FLOAT64).toDoubleArray()).containsExactly(Double.POSITIVE_INFINITY, 0, 0x1p64);
        assertThat(most.at("2:").astype(DType.UINT64).get(0)).hasToString("18446744073709551615");
        assertThat(NDArray.of(new long[] {Long.MAX_VALUE})
                        .astype(DType.LONGDOUBLE)
                        .at("0"))
                .hasToString("9.223372036854775807e+18");
        assertThat(NDArray.of(new double[] {Double.MIN_VALUE})
                        .astype(DType.LONGDOUBLE)
                        .astype(DType.FLOAT64)
                        .getDouble(0))
                .isEqualTo(Double.MIN_VALUE);
        assertThat(NDArray.ones(DType.CLONGDOUBLE, 1)).hasToString("[1.+0.j]");
    }

    @Test
    void readsLongDoublesFromTextAsCDoes() {
        NDArray read = NDArray.of(new String[] {
                    " 0.1",
                    "0x1.8p-3",
                    "-INF",
                    "nan(12)",
                    "1e4932",
                    "1.9e-4951",
                    "1.8e-4951",
                    "1.18973149535723176505e+4932",
                    "1.18973149535723176506e+4932",
                    "1e-99999999999",
                    "+.5e1"
                })
                .astype(DType.LONGDOUBLE);
        assertThat(read.unstack(0).stream().map(NDArray::toString))
                .containsExactly(
                        "0.1",
                        "0.1875",
                        "-inf",
                        "nan",
                        "1e+4932",
                        "4e-4951",
                        "0.0",
                        "1.189731495357231765e+4932",
                        "inf",
                        "0.0",
                        "5.0");
        for (String text : List.of("1_0", "2 ", "", "1e", "0x", "nan(a b)", "\u0663")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NDArray.of(new String[] {text}).astype(DType.LONGDOUBLE))
                    .withMessage("invalid literal for long double: " + text);
        }
        NDArray target = NDArray.zeros(DType.LONGDOUBLE, 1);
        target.assign(new java.math.BigInteger("18446744073709551615"));
        assertThat(target.at("0")).hasToString("1.8446744073709551615e+19");
        target.assign(0.1);
        assertThat(target.at("0")).hasToString("0.10000000000000000555");
        target.assign("0.1");
        assertThat(target.at("0")).hasToString("0.1");
    }

    @Test
    void showsTheHalvesOfLongComplexNumbers() {
        NDArray numbers = NDArray.of(new Complex[] {new Complex(1, 2), new Complex(3, -4)})
                .astype(DType.CLONGDOUBLE);

        assertThat(numbers.real().repr()).isEqualTo("array([1., 3.], dtype=float128)");
        assertThat(numbers.imag().repr()).isEqualTo("array([ 2., -4.], dtype=float128)");
        assertThat(numbers.imag().strides()).containsExactly(32);
        assertThat(numbers.astype(DType.parse(">c32")).imag().dtype()).isEqualTo(DType.parse(">f16"));
    }

    @Test
    void weighsLongExponentsOfLongDoublesAgainstTheirDigits() {
        String zeros = "0".repeat(2_000_000);
        var texts = new LinkedHashMap<String, String>();
        texts.put("0." + zeros + "1e9999999999", "inf");
        texts.put("-0." + zeros + "1e99999999999999999999", "-inf");
        texts.put("0." + zeros + "1e2000001", "1.0");
        texts.put("1" + zeros + "e-9999999999", "0.0");
        texts.put("1" + zeros + "e-2000000", "1.0");
        texts.put("0x0." + zeros + "1p9999999999", "inf");
        texts.put("0x1" + zeros + "p-99999999999999999999", "0.0");
        texts.put("1" + "0".repeat(30_000) + "1e-30001", "1.0");
        texts.put("0x1." + zeros + "1p3", "8.0");
        // Halfway between the number 1 and the next one, and a bit above.
        texts.put("0x1.0000000000000001", "1.0");
        texts.put("0x1.0000000000000001" + zeros + "1", "1.0000000000000000001");
        texts.put("1e1000000000", "inf");
        texts.put("-1e-1000000000", "-0.0");
        texts.put("0e99999999999999999999", "0.0");
        texts.put("1e+00000000000000000001", "10.0");
        texts.forEach((text, read) -> assertThat(
                        NDArray.of(new String[] {text}).astype(DType.LONGDOUBLE).at("0"))
                .hasToString(read));
    }

    @Test
    void promotesLongDoublesAsNumpyDoes() {
        assertThat(Promotion.of(DType.LONGDOUBLE, DType.INT64)).isEqualTo(DType.LONGDOUBLE);
        assertThat(Promotion.of(DType.LONGDOUBLE, DType.COMPLEX64)).isEqualTo(DType.CLONGDOUBLE);
        assertThat(Promotion.of(DType.CLONGDOUBLE, DType.bytes(3))).isEqualTo(DType.bytes(96));
        assertThat(NDArray.concatenate(0, NDArray.of(new double[] {0.1}), longDoubles(Long.MIN_VALUE, 0x3fff)))
                .hasToString("[0.1 1. ]");
        assertThat(Casting.SAFE.allows(DType.FLOAT64, DType.LONGDOUBLE)).isTrue();
        assertThat(Casting.SAFE.allows(DType.LONGDOUBLE, DType.FLOAT64)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float128", "complex256", "bfloat16", "float8_e5m2", "int4"})
    void computesWithThemNowhere(String name) {
        DType dtype = DType.parse(name);
        NDArray array = filled(dtype, 2, 2);
        NDArray nested = filled(struct(dtype), 2);
        Map<String, ThrowingCallable> attempts = Map.ofEntries(
                Map.entry("add", () -> array.add(array)),
                Map.entry("add 1", () -> array.add(1)),
                Map.entry("equal", () -> array.equal(array)),
                Map.entry("equal structures", () -> nested.equal(nested)),
                Map.entry("not", () -> array.apply(Ufunc.LOGICAL_NOT)),
                Map.entry("sum", array::sum),
                Map.entry("max", array::max),
                Map.entry("mean", array::mean),
                Map.entry("argmax", array::argMax),
                Map.entry("any", array::any),
                Map.entry("cumsum", () -> array.cumSum(0)),
                Map.entry("sort", () -> array.sort(0)),
                Map.entry("sort structures", () -> nested.sort(0)),
                Map.entry("unique", array::unique),
                Map.entry("nonzero", array::nonzero),
                Map.entry("dot", () -> array.matmul(array)));
        attempts.forEach((what, attempt) -> assertThatThrownBy(attempt)
                .as(what)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("elements of dtype " + name + " are carried as bytes, nothing is computed with them"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bfloat16", "float8_e5m2", "int4"})
    void comparesExtensionsByValueNowhere(String name) {
        DType dtype = DType.parse(name);
        NDArray array = filled(dtype, 2);
        NDArray nested = filled(struct(DType.subArray(dtype, 3)), 2);
        NDArray doubles = NDArray.zeros(DType.FLOAT64, 2);
        List<ThrowingCallable> attempts = List.of(
                () -> array.arrayEqual(array),
                () -> array.arrayEqual(array, true),
                () -> doubles.arrayEqual(array),
                () -> nested.arrayEqual(nested.copy()));
        attempts.forEach(attempt -> assertThatThrownBy(attempt)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("elements of dtype " + name + " are carried as bytes, nothing is computed with them"));
        assertThat(array.arrayEqual(filled(dtype, 3))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f16", ">f16"})
    void comparesLongDoublesByValue(String name) {
        NDArray numbers = longDoubles(Long.MIN_VALUE, 0x3fff, 0, 0, 0xa000L << 48, 0xc001, Long.MIN_VALUE, 0x7fff);
        NDArray longs = numbers.astype(DType.parse(name));
        NDArray doubles = NDArray.of(new double[] {1, -0.0, -5, Double.POSITIVE_INFINITY});

        assertThat(longs.arrayEqual(numbers)).isTrue();
        assertThat(longs.arrayEqual(doubles)).isTrue();
        assertThat(doubles.arrayEqual(longs)).isTrue();
        assertThat(longs.arrayEqual(doubles.astype(DType.COMPLEX64))).isTrue();
        assertThat(doubles.astype(DType.CLONGDOUBLE).arrayEqual(longs)).isTrue();
        assertThat(longs.at(":3").arrayEqual(NDArray.of(new byte[] {1, 0, -5}))).isTrue();
        assertThat(longs.arrayEqual(doubles.at("::-1"))).isFalse();
        assertThat(longs.arrayEqual(NDArray.of(new String[] {"1", "0", "-5", "inf"})))
                .isFalse();
    }

    @Test
    void comparesAllBitsOfLongDoublesButTheirPadding() {
        NDArray most = longDoubles(-1, 0x403e);
        assertThat(most.arrayEqual(NDArray.of(new long[] {-1}).view(DType.UINT64)))
                .isTrue();
        assertThat(most.arrayEqual(NDArray.of(new long[] {-1}))).isFalse();
        assertThat(most.arrayEqual(NDArray.of(new double[] {0x1p64}))).isFalse();
        assertThat(longDoubles(Long.MIN_VALUE, 0xc03e).arrayEqual(NDArray.of(new long[] {Long.MIN_VALUE})))
                .isTrue();
        NDArray least = NDArray.of(new double[] {Double.MIN_VALUE});
        assertThat(least.astype(DType.LONGDOUBLE).arrayEqual(least)).isTrue();
        // The bit before the point counts as much without an exponent as with one of 1.
        assertThat(longDoubles(Long.MIN_VALUE, 0).arrayEqual(longDoubles(Long.MIN_VALUE, 1)))
                .isTrue();

        NDArray padded = longDoubles(Long.MIN_VALUE, 0x3fff | 0x1234_5678L << 16);
        assertThat(padded.arrayEqual(longDoubles(Long.MIN_VALUE, 0x3fff))).isTrue();
        assertThat(padded).isNotEqualTo(longDoubles(Long.MIN_VALUE, 0x3fff));
        NDArray fields = NDArray.zeros(struct(DType.LONGDOUBLE), 1);
        NDArray others = fields.copy();
        fields.field("c").assign(padded);
        others.field("c").assign(NDArray.of(1.0));
        assertThat(fields.arrayEqual(others)).isTrue();
    }

    @Test
    void comparesWhatIsNoLongDoubleOnlyWhereAsked() {
        NDArray odd = longDoubles(1L << 62, 0x3fff, 0, 1, 0, 0x7fff, -1, 0x7fff);
        NDArray nan = NDArray.full(Double.NaN, 4);
        assertThat(odd.arrayEqual(odd)).isFalse();
        assertThat(odd.arrayEqual(odd, true)).isTrue();
        assertThat(odd.arrayEqual(nan, true)).isTrue();
        assertThat(nan.astype(DType.COMPLEX64).arrayEqual(odd, true)).isTrue();
        assertThat(odd.view(DType.CLONGDOUBLE).arrayEqual(nan.at(":2"), true)).isTrue();
        assertThat(odd.arrayEqual(NDArray.ones(DType.LONGDOUBLE, 4), true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bfloat16", "float8_e5m2", "int4"})
    void convertsExtensionsToNothingElse(String name) {
        DType dtype = DType.parse(name);
        for (DType other : List.of(
                DType.BOOL,
                DType.INT64,
                DType.FLOAT64,
                DType.COMPLEX128,
                DType.text(9),
                DType.voids(dtype.itemSize()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> filled(dtype, 2).astype(other))
                    .withMessage("Cannot cast array data from " + dtype.repr() + " to " + other.repr()
                            + " according to the rule 'unsafe'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NDArray.zeros(other, 2).astype(dtype))
                    .withMessage("Cannot cast array data from " + other.repr() + " to " + dtype.repr()
                            + " according to the rule 'unsafe'");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Promotion.of(DType.FLOAT64, dtype))
                .withMessage("dtypes float64 and " + name + " do not have a common dtype: elements of dtype " + name
                        + " are carried as bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.ones(dtype, 2))
                .withMessage("elements of dtype " + name + " are carried as bytes, nothing is computed with them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.arange(dtype, 0, 3, 1))
                .withMessage("arange makes numbers and times, found dtype " + name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filled(dtype, 2).getDouble(0))
                .withMessage("elements of dtype " + name + " cannot be read as double");
    }

    @Test
    void refusesExtensionsThatHoldPythonObjects() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Extension("package", "pointer", 0x3f))
                .withMessage("extension dtype pointer has flags 63, which say that it holds Python objects, allowed"
                        + " are dtypes of plain bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.extension(new Extension("package", "odd", 0), 4, 3))
                .withMessage("dtype odd has an alignment of 3 bytes, allowed are powers of two up to 64");
    }
}
