package dev.ndwire.ndarray.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.family.Pickling;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.pickle.Constructors;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NDArraySerializerStructTest {
    private static final Serialization DASK = Serialization.standard();
    private static final DType POINT =
            DType.struct().field("x", DType.FLOAT32).field("y", DType.FLOAT32).build();

    private static NDArray roundTrip(NDArray array) {
        return (NDArray) Objects.requireNonNull(DASK.deserialize(DASK.serialize(array)));
    }

    private static Serialized withDType(Serialized serialized, Object... tagged) {
        Header header = serialized.header();
        Header inner = header.header("sub-header").with("dtype", List.of(tagged));
        return new Serialized(header.with("sub-header", inner), serialized.frames());
    }

    @Test
    void keepsPaddingThatNoFieldCovers() {
        var padded = DType.struct()
                .field("a", DType.INT8)
                .field("b", DType.INT64, 8)
                .padding(4)
                .build();
        NDArray back = roundTrip(NDArray.zeros(padded, 3));
        assertThat(back.dtype()).isEqualTo(padded);
        assertThat(back.dtype().descr()).isEqualTo(padded.descr());
        assertThat(back.dtype().fields()).hasSize(2);
    }

    @Test
    void keepsADtypeOfNothingButPadding() {
        var empty = DType.struct().padding(8).build();
        NDArray back = roundTrip(NDArray.zeros(empty, 2));
        assertThat(back.dtype()).isEqualTo(empty);
    }

    @Test
    void keepsFieldsThatOverlapWhichNoDescrCouldSay() {
        var union = DType.struct()
                .field("i", DType.INT32)
                .field("f", DType.FLOAT32, 0)
                .build();
        assertThat(roundTrip(NDArray.zeros(union, 2)).dtype()).isEqualTo(union);
    }

    @Test
    void writesThePickleOfTheDtypeAndReadsADescrToo() {
        NDArray array = NDArray.zeros(POINT, 2);
        Serialized serialized = DASK.serialize(array);
        List<?> tagged = serialized.header().header("sub-header").list("dtype");
        assertThat(tagged.get(0)).isEqualTo(1L);
        assertThat(tagged.get(1)).isInstanceOf(Bytes.class);
        assertThat(DASK.deserialize(withDType(serialized, 0L, POINT.descr()))).isEqualTo(array);
    }

    @Test
    void refusesAPickledDtypeWhereHeadersArePassedOver() {
        Serialized serialized = DASK.serialize(NDArray.zeros(POINT, 2));
        Serialization closed = DASK.with(Pickling.standard().openingHeaders(false));
        assertThatThrownBy(() -> closed.deserialize(serialized))
                .isInstanceOf(SerializationException.class)
                .hasMessage("header holds the pickle of a structured dtype, refused by Pickling.opensHeaders=false");
    }

    @Test
    void readsAPickledDtypeThoughTheFamilyPickleMayNotBeRead() {
        NDArray array = NDArray.zeros(POINT, 2);
        assertThat(DASK.accepting("dask").deserialize(DASK.serialize(array))).isEqualTo(array);
    }

    @Test
    void keepsAnArrayWholeWhoseDtypeItLacks() {
        Serialized serialized = DASK.serialize(NDArray.zeros(POINT, 2));
        Serialization without = DASK.with(Pickling.standard().with(Constructors.none()));
        assertThat(without.deserialize(serialized)).isEqualTo(serialized);
        Serialized wide = withDType(DASK.serialize(NDArray.zeros(DType.COMPLEX128, 2)), 0L, "<f12");
        assertThat(DASK.deserialize(wide)).isEqualTo(wide);
        assertThat(DASK.serialize(wide)).isSameAs(wide);
    }

    @Test
    void refusesWhatIsNoPickleOfADtype() {
        Serialized serialized = DASK.serialize(NDArray.zeros(POINT, 2));
        assertThatThrownBy(() -> DASK.deserialize(withDType(serialized, 1L, "f8")))
                .isInstanceOf(MalformedHeaderException.class)
                .hasMessage("header key 'dtype' holds text, expected the bytes of a pickle");
    }
}
