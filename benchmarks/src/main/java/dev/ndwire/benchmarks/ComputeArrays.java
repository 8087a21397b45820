package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of computing over 64 MiB of float64, into memory that was used before where there is a result as large.
///
/// Floor: the same loop over bare segments. Rival: numpy, timed by `array_times.py`; in [ArrayReport] all take turns.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class ComputeArrays {
    private static final int BLOCK = 4096;
    private static final int SUM_BLOCK = 128;
    private static final int COLUMNS = 1024;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private MemorySegment source = MemorySegment.NULL;
    private MemorySegment other = MemorySegment.NULL;
    private MemorySegment wide = MemorySegment.NULL;
    private MemorySegment narrow = MemorySegment.NULL;
    private double[] maxima = {};
    /// How many elements, in whole blocks.
    long size = 8 << 20;

    private NDArray left = NDArray.zeros(DType.FLOAT64);
    private NDArray rows = NDArray.zeros(DType.FLOAT64);
    private NDArray right = NDArray.zeros(DType.FLOAT64);
    private NDArray sums = NDArray.zeros(DType.FLOAT64);
    private NDArray singles = NDArray.zeros(DType.FLOAT64);

    /// Fills the arrays.
    ///
    /// @throws IOException if the kernels cannot be warmed up
    @Setup
    public void setUp() throws IOException {
        KernelWarmUp.each(NDArray::copy);
        left = NDArray.linspace(0, 1, size);
        rows = left.reshape(size / COLUMNS, COLUMNS);
        maxima = new double[COLUMNS];
        right = NDArray.linspace(1, 2, size);
        sums = NDArray.zeros(DType.FLOAT64, size);
        singles = NDArray.zeros(DType.FLOAT32, size);
        sums.fill(1);
        singles.fill(1);
        source = left.segment();
        other = right.segment();
        wide = sums.segment();
        narrow = singles.segment();
    }

    /// float64 to float32.
    ///
    /// @return the result
    @Benchmark
    public NDArray cast() {
        singles.assign(left, Casting.SAME_KIND);
        return singles;
    }

    /// Two arrays added into a third.
    ///
    /// @return the result
    @Benchmark
    public NDArray add() {
        return left.applyInto(sums, Ufunc.ADD, right);
    }

    /// Two arrays added into new memory.
    ///
    /// @return the result
    @Benchmark
    public NDArray addToNew() {
        return left.add(right);
    }

    /// All elements added.
    ///
    /// @return the result
    @Benchmark
    public NDArray sum() {
        return left.sum();
    }

    /// The mean of all elements.
    ///
    /// @return the result
    @Benchmark
    public NDArray mean() {
        return left.mean();
    }

    /// The largest element of each of 1,024 columns.
    ///
    /// @return the result
    @Benchmark
    public NDArray maxOfColumns() {
        return rows.max(0);
    }

    /// The floor of [#cast]: the same loop over the bare segments, and nothing around it.
    ///
    /// @return the result
    @Benchmark
    @Floor(of = "cast")
    public MemorySegment castFloor() {
        for (long done = 0; done < size; done += BLOCK) {
            castBlock(source, done * Double.BYTES, narrow, done * Float.BYTES);
        }
        return narrow;
    }

    private static void castBlock(MemorySegment from, long at, MemorySegment to, long toAt) {
        for (int i = 0; i < BLOCK; i++) {
            to.set(FLOAT, toAt + (long) i * Float.BYTES, (float) from.get(DOUBLE, at + (long) i * Double.BYTES));
        }
    }

    /// The floor of [#add]: the same loop over the bare segments, and nothing around it.
    ///
    /// @return the result
    @Benchmark
    @Floor(of = "add")
    public MemorySegment addFloor() {
        for (long done = 0; done < size; done += BLOCK) {
            addBlock(source, other, wide, done * Double.BYTES);
        }
        return wide;
    }

    private static void addBlock(MemorySegment x, MemorySegment y, MemorySegment z, long at) {
        for (int i = 0; i < BLOCK; i++) {
            long place = at + (long) i * Double.BYTES;
            z.set(DOUBLE, place, x.get(DOUBLE, place) + y.get(DOUBLE, place));
        }
    }

    /// The floor of [#sum] and [#mean]: eight sums that take turns over the bare segment, in blocks.
    ///
    /// @return the result
    @Benchmark
    @Floor(of = {"sum", "mean"})
    public double sumFloor() {
        double sum = 0;
        for (long done = 0; done < size; done += SUM_BLOCK) {
            sum += sumBlock(source, done * Double.BYTES);
        }
        return sum;
    }

    private static double sumBlock(MemorySegment from, long at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int i = 0; i < SUM_BLOCK / 8; i++) {
            MemorySegment eight = from.asSlice(at + 64L * i, 64);
            s0 += eight.get(DOUBLE, 0);
            s1 += eight.get(DOUBLE, 8);
            s2 += eight.get(DOUBLE, 16);
            s3 += eight.get(DOUBLE, 24);
            s4 += eight.get(DOUBLE, 32);
            s5 += eight.get(DOUBLE, 40);
            s6 += eight.get(DOUBLE, 48);
            s7 += eight.get(DOUBLE, 56);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /// The floor of [#maxOfColumns]: each row of the bare segment beside what was the largest before.
    ///
    /// @return the result
    @Benchmark
    @Floor(of = "maxOfColumns")
    public double[] maxFloor() {
        Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
        for (long done = 0; done < size; done += COLUMNS) {
            maxOfRow(source, done * Double.BYTES, maxima);
        }
        return maxima;
    }

    private static void maxOfRow(MemorySegment from, long at, double[] maxima) {
        for (int i = 0; i < COLUMNS; i++) {
            maxima[i] = Math.max(maxima[i], from.get(DOUBLE, at + (long) i * Double.BYTES));
        }
    }
}
