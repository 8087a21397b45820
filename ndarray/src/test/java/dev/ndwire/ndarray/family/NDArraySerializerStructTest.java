package dev.ndwire.ndarray.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NDArraySerializerStructTest {
    private static final Serialization DASK = Serialization.standard();

    private static NDArray roundTrip(NDArray array) {
        return (NDArray) Objects.requireNonNull(DASK.deserialize(DASK.serialize(array)));
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
    void refusesFieldsThatOverlapSinceNoDescrSaysSo() {
        var union = DType.struct()
                .field("i", DType.INT32)
                .field("f", DType.FLOAT32, 0)
                .build();
        assertThatThrownBy(() -> DASK.serialize(NDArray.zeros(union, 2)))
                .isInstanceOf(SerializationException.class)
                .hasMessage("array cannot be sent: field 'f' begins at byte 0, before byte 4 where the fields ahead of "
                        + "it end: such a dtype has no descr");
    }
}
