package dev.ndwire.benchmarks;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.ndarray.array.DoubleView;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of an element in Java's own loops: over a typed view, and one at a time by its position in a strided array.
///
/// Floor: the same loop over the raw segment. Rival: numpy's `item` in a loop of Python, timed by `array_times.py`. All
/// of ours have met every dtype on the heap, native and mapped before, since a call site that has met one kind only is
/// many times faster than those of a program that uses several; [#segment] and [#view] have twins, [#nativeSegment] and
/// [#nativeView], whose loops have not.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class ReadElements {
    // No power of two: columns of one would share a few sets of the cache, which costs 3 ns an element by itself.
    static final int SIDE = 500;
    static final int SIZE = SIDE * SIDE;

    private static final long SIDE_SEEN = 64;

    private static final ValueLayout.OfDouble FLOAT64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private final NDArray array = matrix();
    private final NDArray turned = array.transpose();
    private final DoubleView doubles = array.doubles();
    private final MemorySegment memory = array.segment();

    private static NDArray matrix() {
        NDArray matrix = NDArray.zeros(DType.FLOAT64, SIDE, SIDE);
        DoubleView doubles = matrix.doubles();
        for (long i = 0; i < doubles.size(); i++) {
            doubles.set(i, (double) (i % 1024));
        }
        return matrix;
    }

    /// Has everything run that a long-running process would have run.
    ///
    /// @throws IOException if there is no room for a temporary file
    @Setup
    public void setUp() throws IOException {
        KernelWarmUp.run(Serialization.standard());
        KernelWarmUp.each(other -> {
            if (other.dtype().kind() != Kind.COMPLEX) {
                strided(other);
            }
            if (other.dtype().equals(DType.FLOAT64)) {
                view(other.doubles());
                segment(other.segment(), other.size());
                stridedSegment(other.segment(), SIDE_SEEN, SIDE_SEEN * Double.BYTES, Double.BYTES);
            }
        });
    }

    /// Sums a view's elements.
    ///
    /// @return the sum
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public double view() {
        return view(doubles);
    }

    /// Sums the elements of the raw segment.
    ///
    /// @return the sum
    @Benchmark
    @OperationsPerInvocation(SIZE)
    @Floor(of = "view")
    public double segment() {
        return segment(memory, SIZE);
    }

    /// Sums the elements of the raw segment in a loop that has met no other kind.
    ///
    /// @return the sum
    @Benchmark
    @OperationsPerInvocation(SIZE)
    @Floor(of = "nativeView")
    public double nativeSegment() {
        double sum = 0;
        for (long i = 0; i < SIZE; i++) {
            sum += memory.get(FLOAT64, i * Double.BYTES);
        }
        return sum;
    }

    /// Sums a view's elements in a loop that has met no other kind.
    ///
    /// @return the sum
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public double nativeView() {
        double sum = 0;
        for (long i = 0; i < doubles.size(); i++) {
            sum += doubles.get(i);
        }
        return sum;
    }

    /// Sums the elements of the raw segment in the order of the transposed array.
    ///
    /// @return the sum
    @Benchmark
    @OperationsPerInvocation(SIZE)
    @Floor(of = "strided")
    public double stridedSegment() {
        return stridedSegment(memory, SIDE, Double.BYTES, (long) SIDE * Double.BYTES);
    }

    /// Sums the elements of the transposed array by their positions.
    ///
    /// @return the sum
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public double strided() {
        return strided(turned);
    }

    private static double view(DoubleView view) {
        double sum = 0;
        for (long i = 0; i < view.size(); i++) {
            sum += view.get(i);
        }
        return sum;
    }

    private static double segment(MemorySegment segment, long size) {
        double sum = 0;
        for (long i = 0; i < size; i++) {
            sum += segment.get(FLOAT64, i * Double.BYTES);
        }
        return sum;
    }

    private static double stridedSegment(MemorySegment segment, long side, long rowStride, long columnStride) {
        double sum = 0;
        for (long row = 0; row < side; row++) {
            for (long column = 0; column < side; column++) {
                sum += segment.get(FLOAT64, row * rowStride + column * columnStride);
            }
        }
        return sum;
    }

    private static double strided(NDArray array) {
        double sum = 0;
        long rows = array.shape(0);
        long columns = array.shape(1);
        for (long row = 0; row < rows; row++) {
            for (long column = 0; column < columns; column++) {
                sum += array.getDouble(row, column);
            }
        }
        return sum;
    }
}
