package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Index;
import dev.ndwire.ndarray.shape.Order;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ArrayViewsTest {
    private final NDArray array = NDArray.of(new int[][][] {{{1, 2, 3}, {4, 5, 6}}});

    @Test
    void writesThroughEveryView() {
        List<Function<NDArray, NDArray>> views = List.of(
                a -> a.at("0, :, ::-1"),
                a -> a.at(Index.at(0), Index.all(), Index.newAxis()),
                a -> a.slice(-1, null, null, -1),
                NDArray::transpose,
                a -> a.swapAxes(0, 2),
                a -> a.moveAxis(0, -1),
                NDArray::inMemoryOrder,
                a -> a.reshape(3, 2),
                a -> a.reshape(Order.C, 6),
                NDArray::ravel,
                NDArray::squeeze,
                a -> a.expandDims(0, -1),
                NDArray::flip,
                a -> a.flip(1),
                a -> a.view(DType.UINT32),
                NDArray::real,
                a -> a.asStrided(new long[] {6}, new long[] {4}));
        for (Function<NDArray, NDArray> view : views) {
            NDArray fresh = array.copy();
            NDArray seen = view.apply(fresh);
            seen.set(7, new long[seen.ndim()]);
            assertThat(fresh).isNotEqualTo(array);
            NDArray readOnly = view.apply(fresh.asReadOnly());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> readOnly.set(8, new long[readOnly.ndim()]))
                    .withMessage("assignment destination is read-only");
        }
    }

    @Test
    void writesNothingThroughCopies() {
        NDArray turned = array.transpose();
        List.of(turned.ravel(), turned.flatten(), array.flatten(), turned.reshape(6), array.flatten(Order.F))
                .forEach(copy -> copy.set(9, 0));
        assertThat(array.getLong(0, 0, 0)).isEqualTo(1);
        assertThat(turned.ravel()).hasToString("[1 4 2 5 3 6]");
        assertThat(array.ravel(Order.F)).hasToString("[1 4 2 5 3 6]");
        assertThat(turned.reshape(Order.F, 6)).hasToString("[1 2 3 4 5 6]");
    }

    @Test
    void givesReadOnlyViewsWhereNumpyDoes() {
        NDArray square = NDArray.of(new long[][] {{1, 2}, {3, 4}});
        List.of(square.diagonal(), square.diagonal(1, 1, 0), square.broadcastTo(3, 2, 2), square.imag())
                .forEach(view -> assertThat(view.isWriteable()).isFalse());
        square.set(9, 1, 1);
        assertThat(square.diagonal()).hasToString("[1 9]");
    }

    @Test
    void ordersAxesAsTheyLieInMemory() {
        NDArray turned = NDArray.zeros(DType.INT8, 2, 3, 4).transpose(1, 2, 0).flip();
        assertThat(turned.strides()).containsExactly(-4, -1, -12);
        assertThat(turned.inMemoryOrder().shape()).containsExactly(2, 3, 4);
        assertThat(turned.inMemoryOrder().strides()).containsExactly(-12, -4, -1);
    }

    @Test
    void looksAtHalvesOfComplexNumbers() {
        NDArray numbers = NDArray.of(new Complex[] {new Complex(1, 2), new Complex(3, 4)});
        numbers.imag().setDouble(-5, 1);
        numbers.real().setDouble(6, 0);
        assertThat(numbers.get(0)).isEqualTo(new Complex(6, 2));
        assertThat(numbers.get(1)).isEqualTo(new Complex(3, -5));
        assertThat(numbers.at("::-1").imag().strides()).containsExactly(-16);
    }

    @Test
    void seesOneFieldThroughAViewOfAnother() {
        DType struct = DType.struct()
                .field("a", DType.INT8)
                .field("b", DType.INT32)
                .field("c", DType.INT16)
                .build();
        NDArray rows = NDArray.zeros(struct, 3);
        NDArray some = rows.fields("c", "a");
        some.field("c").setLong(4, 2);
        assertThat(rows.field("c")).hasToString("[0 0 4]");
        assertThat(some.dtype().itemSize()).isEqualTo(7);
        assertThat(some.get(2)).isEqualTo(PyTuple.of(4L, 0L));
    }

    @Test
    void bringsArraysToOneShape() {
        NDArray column = NDArray.of(new int[][] {{1}, {2}});
        List<NDArray> both = NDArray.broadcastArrays(column, NDArray.of(new int[] {1, 2, 3}), NDArray.of(0));
        assertThat(both).allSatisfy(view -> assertThat(view.shape()).containsExactly(2, 3));
        assertThat(both).noneMatch(NDArray::isWriteable);
        assertThat(NDArray.broadcastArrays(column, column))
                .allSatisfy(same -> assertThat(same).isSameAs(column));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.broadcastArrays(column, NDArray.zeros(DType.INT8, 3, 3)))
                .withMessage("operands could not be broadcast together with shapes (2, 1) (3, 3)");
    }

    @Test
    void refusesAxesThatAreNotThere() {
        refusesIndex(() -> array.swapAxes(0, 3), "axis 3 is out of bounds for array of dimension 3");
        refusesIndex(() -> array.moveAxis(-4, 0), "axis -4 is out of bounds for array of dimension 3");
        refusesIndex(() -> array.squeeze(3), "axis 3 is out of bounds for array of dimension 3");
        refusesIndex(() -> array.expandDims(4), "axis 4 is out of bounds for array of dimension 4");
        refusesIndex(() -> array.flip(5), "axis 5 is out of bounds for array of dimension 3");
        refusesIndex(() -> array.diagonal(0, 0, 3), "axis 3 is out of bounds for array of dimension 3");
    }

    @Test
    void refusesAxesThatDoNotFit() {
        refuses(() -> array.flip(1, -2), "repeated axis 1 in axis: [1, -2]");
        refuses(
                () -> array.moveAxis(new int[] {0, 1}, new int[] {0}),
                "source and destination must have the same number of elements, found 2 and 1");
        refuses(() -> array.moveAxis(new int[] {0, 0}, new int[] {0, 1}), "repeated axis 0 in source: [0, 0]");
        refuses(
                () -> array.squeeze(1),
                "cannot select an axis to squeeze out which has size not equal to one: axis 1 of shape (1, 2, 3)");
        refuses(() -> array.diagonal(0, 1, -2), "axis1 and axis2 cannot be the same, found 1 and -2");
        refuses(() -> array.at("0, 0").diagonal(), "diag requires an array of at least two dimensions, found 1");
        refuses(
                () -> NDArray.zeros(DType.INT8, new long[64]).expandDims(0),
                "maximum supported dimension for an ndarray is 64, found 65");
    }

    @Test
    void refusesDTypesThatDoNotFit() {
        refuses(
                () -> array.view(DType.voids(3)),
                "when changing to a smaller dtype, its size must be a divisor of the size of original dtype:"
                        + " 3 bytes of 4");
        refuses(
                () -> array.view(DType.INT64),
                "when changing to a larger dtype, its size must be a divisor of the total size in bytes of the last"
                        + " axis of the array: 8 bytes of 12");
        refuses(
                () -> array.transpose(2, 0, 1).view(DType.INT16),
                "to change to a dtype of a different size, the last axis must be contiguous: its stride is 12, an"
                        + " element has 4 bytes");
        refuses(
                () -> array.at("0, 0, 0").view(DType.INT16),
                "changing the dtype of a 0d array is only supported if the itemsize is unchanged: 4 to 2 bytes");
        refuses(
                () -> array.view(DType.subArray(DType.INT16, 3)),
                "changing the dtype to a subarray type is only supported if the total itemsize is unchanged:"
                        + " 4 to 6 bytes");
        refuses(() -> array.fields(), "no field is named, allowed are those of dtype int32");
        refuses(() -> array.fields("x"), "no field of name x in dtype int32");
    }

    @Test
    void refusesStridesThatLeaveTheArray() {
        NDArray middle = array.at("0, 1, 1:");
        assertThat(middle.asStrided(new long[] {2, 2}, new long[] {0, 4})).hasToString("[[5 6]\n [5 6]]");
        assertThat(middle.asStrided(new long[] {2}, new long[] {-4}, 4)).hasToString("[6 5]");
        refuses(
                () -> middle.asStrided(new long[] {3}, new long[] {4}),
                "elements of shape (3,) and strides (4,) from byte offset 0 end at byte 12 of a segment of 8 bytes");
        refuses(
                () -> middle.asStrided(new long[] {2}, new long[] {-4}),
                "elements of shape (2,) and strides (-4,) reach down to byte -4 from byte offset 0");
        refuses(
                () -> middle.asStrided(new long[] {2, 2}, new long[] {4}),
                "strides (4,) have 1 axes, shape (2, 2) has 2");
        refuses(
                () -> middle.asStrided(new long[] {1L << 62}, new long[] {1L << 40}, 0),
                "array is too big: shape (4611686018427387904,) of 4-byte elements exceeds 9223372036854775807 bytes");
        refuses(
                () -> middle.asStrided(new long[] {1L << 40}, new long[] {1L << 40}, 0),
                "elements of shape (1099511627776,) and strides (1099511627776,) from byte offset 0 reach beyond"
                        + " 9223372036854775807 bytes");
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    private static void refusesIndex(Runnable call, String message) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(call::run)
                .withMessage(message);
    }
}
