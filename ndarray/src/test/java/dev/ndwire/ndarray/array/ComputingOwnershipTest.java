package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import dev.ndwire.ndarray.shape.PadMode;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What computes, prints, sorts or selects, over memory that is closed or belongs to another thread: whichever of
/// several arrays lies there, `out` included, it is refused, the other arrays stay as they were, and nothing is kept.
class ComputingOwnershipTest {
    private static final long[][] ONE_AROUND = {{1, 1}};
    private static final int SMALL = 4;

    /// So large that what is put aside for a computation is leased.
    private static final int LARGE = 128;

    private static final int LARGE_BYTE_SIZE = LARGE * LARGE * Long.BYTES;
    private static final int REPETITIONS = 8;
    private static final int MOST_COLLECTIONS = 50;

    /// What is done with an array in memory that goes away, and one in memory that stays.
    ///
    /// @param name for messages
    /// @param work takes int64 arrays of 0 and 1, of two axes of one length
    record Computation(String name, BiConsumer<NDArray, NDArray> work) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Computation> computations() {
        var all = new ArrayList<Computation>();
        element(all);
        reduce(all);
        select(all);
        arrange(all);
        convert(all);
        return all;
    }

    private static void add(List<Computation> all, String name, BiConsumer<NDArray, NDArray> work) {
        all.add(new Computation(name, work));
    }

    private static NDArray bools(NDArray array) {
        return array.view(DType.BOOL).slice(1, null, null, Long.BYTES);
    }

    private static NDArray fresh(NDArray like) {
        return NDArray.zerosLike(like, DType.FLOAT64);
    }

    private static void seen(Object result) {
        assertThat(result).isNotNull();
    }

    private static void element(List<Computation> all) {
        add(all, "x + 1", (x, y) -> x.add(1));
        add(all, "x + x", (x, y) -> x.add(x));
        add(all, "x + y", (x, y) -> x.add(y));
        add(all, "y + x", (x, y) -> y.add(x));
        add(all, "sin(x)", (x, y) -> x.apply(Ufunc.SIN));
        add(all, "hypot(y, x)", (x, y) -> y.apply(Ufunc.HYPOT, x));
        add(all, "x == y", (x, y) -> x.equal(y));
        add(all, "y == x", (x, y) -> y.equal(x));
        add(all, "x.T < y", (x, y) -> x.transpose().less(y));
        add(all, "logical_not(x)", (x, y) -> x.logicalNot());
        add(all, "add(x, y, out)", (x, y) -> x.applyInto(fresh(y), Ufunc.ADD, y));
        add(all, "add(y, x, out)", (x, y) -> y.applyInto(fresh(y), Ufunc.ADD, x));
        add(all, "add(y, y, out=x)", (x, y) -> y.applyInto(x, Ufunc.ADD, y));
        add(all, "negative(y, out=x)", (x, y) -> y.applyInto(x, Ufunc.NEGATIVE));
        add(all, "add(x, y, out=x)", (x, y) -> x.applyInto(x, Ufunc.ADD, y));
        add(all, "add(x, 1, out=x backwards)", (x, y) -> x.applyInto(x.at("::-1"), Ufunc.ADD, 1));
        add(all, "divmod(x, 2)", (x, y) -> x.divmod(2));
        add(all, "divmod(y, x)", (x, y) -> y.divmod(x.add(1)));
        add(all, "angle(x)", (x, y) -> x.angle());
        add(all, "round(x)", (x, y) -> x.round(-1));
        add(all, "clip(x, 0, 1)", (x, y) -> x.clip(0, 1));
        add(all, "clip(y, x)", (x, y) -> y.clip(x, null));
        add(all, "clip(y, None, x)", (x, y) -> y.clip(null, x));
        add(all, "isclose(x, y)", (x, y) -> x.isClose(y));
        add(all, "isclose(y, x)", (x, y) -> y.isClose(x));
        add(all, "allclose(x, 1)", (x, y) -> x.allClose(1));
        add(all, "dot(x, y)", (x, y) -> x.dot(y));
        add(all, "dot(y, x)", (x, y) -> y.dot(x));
        add(all, "x @ y", (x, y) -> x.matmul(y));
        add(all, "y @ x.T", (x, y) -> y.matmul(x.transpose()));
    }

    private static void reduce(List<Computation> all) {
        for (Reduction reduction : Reduction.values()) {
            String name = reduction.name().toLowerCase(Locale.ROOT);
            add(all, name + "(x)", (x, y) -> x.reduce(reduction));
            add(all, name + "(x, 0)", (x, y) -> x.reduce(reduction, 0));
            add(
                    all,
                    name + "(x, 1, out)",
                    (x, y) -> x.reduceInto(fresh(y).at("0"), reduction, ReduceOptions.DEFAULT, 1));
            add(all, name + "(y, 1, out=x)", (x, y) -> y.reduceInto(x.at("0"), reduction, ReduceOptions.DEFAULT, 1));
        }
        add(all, "sum(x, where=y)", (x, y) -> x.reduce(Reduction.SUM, ReduceOptions.DEFAULT, bools(y)));
        add(all, "sum(y, where=x)", (x, y) -> y.reduce(Reduction.SUM, ReduceOptions.DEFAULT, bools(x)));
        add(all, "std(y, where=x)", (x, y) -> y.reduce(Reduction.STD, ReduceOptions.DEFAULT, bools(x), 0));
        add(
                all,
                "sum(y, 0, out, where=x)",
                (x, y) -> y.reduceInto(fresh(y).at("0"), Reduction.SUM, ReduceOptions.DEFAULT, bools(x), 0));
        add(
                all,
                "sum(y, 0, out=x, where=y)",
                (x, y) -> y.reduceInto(x.at("0"), Reduction.SUM, ReduceOptions.DEFAULT, bools(y), 0));
        add(all, "cumsum(x)", (x, y) -> x.cumSum());
        add(all, "cumprod(x, 0)", (x, y) -> x.cumProd(0));
        add(all, "cumsum(x, 1, f4)", (x, y) -> x.cumSum(DType.FLOAT32, 1));
    }

    private static void select(List<Computation> all) {
        add(all, "sort(x, 0)", (x, y) -> x.sort(0));
        add(all, "sort(x, 1)", (x, y) -> x.sort(1));
        add(all, "x.sort(0)", (x, y) -> x.sortInPlace(0));
        add(all, "x.sort(1)", (x, y) -> x.sortInPlace(1));
        add(all, "argsort(x)", (x, y) -> x.argSort(1));
        add(all, "searchsorted(x, y)", (x, y) -> x.at("0").searchSorted(y));
        add(all, "searchsorted(y, x)", (x, y) -> y.at("0").searchSorted(x));
        add(all, "unique(x)", (x, y) -> x.unique());
        add(all, "unique(x, axis)", (x, y) -> x.unique(0));
        add(all, "unique(x, all)", (x, y) -> x.uniqueElements());
        add(all, "take(x, y)", (x, y) -> x.take(y));
        add(all, "take(y, x)", (x, y) -> y.take(x));
        add(all, "take(y, x, 1)", (x, y) -> y.take(x.at("0"), 1));
        add(all, "x[mask y]", (x, y) -> x.mask(bools(y)));
        add(all, "y[mask x]", (x, y) -> y.mask(bools(x)));
        add(all, "x[y]", (x, y) -> x.takeAt(y.at("0")));
        add(all, "y[x]", (x, y) -> y.takeAt(x.at("0")));
        add(all, "y[y, x]", (x, y) -> y.takeAt(y.at("0"), x.at("0")));
        add(all, "x[mask y] = 7", (x, y) -> x.assignWhere(bools(y), 7));
        add(all, "y[mask x] = 7", (x, y) -> y.assignWhere(bools(x), 7));
        add(all, "y[mask y] = x", (x, y) -> y.assignWhere(bools(y), x.at("0, 0")));
        add(all, "x[y] = 7", (x, y) -> x.assignAt(7, y.at("0")));
        add(all, "y[x] = 7", (x, y) -> y.assignAt(7, x.at("0")));
        add(all, "y[y] = x", (x, y) -> y.assignAt(x.at("0"), y.at("0")));
        add(all, "put(x, y, 7)", (x, y) -> x.put(y, 7));
        add(all, "put(y, x, 7)", (x, y) -> y.put(x, 7));
        add(all, "put(y, y, x)", (x, y) -> y.put(y, x));
        add(all, "nonzero(x)", (x, y) -> x.nonzero());
        add(all, "flatnonzero(x)", (x, y) -> x.flatNonzero());
        add(all, "argwhere(x)", (x, y) -> x.argWhere());
        add(all, "where(x, y, 1)", (x, y) -> NDArray.where(x, y, 1));
        add(all, "where(y, x, 1)", (x, y) -> NDArray.where(y, x, 1));
        add(all, "where(y, y, x)", (x, y) -> NDArray.where(y, y, x));
    }

    private static void arrange(List<Computation> all) {
        add(all, "concatenate(x, y)", (x, y) -> NDArray.concatenate(0, x, y));
        add(all, "concatenate(y, x)", (x, y) -> NDArray.concatenate(1, y, x));
        add(all, "concatenate(y, x, None)", (x, y) -> NDArray.concatenateFlat(y, x));
        add(all, "stack(y, x)", (x, y) -> NDArray.stack(2, y, x));
        add(all, "hstack(y, x)", (x, y) -> NDArray.hstack(y, x));
        add(all, "vstack(y, x)", (x, y) -> NDArray.vstack(y, x));
        add(all, "repeat(x, 2)", (x, y) -> x.repeat(2, 0));
        add(all, "repeat(x, y)", (x, y) -> x.repeat(y.at("0"), 0));
        add(all, "repeat(y, x)", (x, y) -> y.repeat(x.at("0"), 0));
        add(all, "tile(x, 2)", (x, y) -> x.tile(2, 1));
        add(all, "roll(x, 1)", (x, y) -> x.roll(1));
        add(all, "pad(x, 0)", (x, y) -> x.pad(ONE_AROUND));
        add(all, "pad(y, x)", (x, y) -> y.pad(ONE_AROUND, x.at("0, 0")));
        for (PadMode mode : PadMode.values()) {
            add(all, "pad(x, " + mode + ")", (x, y) -> x.pad(ONE_AROUND, mode));
        }
    }

    private static void convert(List<Computation> all) {
        add(all, "x.astype(f4)", (x, y) -> x.astype(DType.FLOAT32));
        add(all, "x.astype(U)", (x, y) -> x.astype(DType.parse("U")));
        add(all, "x[...] = 1", (x, y) -> x.assign(1));
        add(all, "x[...] = y", (x, y) -> x.assign(y));
        add(all, "y[...] = x", (x, y) -> y.assign(x));
        add(all, "y[...] = x.T", (x, y) -> y.assign(x.transpose()));
        add(all, "x.fill(1)", (x, y) -> x.fill(1));
        add(all, "x.tolist()", (x, y) -> x.toArray());
        add(all, "x.toLongArray()", (x, y) -> x.at("0").toLongArray());
        add(all, "x.copyTo(buffer)", (x, y) -> x.copyTo(ByteBuffer.allocate((int) x.byteSize())));
        add(all, "x.copyFrom(buffer)", (x, y) -> x.copyFrom(ByteBuffer.allocate((int) x.byteSize())));
        add(all, "array_equal(y, x)", (x, y) -> y.arrayEqual(x, true));
        add(all, "y.equals(x)", (x, y) -> seen(y.equals(x)));
        add(all, "hash(x)", (x, y) -> seen(x.hashCode()));
        add(all, "str(x)", (x, y) -> seen(x.toString()));
        add(all, "repr(x)", (x, y) -> x.repr());
        add(all, "str(x, f8)", (x, y) -> seen(x.view(DType.FLOAT64).toString()));
    }

    private static NDArray made(Arena arena, int length) {
        NDArray array = NDArray.zeros(arena, DType.INT64, length, length);
        for (int i = 0; i < length; i++) {
            array.setLong(1, i, i % 2);
        }
        return array;
    }

    private static byte[] content(NDArray array) {
        var bytes = new byte[(int) array.byteSize()];
        array.copyTo(MemorySegment.ofArray(bytes));
        return bytes;
    }

    private static @Nullable Throwable failureOn(Thread.Builder thread, Runnable work) throws InterruptedException {
        var task = new FutureTask<@Nullable Void>(work, null);
        thread.start(task);
        try {
            task.get();
            return null;
        } catch (ExecutionException failure) {
            return failure.getCause();
        }
    }

    @ParameterizedTest
    @MethodSource("computations")
    void refusesClosedMemoryOfAnyArrayAndLeavesTheOthers(Computation computation) {
        for (boolean isShared : new boolean[] {false, true}) {
            NDArray gone;
            try (Arena arena = isShared ? Arena.ofShared() : Arena.ofConfined()) {
                gone = made(arena, SMALL);
                computation.work().accept(gone, made(Arena.ofAuto(), SMALL));
            }
            NDArray there = made(Arena.ofAuto(), SMALL);
            byte[] before = content(there);

            assertThatIllegalStateException()
                    .isThrownBy(() -> computation.work().accept(gone, there))
                    .withMessage("Already closed");

            assertThat(content(there)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("computations")
    void refusesMemoryOfAnotherThreadAndLeavesAllAsItWas(Computation computation) throws InterruptedException {
        for (Thread.Builder other : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
            NDArray there = made(Arena.ofAuto(), SMALL);
            byte[] before = content(there);
            // An arena that something still held could not be closed.
            try (Arena arena = Arena.ofConfined()) {
                NDArray elsewhere = made(arena, SMALL);

                assertThat(failureOn(other, () -> computation.work().accept(elsewhere, there)))
                        .isExactlyInstanceOf(WrongThreadException.class)
                        .hasMessage("Attempted access outside owning thread");

                assertThat(content(elsewhere)).isEqualTo(before);
                assertThat(content(there)).isEqualTo(before);
                computation.work().accept(elsewhere, there);
            }
        }
    }

    /// What of the pool's memory is in use, and not only kept for what comes.
    private static long usedBytes() {
        MemoryPool pool = MemoryPool.standard();
        return pool.budget().usedBytes() - pool.idleBytes();
    }

    /// The same once the collector has freed what results lay in, as far as that goes.
    private static long keptBytes(long enough) {
        for (int i = 0; i < MOST_COLLECTIONS && usedBytes() > enough; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        return usedBytes();
    }

    private static void failAll() throws InterruptedException {
        NDArray gone;
        try (Arena arena = Arena.ofConfined()) {
            gone = made(arena, LARGE);
        }
        NDArray there = made(Arena.ofAuto(), LARGE);
        try (Arena arena = Arena.ofConfined()) {
            NDArray elsewhere = made(arena, LARGE);
            Throwable failure = failureOn(Thread.ofPlatform(), () -> {
                for (Computation computation : computations()) {
                    for (int i = 0; i < REPETITIONS; i++) {
                        assertFails(computation, gone, there);
                        assertFails(computation, elsewhere, there);
                    }
                }
            });
            assertThat(failure).isNull();
        }
    }

    private static void assertFails(Computation computation, NDArray away, NDArray there) {
        try {
            computation.work().accept(away, there);
        } catch (IllegalStateException | WrongThreadException expected) {
            return;
        }
        throw new AssertionError(computation.name());
    }

    @Test
    void keepsNoMemoryOfThePoolForWhatFailed() throws InterruptedException {
        failAll();
        long before = keptBytes(0);

        failAll();

        // What any one of them put aside, if it were kept, would be more.
        assertThat(keptBytes(before)).isLessThan(before + (long) REPETITIONS / 2 * LARGE_BYTE_SIZE);
    }
}
