package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.io.IOException;
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
/// Rival: numpy, in [ArrayReport], which has both take turns.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class ComputeArrays {
    private static final long SIZE = 8 << 20;

    private NDArray left = NDArray.zeros(DType.FLOAT64);
    private NDArray right = NDArray.zeros(DType.FLOAT64);
    private NDArray sums = NDArray.zeros(DType.FLOAT64);
    private NDArray singles = NDArray.zeros(DType.FLOAT64);

    /// Fills the arrays.
    ///
    /// @throws IOException if the kernels cannot be warmed up
    @Setup
    public void setUp() throws IOException {
        KernelWarmUp.each(NDArray::copy);
        left = NDArray.linspace(0, 1, SIZE);
        right = NDArray.linspace(1, 2, SIZE);
        sums = NDArray.zeros(DType.FLOAT64, SIZE);
        singles = NDArray.zeros(DType.FLOAT32, SIZE);
        sums.fill(1);
        singles.fill(1);
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
}
