package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who frees memory, what closed memory gives, and which threads may use an array.
class OwnershipTest {
    /// Whatever touches elements.
    private static final List<Function<NDArray, Object>> ACCESSES = List.of(
            a -> a.get(0, 0),
            a -> a.getDouble(0, 0),
            a -> a.getLong(new long[] {0, 0}),
            doing(a -> a.set(1, 0, 0)),
            doing(a -> a.setLong(1, 0, 0)),
            a -> a.ints().get(0),
            doing(a -> a.ints().set(0, 1)),
            NDArray::copy,
            a -> a.copy(Order.K),
            NDArray::flatten,
            a -> a.transpose().ravel(),
            a -> a.copyTo(MemorySegment.ofArray(new byte[100])),
            a -> a.copyFrom(MemorySegment.ofArray(new byte[100])),
            a -> a.longStream().sum(),
            a -> a.stream().toList(),
            a -> a.equals(a.at("::-1")),
            a -> a.arrayEqual(a.at("::-1")),
            NDArray::hashCode,
            NDArray::toString,
            NDArray::repr);

    /// Whatever does not.
    private static final List<Function<NDArray, Object>> LOOKS = List.of(
            NDArray::dtype,
            NDArray::shape,
            NDArray::strides,
            NDArray::size,
            NDArray::isCContiguous,
            NDArray::segment,
            NDArray::transpose,
            NDArray::asReadOnly,
            NDArray::diagonal,
            NDArray::inMemoryOrder,
            a -> a.at("0, ::-1"),
            a -> a.reshape(-1),
            a -> a.view(DType.FLOAT32),
            a -> a.broadcastTo(2, 2, 3),
            a -> a.unstack(0).get(1),
            a -> a.asStrided(new long[] {2}, new long[] {4}),
            NDArray::ints,
            a -> a.stream().count(),
            NDArray::zerosLike);

    private static Function<NDArray, Object> doing(Consumer<NDArray> access) {
        return array -> {
            access.accept(array);
            return array.shape();
        };
    }

    @TempDir
    Path folder;

    private static NDArray in(Arena arena) {
        return NDArray.zeros(arena, DType.INT32, 2, 3);
    }

    @Test
    void refusesEveryAccessToClosedMemoryAndNothingElse() throws IOException {
        var arrays = new ArrayList<NDArray>();
        for (boolean isShared : new boolean[] {false, true}) {
            try (Arena arena = isShared ? Arena.ofShared() : Arena.ofConfined()) {
                arrays.add(in(arena));
                arrays.add(in(arena).at("::-1").at("::-1"));
                Path file = Files.write(folder.resolve("raw" + arrays.size()), new byte[24]);
                arrays.add(NDArray.map(file, arena, MapMode.READ_WRITE, 0, DType.INT32, 2, 3));
            }
        }
        for (NDArray array : arrays) {
            for (Function<NDArray, Object> access : ACCESSES) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> access.apply(array))
                        .withMessage("Already closed");
            }
            for (Function<NDArray, Object> look : LOOKS) {
                assertThat(look.apply(array)).isNotNull();
            }
        }
    }

    @Test
    void keepsConfinedMemoryToItsThread() throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            NDArray array = in(arena);
            for (Function<NDArray, Object> access : ACCESSES) {
                assertThat(onAnotherThread(access, array)).isInstanceOf(WrongThreadException.class);
            }
            for (Function<NDArray, Object> look : LOOKS) {
                assertThat(onAnotherThread(look, array)).isNull();
            }
            for (Function<NDArray, Object> access : ACCESSES) {
                assertThat(access.apply(array)).isNotNull();
            }
        }
    }

    @Test
    void letsEveryThreadUseSharedAndAutomaticAndHeapMemory() throws InterruptedException, IOException {
        Path file = Files.write(folder.resolve("raw"), new byte[24]);
        try (Arena arena = Arena.ofShared()) {
            for (NDArray array : List.of(
                    in(arena),
                    in(Arena.ofAuto()),
                    NDArray.zeros(DType.INT32, 2, 3),
                    NDArray.wrap(MemorySegment.ofArray(new int[6]), DType.INT32, 2, 3),
                    NDArray.map(file, arena, MapMode.PRIVATE, 0, DType.INT32, 2, 3))) {
                for (Function<NDArray, Object> access : ACCESSES) {
                    assertThat(onAnotherThread(access, array)).isNull();
                }
            }
        }
    }

    @Test
    void neverClosesWhatItDidNotOpen() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(24);
            NDArray.wrap(memory, DType.INT32, 2, 3).at("0").copy();
            assertThat(memory.scope().isAlive()).isTrue();
        }
    }

    @Test
    void outlivesTheSourceAsACopyAndNotAsAView() {
        NDArray copy;
        NDArray view;
        try (Arena arena = Arena.ofConfined()) {
            NDArray array = in(arena);
            array.setLong(5, 1, 2);
            copy = array.copy();
            view = array.at("1");
        }
        assertThat(copy.getLong(1, 2)).isEqualTo(5);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> view.getLong(2));
    }

    private static @Nullable Throwable onAnotherThread(Function<NDArray, Object> work, NDArray array)
            throws InterruptedException {
        var task = new FutureTask<>(() -> work.apply(array));
        Thread.ofPlatform().start(task);
        try {
            return task.get() == null ? new AssertionError("nothing came") : null;
        } catch (ExecutionException failure) {
            return failure.getCause();
        }
    }
}
