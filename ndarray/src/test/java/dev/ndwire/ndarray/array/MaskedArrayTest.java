package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import org.junit.jupiter.api.Test;

class MaskedArrayTest {
    private final DType point = DType.struct()
            .field("x", DType.INT32)
            .field("y", DType.subArray(DType.FLOAT64, 2))
            .build();

    private NDArray points() {
        NDArray points = NDArray.zeros(point, 1);
        points.field("x").fill(1);
        points.field("y").assign(new double[] {2, 3});
        return points;
    }

    @Test
    void givesAFieldItsPartOfTheFillValue() {
        NDArray fill = NDArray.zeros(point);
        fill.field("x").fill(7);
        fill.field("y").assign(new double[] {8, 9});
        MaskedArray masked = MaskedArray.of(points(), null, fill);

        assertThat(masked.field("x").fillValue().repr()).isEqualTo("array(7, dtype=int32)");
        assertThat(masked.field("y").fillValue().repr()).isEqualTo("array(8.)");
        assertThat(masked.field("y").data().repr()).isEqualTo("array([[2., 3.]])");
    }

    @Test
    void givesAFieldNumpysFillValueWhereNoneWasGiven() {
        MaskedArray masked = MaskedArray.of(points(), null);

        assertThat(masked.givenFillValue()).isNull();
        assertThat(masked.field("x").fillValue().getLong()).isEqualTo(999_999);
        assertThat(masked.field("y").fillValue().getDouble()).isEqualTo(1e20);
    }

    @Test
    void looksForAFieldInNoFillValueOfAnotherDType() {
        MaskedArray masked = MaskedArray.of(points(), null, NDArray.of(5L));

        assertThat(masked.field("x").fillValue().getLong()).isEqualTo(999_999);
        assertThat(masked.get(0)).isInstanceOf(PyTuple.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> masked.field("z"))
                .withMessage("no field of name z in dtype " + point);
    }
}
