package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.array.DoubleView;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Index;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of a view, which shares the memory of its array. With `-prof gc`, the bytes of the view's own objects. Rival:
/// numpy, timed by `array_times.py`, which has no indices as text.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class CreateView {
    private final NDArray array = NDArray.arange(4096.0).reshape(64, 64);

    /// With other axes first.
    ///
    /// @return the view
    @Benchmark
    public NDArray transpose() {
        return array.transpose();
    }

    /// Of some positions of an axis.
    ///
    /// @return the view
    @Benchmark
    public NDArray slice() {
        return array.slice(0, 8L, 32L, 2);
    }

    /// By a typed index.
    ///
    /// @return the view
    @Benchmark
    public NDArray index() {
        return array.at(Index.at(5));
    }

    /// By numpy's text, which is read each time.
    ///
    /// @return the view
    @Benchmark
    public NDArray text() {
        return array.at("8:32:2");
    }

    /// Of another shape.
    ///
    /// @return the view
    @Benchmark
    public NDArray reshape() {
        return array.reshape(32, 128);
    }

    /// Backwards.
    ///
    /// @return the view
    @Benchmark
    public NDArray flip() {
        return array.flip();
    }

    /// As elements of another size.
    ///
    /// @return the view
    @Benchmark
    public NDArray dtype() {
        return array.view(DType.INT32);
    }

    /// For inner loops.
    ///
    /// @return the view
    @Benchmark
    public DoubleView doubles() {
        return array.doubles();
    }
}
