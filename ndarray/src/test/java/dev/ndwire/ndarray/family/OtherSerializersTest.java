package dev.ndwire.ndarray.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.family.Pickling;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.MaskedArray;
import dev.ndwire.ndarray.array.MaskedConstant;
import dev.ndwire.ndarray.array.Matrix;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.buffer.PyArray;
import dev.ndwire.ndarray.buffer.PyMemoryView;
import dev.ndwire.ndarray.dtype.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What travels in the `dask` family beside arrays, and what hostile headers of it cause. What Python makes of them is
/// in the module of the golden vectors.
class OtherSerializersTest {
    private static final Serialization DASK = Serialization.standard();
    private static final NDArray DATA = NDArray.of(new long[] {1, 2, 3});
    private static final NDArray MASK = NDArray.of(new boolean[] {false, true, false});

    private static Object roundTrip(Object value) {
        return Objects.requireNonNull(DASK.accepting("dask").deserialize(DASK.serialize(value)));
    }

    private static Serialized with(Serialized serialized, String key, Object value) {
        Header header = serialized.header();
        return new Serialized(
                header.with("sub-header", header.header("sub-header").with(key, value)), serialized.frames());
    }

    private static void refuses(Serialized serialized, String message) {
        assertThatThrownBy(() -> DASK.deserialize(serialized))
                .isInstanceOf(MalformedHeaderException.class)
                .hasMessage(message);
    }

    @Test
    void keepsMaskedArraysWithAndWithoutMaskAndFillValue() {
        MaskedArray masked = MaskedArray.of(DATA, MASK).withFillValue(-1L);
        assertThat(roundTrip(masked)).isEqualTo(masked);
        MaskedArray open = (MaskedArray) roundTrip(MaskedArray.of(DATA, null));
        assertThat(open.mask()).isNull();
        assertThat(open.fillValue().get()).isEqualTo(999_999L);
        assertThat(roundTrip(MaskedConstant.MASKED)).isSameAs(MaskedConstant.MASKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "i1", "u8", "f2", ">f8", "c8", "S2", "U2", "V3", "M8[s]", "m8[D]", "m8", "M8[25s]"})
    void keepsTheFillValueOfEveryKind(String dtype) {
        NDArray data = NDArray.zeros(DType.parse(dtype), 2);
        MaskedArray masked = MaskedArray.of(data, NDArray.of(new boolean[] {true, false}));
        MaskedArray back = (MaskedArray) roundTrip(masked);
        assertThat(back.data()).isEqualTo(masked.data());
        assertThat(back.mask()).isEqualTo(masked.mask());
        assertThat(back.count()).isEqualTo(1);
        assertThat(roundTrip(back)).isEqualTo(back);
    }

    @Test
    void keepsAFillValueThatTheDtypeCannotHold() {
        NDArray small = NDArray.zeros(DType.INT8, 1);
        MaskedArray back = (MaskedArray) roundTrip(MaskedArray.of(small, null));
        assertThat(back.fillValue()).isEqualTo(NDArray.of(999_999L));
        NDArray ticks = NDArray.of(5L, DType.parse("m8[s]"));
        MaskedArray times = MaskedArray.of(NDArray.zeros(DType.parse("m8[s]"), 1), null, ticks);
        assertThat(((MaskedArray) roundTrip(times)).givenFillValue()).isEqualTo(ticks);
    }

    @Test
    void refusesMaskedArraysWhosePartsDoNotAgree() {
        Serialized serialized = DASK.serialize(MaskedArray.of(DATA, MASK));
        refuses(
                with(serialized, "nframes", 3L),
                "header key 'nframes' is 3, expected at most the 2 frames of the masked array");
        refuses(with(serialized, "nframes", 0L), "array has 0 frames, expected 1");
        refuses(
                with(serialized, "fill-value", List.of(true)),
                "header key 'fill-value' has 1 elements, expected a boolean and a value");
        refuses(
                with(serialized, "fill-value", List.of(true, 1L)),
                "header key 'fill-value' holds an integer, expected the bytes of a pickle");
        refuses(
                with(serialized, "fill-value", List.of(false, "x")),
                "header key 'fill-value' holds text, expected a boolean, an integer or a float");
        Header other = DASK.serialize(NDArray.of(new boolean[] {true})).header().header("sub-header");
        refuses(
                with(serialized, "mask-header", other),
                "mask of shape (1,) on an array of shape (3,): they must be the same");
        refuses(
                with(
                        serialized,
                        "mask-header",
                        DASK.serialize(NDArray.of(new byte[3])).header().header("sub-header")),
                "mask of dtype int8 on an array of dtype int64: it must be bool");
    }

    @Test
    void refusesAPickledFillValueWhereHeadersArePassedOver() {
        NDArray text = NDArray.of(new String[] {"a"});
        Serialized serialized = DASK.serialize(MaskedArray.of(text, null));
        Serialization closed = DASK.with(Pickling.standard().openingHeaders(false));
        assertThatThrownBy(() -> closed.deserialize(serialized))
                .isInstanceOf(SerializationException.class)
                .hasMessage("header holds the pickle of a fill value, refused by Pickling.opensHeaders=false");
    }

    @Test
    void keepsAMatrixAMatrix() {
        Matrix matrix = new Matrix(NDArray.of(new double[][] {{1, 2}, {3, 4}}));
        assertThat(roundTrip(matrix)).isEqualTo(matrix);
        assertThatThrownBy(() -> new Matrix(DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix of an array with 1 axes: there must be two");
        refuses(with(DASK.serialize(DATA), "matrix", true), "matrix has 1 axes, expected 2");
    }

    @Test
    void keepsPythonsArraysAndMemoryviews() {
        PyArray array = new PyArray('q', DATA);
        assertThat(roundTrip(array)).isEqualTo(array);
        PyArray strided = new PyArray('q', DATA.at("::-2"));
        assertThat(roundTrip(strided)).isEqualTo(strided);
        PyArray empty = new PyArray('d', NDArray.of(new double[0]));
        assertThat(roundTrip(empty)).isEqualTo(empty);
        PyMemoryView view = new PyMemoryView("@i", NDArray.of(new int[][] {{1, 2}, {3, 4}}));
        assertThat(roundTrip(view)).isEqualTo(view);
    }

    @Test
    void refusesPythonsArraysAndMemoryviewsThatDoNotFit() {
        Serialized array = DASK.serialize(new PyArray('i', NDArray.of(new int[] {1, 2, 3})));
        refuses(with(array, "typecode", "d"), "array.array of typecode 'd' has 12 bytes, expected a multiple of 8");
        refuses(with(array, "typecode", "dd"), "header key 'typecode' is 'dd', expected one letter");
        Serialized view = DASK.serialize(new PyMemoryView("i", NDArray.of(new int[] {1, 2, 3})));
        refuses(
                with(view, "shape", new long[] {4}),
                "memoryview of format 'i' and shape (4,) has 12 bytes, expected 16");
        assertThatThrownBy(() -> DASK.deserialize(with(view, "shape", new long[] {Long.MAX_VALUE, 3})))
                .isInstanceOf(MalformedHeaderException.class);
        NDArray none = NDArray.zeros(DType.INT32, 0, 3);
        assertThatThrownBy(() -> DASK.serialize(new PyMemoryView("i", none)))
                .isInstanceOf(SerializationException.class)
                .hasMessage("memoryview of shape (0, 3) is empty, so it must have one axis");
    }

    @Test
    void keepsWholeWhatItHasNoLetterFor() {
        Serialized array = with(DASK.serialize(new PyArray('i', NDArray.of(new int[] {1}))), "typecode", "Z");
        assertThat(DASK.deserialize(array)).isEqualTo(array);
        Serialized view = with(DASK.serialize(new PyMemoryView("i", NDArray.of(new int[] {1}))), "format", "<i");
        assertThat(DASK.deserialize(view)).isEqualTo(view);
        assertThat(DASK.deserialize(DASK.serialize(List.of(view)))).isEqualTo(List.of(view));
    }

    @Test
    void opensAnArrayOfObjectsOnlyWhereTheFamilyPickleMayBeRead() {
        PyObject object = PyObject.call(new PyGlobal("numpy._core.multiarray", "_reconstruct"), PyTuple.of());
        Frame pickle = PickleWriter.standard().write(object);
        Serialized array = DASK.serialize(DATA);
        Header header = array.header().with("sub-header", Header.of("pickle", true));
        Serialized objects = new Serialized(header, List.of(pickle));
        assertThat(DASK.deserialize(objects)).isInstanceOf(PyObject.class);
        assertThatThrownBy(() -> DASK.accepting("dask").deserialize(objects))
                .isInstanceOf(SerializationException.class)
                .hasMessage("object was serialized by family 'pickle', only [dask] are accepted");
        assertThatThrownBy(() -> DASK.deserialize(new Serialized(header, List.of())))
                .isInstanceOf(MalformedHeaderException.class);
        Serialized masked = with(DASK.serialize(MaskedArray.of(DATA, null)), "data-header", Header.of("pickle", true));
        assertThat(DASK.deserialize(masked)).isEqualTo(masked);
    }

    @Test
    void looksAtMaskedArraysThroughViews() {
        MaskedArray masked = MaskedArray.of(DATA.reshape(3, 1), MASK.reshape(3, 1));
        assertThat(masked.at("1:, 0").toString()).isEqualTo("[-- 3]");
        assertThat(masked.transpose()).hasToString("[[1 -- 3]]");
        assertThat(masked.transpose(1, 0).reshape(3).get(1)).isSameAs(MaskedConstant.MASKED);
        assertThat(masked.get(2, 0)).isEqualTo(3L);
        assertThat(masked.filled(7L)).isEqualTo(NDArray.of(new long[][] {{1}, {7}, {3}}));
        assertThat(masked.byteSize()).isEqualTo(27);
        MaskedArray same = MaskedArray.of(NDArray.of(new double[][] {{1}, {9}, {3}}), MASK.reshape(3, 1));
        assertThat(masked.arrayEqual(same)).isTrue();
        assertThat(masked).isNotEqualTo(same);
        assertThat(masked.arrayEqual(MaskedArray.of(masked.data(), null))).isFalse();
        assertThat(Arrays.asList(MaskedConstant.MASKED)).hasToString("[--]");
    }

    @Test
    void masksTheFieldsOfStructuresOneByOne() {
        DType point = DType.struct()
                .field("x", DType.INT32)
                .field("y", DType.subArray(DType.FLOAT64, 2))
                .build();
        MaskedArray masked = MaskedArray.of(NDArray.zeros(point, 2), NDArray.zeros(MaskedArray.maskDType(point), 2));
        Objects.requireNonNull(masked.mask()).field("x").set(true, 1);
        assertThat(masked.field("x")).hasToString("[0 --]");
        assertThat(masked.filled().field("x")).isEqualTo(NDArray.of(new int[] {0, 999_999}));
        assertThat(((PyTuple) masked.get(1)).get(0)).isSameAs(MaskedConstant.MASKED);
        assertThat(masked.count()).isEqualTo(2);
        assertThat(roundTrip(masked)).isEqualTo(masked);
    }
}
