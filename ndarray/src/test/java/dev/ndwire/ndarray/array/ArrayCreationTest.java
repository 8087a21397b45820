package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayCreationTest {
    @TempDir
    Path folder;

    @Test
    void fillsWithOneValue() {
        assertThat(NDArray.full(7, 2, 2).repr()).isEqualTo("array([[7, 7],\n       [7, 7]], dtype=int32)");
        assertThat(NDArray.full(1.5, DType.FLOAT32, 3)).hasToString("[1.5 1.5 1.5]");
        assertThat(NDArray.full("ab", 2).dtype()).isEqualTo(DType.text(2));
        DType pair =
                DType.struct().field("a", DType.INT8).field("b", DType.FLOAT64).build();
        assertThat(NDArray.full(PyTuple.of(1, 2.5), pair, 2)).hasToString("[(1, 2.5) (1, 2.5)]");
        NDArray turned = NDArray.zeros(DType.INT8, 2, 3).transpose();
        assertThat(NDArray.fullLike(turned, 4).strides()).containsExactly(1, 3);
        assertThat(NDArray.fullLike(turned, 4, DType.INT64).strides()).containsExactly(8, 24);
        assertThat(NDArray.onesLike(turned, DType.text(2)).get(2, 1)).isEqualTo("1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.full(300, DType.UINT8, 2))
                .withMessage("integer 300 out of bounds for uint8");
        assertThat(NDArray.full(5, DType.INT32, 0, 3).size()).isZero();
    }

    @Test
    void convertsAndBroadcastsWhatFills() {
        assertThat(NDArray.full(Double.NaN, DType.INT32, 1).getInt(0)).isEqualTo(Integer.MIN_VALUE);
        assertThat(NDArray.full(new long[] {1, 2}, 2, 2).repr()).isEqualTo("array([[1, 2],\n       [1, 2]])");
        assertThat(NDArray.full(NDArray.of(2.9), DType.INT8, 2)).hasToString("[2 2]");
        assertThat(NDArray.full(NDArray.of(2.9f), 2).dtype()).isEqualTo(DType.FLOAT32);
        NDArray turned = NDArray.zeros(DType.INT8, 2, 3).transpose();
        assertThat(NDArray.fullLike(turned, new double[] {1.5, -2.5})).hasToString("[[ 1 -2]\n [ 1 -2]\n [ 1 -2]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.full(new long[] {1, 2, 3}, DType.INT8, 0, 2))
                .withMessage("could not broadcast input array from shape (3,) into shape (0, 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.full(300, DType.UINT8, 0))
                .withMessage("integer 300 out of bounds for uint8");
    }

    @Test
    void laysNewArraysOutInEitherOrder() {
        NDArray columns = NDArray.empty(Arena.ofAuto(), DType.INT16, Order.F, 2, 3);
        assertThat(columns.strides()).containsExactly(2, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.empty(Arena.ofAuto(), DType.INT16, Order.K, 2, 3))
                .withMessage("only order C or F is permitted, found K");
    }

    @Test
    void countsWhereNumpyDoes() {
        assertThat(NDArray.arange(4)).hasToString("[0 1 2 3]");
        assertThat(NDArray.arange(2, 5).dtype()).isEqualTo(DType.INT64);
        assertThat(NDArray.arange(5, 0, -2)).hasToString("[5 3 1]");
        assertThat(NDArray.arange(3.5).repr()).isEqualTo("array([0., 1., 2., 3.])");
        assertThat(NDArray.arange(2.0).repr()).isEqualTo("array([0., 1.])");
        assertThat(NDArray.arange(-1.5).repr()).isEqualTo("array([], dtype=float64)");
        assertThat(NDArray.arange(0.5, 3).repr()).isEqualTo("array([0.5, 1.5, 2.5])");
        assertThat(NDArray.arange(2, 1.5).size()).isZero();
        assertThat(NDArray.arange(1, 1.3, 0.1)).hasToString("[1.  1.1 1.2 1.3]");
        DType days = DType.datetime64(DateUnit.DAY, 1);
        assertThat(NDArray.arange(days, 4, 1, -1)).hasToString("['1970-01-05' '1970-01-04' '1970-01-03']");
        assertThat(NDArray.arange(0, 1, Double.POSITIVE_INFINITY)).hasToString("[0.]");
        assertThat(NDArray.arange(0, 1, Double.NEGATIVE_INFINITY).size()).isZero();
        assertThat(NDArray.linspace(0, 1, 5)).hasToString("[0.   0.25 0.5  0.75 1.  ]");
        assertThat(NDArray.linspace(0, 1, 4, false)).hasToString("[0.   0.25 0.5  0.75]");
        assertThat(NDArray.linspace(0, Double.POSITIVE_INFINITY, 3)).hasToString("[nan inf inf]");
        assertThat(NDArray.linspace(DType.INT8, -10, 0, 4, true)).hasToString("[-10  -7  -4   0]");
        assertThat(NDArray.eye(2)).hasToString("[[1. 0.]\n [0. 1.]]");
    }

    @Test
    void refusesRangesThatHaveNoEnd() {
        refuses(() -> NDArray.arange(0, 1, 0), "arange: step cannot be zero");
        refuses(() -> NDArray.arange(0, Double.NaN, 1), "arange: cannot compute length");
        refuses(() -> NDArray.arange(Double.NaN), "arange: cannot compute length");
        refuses(
                () -> NDArray.arange(1, Double.POSITIVE_INFINITY),
                "arange: maximum allowed size exceeded by Infinity elements");
        refuses(
                () -> NDArray.arange(0, Double.POSITIVE_INFINITY, 1),
                "arange: maximum allowed size exceeded by Infinity elements");
        refuses(
                () -> NDArray.arange(DType.datetime64(DateUnit.DAY, 1), DType.NAT, 5, 1),
                "arange: cannot use NaT (not-a-time) datetime values");
        refuses(
                () -> NDArray.arange(DType.timedelta64(DateUnit.DAY, 1), -Long.MAX_VALUE, Long.MAX_VALUE, 1),
                "arange: maximum allowed size exceeded by 18446744073709551614 elements");
        refuses(
                () -> NDArray.arange(DType.timedelta64(DateUnit.DAY, 1), 0.0, 5, 1),
                "arange counts times in whole ticks, found 0.0, 5.0 and 1.0 for dtype timedelta64[D]");
        refuses(() -> NDArray.arange(DType.text(3), 0, 5, 1), "arange makes numbers and times, found dtype <U3");
        refuses(() -> NDArray.arange(DType.BOOL, 0, 5, 1), "arange gives bools for at most 2 elements, found 5");
        refuses(
                () -> NDArray.arange(DType.INT32, 0, 1e11, 3e10),
                "value 30000000000 (Long) does not fit in dtype int32");
        refuses(() -> NDArray.arange(DType.INT64, 1e300, 2e300, 1e300), "value 1.0E300 does not fit in dtype int64");
        refuses(
                () -> NDArray.arange(1L << 62),
                "array is too big: shape (4611686018427387904,) of 8-byte elements exceeds 9223372036854775807 bytes");
        refuses(() -> NDArray.linspace(0, 1, -1), "number of samples, -1, must be non-negative");
        refuses(() -> NDArray.eye(DType.voids(2), 2, 2, 0), "raw bytes have no 1: dtype |V2");
        refuses(
                () -> NDArray.eye(DType.subArray(DType.INT8, 2), 2, 2, 0),
                "a matrix has two axes, found 3: dtype int8 was a sub-array");
    }

    @Test
    void mapsElementsInsideAFile() throws IOException {
        Path file = Files.write(folder.resolve("raw"), new byte[] {9, 9, 1, 0, 2, 0, 3, 0, 4, 0});
        try (Arena arena = Arena.ofConfined()) {
            DType dtype = DType.parse("<i2");
            NDArray read = NDArray.map(file, arena, MapMode.READ_ONLY, 2, dtype, 2, -1);
            assertThat(read).hasToString("[[1 2]\n [3 4]]");
            assertThat(read.isWriteable()).isFalse();
            NDArray own = NDArray.map(file, arena, MapMode.PRIVATE, 4, dtype, 2);
            own.setLong(7, 0);
            assertThat(read.getLong(0, 1)).isEqualTo(2);
            NDArray shared = NDArray.map(file, arena, MapMode.READ_WRITE, 8, dtype, 3);
            shared.setLong(5, 0);
            shared.setLong(6, 2);
            assertThat(Files.readAllBytes(file)).containsExactly(9, 9, 1, 0, 2, 0, 3, 0, 5, 0, 0, 0, 6, 0);
            assertThat(NDArray.map(file, DType.UINT8, -1).size()).isEqualTo(14);
            assertThat(NDArray.map(file, DType.UINT8, 0, 5).size()).isZero();
        }
    }

    @Test
    void refusesToMapWhatIsNotInTheFile() throws IOException {
        Path file = Files.write(folder.resolve("raw"), new byte[10]);
        refuses(
                () -> NDArray.map(file, DType.INT32, 3),
                "12 bytes of shape (3,) from byte 0 on are not in " + file + " of 10 bytes");
        refuses(
                () -> NDArray.map(file, Arena.ofAuto(), MapMode.PRIVATE, 9, DType.INT16, 1),
                "2 bytes of shape (1,) from byte 9 on are not in " + file + " of 10 bytes");
        refuses(
                () -> NDArray.map(file, DType.INT32, -1),
                "the 10 bytes from byte 0 on of " + file + " are no multiple of the 4 bytes of an element");
        refuses(
                () -> NDArray.map(file, Arena.ofAuto(), MapMode.READ_ONLY, 11, DType.INT8, -1),
                "the -1 bytes from byte 11 on of " + file + " are no multiple of the 1 bytes of an element");
        refuses(
                () -> NDArray.map(file, Arena.ofAuto(), MapMode.READ_ONLY, -1, DType.INT8, 1),
                "byte offset -1 is negative");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> NDArray.map(folder.resolve("none"), DType.INT8, 1));
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void refuses(Call call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @Test
    void asksTheAllocatorOnce() {
        var asked = new long[1];
        NDArray.ones(DType.INT8, 3);
        NDArray array = NDArray.zeros(
                (byteSize, alignment) -> {
                    asked[0]++;
                    return MemorySegment.ofArray(new byte[(int) byteSize]).fill((byte) 5);
                },
                DType.INT8,
                3);
        assertThat(asked[0]).isEqualTo(1);
        assertThat(array).hasToString("[0 0 0]");
    }
}
