package dev.ndwire.ndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private final Layout layout = Layout.contiguous(new long[] {2, 3, 4}, 8, Order.C);

    @Test
    void countsElementsAndBytes() {
        assertThat(layout.elementCount()).isEqualTo(24);
        assertThat(layout.byteSize()).isEqualTo(192);
        assertThat(layout.byteStart()).isZero();
        assertThat(layout.byteEnd()).isEqualTo(192);
        assertThat(layout).hasToString("shape (2, 3, 4), strides (96, 32, 8), byte offset 0, item size 8");
    }

    @Test
    void reachesDownByNegativeStrides() {
        Layout reversed = layout.at("::-1, 1, ::-2");
        assertThat(reversed.byteOffset()).isEqualTo(96 + 32 + 24);
        assertThat(reversed.byteStart()).isEqualTo(32 + 8);
        assertThat(reversed.byteEnd()).isEqualTo(96 + 32 + 32);
        assertThat(reversed.withByteOffset(112).byteStart()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reversed.withByteOffset(111))
                .withMessage(
                        "elements of shape (2, 2) and strides (-96, -16) reach down to byte -1 from byte offset 111");
    }

    @Test
    void refusesWhatOverflows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.contiguous(new long[] {1L << 32, 1L << 31}, 1, Order.C))
                .withMessage("array is too big: shape (4294967296, 2147483648) of 1-byte elements exceeds"
                        + " 9223372036854775807 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.contiguous(new long[] {0, 1L << 62, 4}, 8, Order.C))
                .withMessageStartingWith("array is too big");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.of(new long[] {3}, new long[] {Long.MAX_VALUE}, 0, 1))
                .withMessage("elements of shape (3,) and strides (9223372036854775807,) from byte offset 0 reach beyond"
                        + " 9223372036854775807 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.of(new long[] {1}, new long[] {0}, Long.MAX_VALUE, 1))
                .withMessageEndingWith("reach beyond 9223372036854775807 bytes");
    }

    @Test
    void refusesImpossibleShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.contiguous(new long[] {2, -1}, 8, Order.C))
                .withMessage("negative dimensions are not allowed: length -1 at axis 1 of shape (2, -1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.contiguous(new long[65], 8, Order.C))
                .withMessage("maximum supported dimension for an ndarray is 64, found 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.of(new long[] {2}, new long[] {8, 8}, 0, 8))
                .withMessage("strides (8, 8) have 2 axes, shape (2,) has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.of(new long[] {2}, new long[] {8}, 0, -1))
                .withMessage("item size -1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout.broadcastTo(3, 3, 4))
                .withMessage("shape (2, 3, 4) cannot be broadcast to (3, 3, 4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout.part(5, 4))
                .withMessage("a part of 4 bytes at byte 5 is not inside an element of 8 bytes");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> layout.length(3))
                .withMessage("axis 3 is out of bounds for array of dimension 3");
    }

    @Test
    void allowsAnyStrideThatIsNeverTaken() {
        Layout odd = Layout.of(new long[] {1, 3}, new long[] {Long.MIN_VALUE, 8}, 0, 8);
        assertThat(odd.isContiguous(Order.C)).isTrue();
        assertThat(odd.isContiguous(Order.F)).isTrue();
        Layout empty = Layout.of(new long[] {5, 0}, new long[] {Long.MAX_VALUE, 7}, 3, 8);
        assertThat(empty.isContiguous(Order.C)).isTrue();
        assertThat(empty.at("-1").byteOffset()).isEqualTo(3);
        assertThat(empty.byteStart()).isEqualTo(3);
        assertThat(empty.byteEnd()).isEqualTo(3);
    }

    @Test
    void takesIndexPartsAsItTakesTexts() {
        List<Index> parts = List.of(Index.at(-1), Index.ellipsis(), Index.newAxis(), Index.slice(1, 3), Index.all());
        assertThat(layout.at(parts.get(0), parts.get(2), parts.get(3), parts.get(4)))
                .isEqualTo(layout.at("-1, None, 1:3, :"))
                .hasSameHashCodeAs(layout.at("-1, None, 1:3"));
        assertThat(layout.at(parts.get(1), Index.slice(null, null, -1))).isEqualTo(layout.at("..., ::-1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Index.slice(0L, 1L, 0))
                .withMessage("slice step cannot be zero");
    }

    @Test
    void findsOfTwoFaultsTheOneThatNumpyFinds() {
        Layout square = Layout.contiguous(new long[] {2, 3}, 1, Order.C);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> square.at("::0, 99"))
                .withMessage("slice step cannot be zero");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> square.at("99, ::0"))
                .withMessage("index 99 is out of bounds for axis 0 with size 2");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> square.at("::0, 99, 99"))
                .withMessage("too many indices for array: array is 2-dimensional, but 3 were indexed");
    }

    @Test
    void saysWhereAnIndexTextIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Index.parse("1:2, x, 3"))
                .withMessage(
                        "\"x\" is no index: only integers, slices (`:`), ellipsis (`...`) and new axes (`None`) are"
                                + " (character 4 of \"1:2, x, 3\")");
        assertThatIllegalArgumentException().isThrownBy(() -> Index.parse("1".repeat(101)));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Index.parse("0,9223372036854775808"))
                .withMessage("index 9223372036854775808 does not fit in 64 bits"
                        + " (character 2 of \"0,9223372036854775808\")");
    }

    @Test
    void refusesViewsOfMoreAxesThanNumpyHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout.at("None,".repeat(62)))
                .withMessage("maximum supported dimension for an ndarray is 64, found 65");
        assertThat(layout.at("None,".repeat(61)).axisCount()).isEqualTo(64);
    }
}
