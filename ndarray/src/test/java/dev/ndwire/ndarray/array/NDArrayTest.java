package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class NDArrayTest {
    private final NDArray array = NDArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void takesShapeAndDtypeFromJavaArrays() {
        assertThat(array.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.strides()).containsExactly(24, 8);
        assertThat(array.size()).isEqualTo(6);
        assertThat(array.byteSize()).isEqualTo(48);
        assertThat(array.isCContiguous()).isTrue();
        assertThat(array.isFContiguous()).isFalse();
        assertThat(array.isWriteable()).isTrue();
    }

    @Test
    void transposesWithoutCopying() {
        NDArray turned = array.transpose();

        assertThat(turned.shape()).containsExactly(3, 2);
        assertThat(turned.strides()).containsExactly(8, 24);
        turned.set(7.0, 0, 1);
        assertThat(array.get(1, 0)).isEqualTo(7.0);
    }

    @Test
    void copiesInEitherOrder() {
        NDArray columns = array.copy(Order.F);

        assertThat(columns.shape()).containsExactly(2, 3);
        assertThat(columns.strides()).containsExactly(8, 16);
        assertThat(columns.getDouble(1, 2)).isEqualTo(6);
        assertThat(columns.transpose().copy().getDouble(2, 1)).isEqualTo(6);
    }

    @Test
    void spansJustTheBytesOfAView() {
        NDArray reversed = array.at("1, ::-1");

        assertThat(reversed.strides()).containsExactly(-8);
        assertThat(reversed.segment().byteSize()).isEqualTo(24);
        assertThat(reversed.byteOffset()).isEqualTo(16);
        assertThat(reversed.getDouble(0)).isEqualTo(6);
        assertThat(reversed.getDouble(-1)).isEqualTo(4);
    }

    @Test
    void refusesPositionsOutsideAnAxis() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.get(0, 5))
                .withMessage("index 5 is out of bounds for axis 1 with size 3");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.get(-3, 0))
                .withMessage("index -3 is out of bounds for axis 0 with size 2");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.get(0))
                .withMessage("too few indices for an element: array is 2-dimensional, but 1 were indexed");
    }

    @Test
    void refusesElementsOutsideTheSegment() {
        MemorySegment segment = MemorySegment.ofArray(new byte[47]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.wrap(segment, DType.FLOAT64, 2, 3))
                .withMessage("elements of shape (2, 3) and strides (24, 8) from byte offset 0 end at byte 48 of a"
                        + " segment of 47 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NDArray.wrap(segment, DType.INT8, new long[] {2}, new long[] {Long.MIN_VALUE}, 1, true))
                .withMessage("elements of shape (2,) and strides (-9223372036854775808,) reach down to byte"
                        + " -9223372036854775807 from byte offset 1");
    }

    @Test
    void refusesRaggedValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new int[][] {{1, 2}, {3}}))
                .withMessage("values are ragged: 1 values at depth 1, shape (2, 2) from the first ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NDArray.of(new char[] {'a'}))
                .withMessage("no dtype holds values of char: allowed are primitives but char, their boxes, BigInteger,"
                        + " Complex, String and Bytes, and arrays of them");
    }

    @Test
    void refusesToSetReadOnlyArrays() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> array.asReadOnly().set(1, 0, 0))
                .withMessage("assignment destination is read-only");
        NDArray buffer = NDArray.wrap(ByteBuffer.allocate(8).asReadOnlyBuffer(), DType.INT64, 1);
        assertThat(buffer.isWriteable()).isFalse();
        assertThat(array.asReadOnly().segment().isReadOnly()).isTrue();
    }

    @Test
    void refusesMemoryOfAClosedArenaAndOfAnotherThread() {
        NDArray closed;
        try (Arena arena = Arena.ofConfined()) {
            NDArray confined = NDArray.zeros(arena, DType.INT32, 3);
            var elsewhere = new FutureTask<>(() -> confined.get(0));
            Thread.ofVirtual().start(elsewhere);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(elsewhere::get)
                    .withCauseInstanceOf(WrongThreadException.class);
            closed = confined;
        }
        assertThatIllegalStateException().isThrownBy(() -> closed.get(0)).withMessage("Already closed");
        assertThatIllegalStateException().isThrownBy(closed::copy).withMessage("Already closed");
        assertThat(closed.shape()).containsExactly(3);
    }

    @Test
    void keepsARangeOfOneAxis() {
        assertThat(array.slice(-1, null, null, -2)).hasToString("[[3. 1.]\n [6. 4.]]");
        assertThat(array.slice(0, 1L, null, 1)).hasToString("[[4. 5. 6.]]");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> array.slice(2, 0L, 1L, 1))
                .withMessage("axis 2 is out of bounds for array of dimension 2");
    }

    @Test
    void takesMemoryThatCountsAgainstTheBudget() {
        NDArray large = NDArray.zeros(DType.INT8, 4 << 20);
        assertThat(MemoryPool.standard().budget().usedBytes()).isGreaterThanOrEqualTo(4 << 20);
        assertThat(large.get(-1)).isEqualTo(0L);
    }

    @Test
    void takesMemoryFromAnAllocator() {
        try (Arena arena = Arena.ofConfined()) {
            NDArray copy = array.copy(arena, Order.F);
            assertThat(copy).isEqualTo(array);
            assertThat(copy.segment().isAccessibleBy(Thread.ofVirtual().unstarted(() -> {})))
                    .isFalse();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NDArray.zeros((size, alignment) -> MemorySegment.ofArray(new byte[3]), DType.INT32, 1))
                .withMessage("allocator gave 3 bytes, 4 were asked for");
    }

    @Test
    void makesAxesOfSubArrays() {
        DType pair = DType.subArray(DType.subArray(DType.INT16, 2), 3);
        NDArray pairs = NDArray.zeros(pair, 5);
        assertThat(pairs.dtype()).isEqualTo(DType.INT16);
        assertThat(pairs.shape()).containsExactly(5, 3, 2);
        assertThat(pairs.strides()).containsExactly(12, 4, 2);
    }
}
