package dev.ndwire.benchmarks;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of copying elements that stand apart into C order, from native memory to native memory that was used before.
///
/// Rival: numpy, timed by `array_times.py`. Floor: one `MemorySegment.copy` that reads and writes, both together, as
/// many bytes as the gather touches: those from the first element to the last in the source, gaps included, and those
/// of the elements in the target. All of it is memory of one kind, that of new arrays. With `-jvmArgsAppend
/// --add-modules=jdk.incubator.vector` turned float64
/// goes through vectors, and so does every second element of less than 8 bytes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class GatherArray {
    /// What is gathered.
    public enum Source {
        /// `a.T` of 4096 × 4096 float64.
        TRANSPOSED_FLOAT64,
        /// `a[::2]` of 16 Mi float64.
        STEPPED_FLOAT64,
        /// `a[::2]` of 16 Mi float32.
        STEPPED_FLOAT32,
        /// `a[::2]` of 16 Mi uint8.
        STEPPED_UINT8;

        // No bits of these give a NaN, in either size of float.
        private static final long NUMBERS = 0x3F3F3F3F3F3F3F3FL;

        private DType dtype() {
            return switch (this) {
                case TRANSPOSED_FLOAT64, STEPPED_FLOAT64 -> DType.FLOAT64;
                case STEPPED_FLOAT32 -> DType.FLOAT32;
                case STEPPED_UINT8 -> DType.UINT8;
            };
        }

        /// The array that is gathered.
        ///
        /// @param side the side of the matrix; a step walks over as many elements as it has
        NDArray array(long side) {
            NDArray array = this == TRANSPOSED_FLOAT64
                    ? NDArray.empty(dtype(), side, side)
                    : NDArray.empty(dtype(), side * side);
            MemorySegment memory = array.segment();
            for (long i = 0; i < memory.byteSize(); i += Long.BYTES) {
                memory.set(ValueLayout.JAVA_LONG_UNALIGNED, i, i * 0x9E3779B97F4A7C15L & NUMBERS);
            }
            return this == TRANSPOSED_FLOAT64 ? array.transpose() : array.at("::2");
        }
    }

    /// What is gathered.
    @Param
    public Source source = Source.TRANSPOSED_FLOAT64;

    /// The side of the matrix.
    @Param("4096")
    public long side = 4096;

    private NDArray array = NDArray.zeros(DType.BOOL);
    private MemorySegment target = MemorySegment.NULL;
    private MemorySegment from = MemorySegment.NULL;
    private MemorySegment to = MemorySegment.NULL;

    /// Makes the array after everything has run that a long-running process would have run.
    ///
    /// @throws IOException if there is no room for a temporary file
    @Setup
    public void setUp() throws IOException {
        KernelWarmUp.run(Serialization.standard());
        array = source.array(side);
        target = memory(array.byteSize(), (byte) 1);
        long touched = (array.segment().byteSize() + array.byteSize()) / 2;
        from = memory(touched, (byte) 1);
        to = memory(touched, (byte) 2);
    }

    private static MemorySegment memory(long byteSize, byte value) {
        return NDArray.empty(DType.UINT8, byteSize).segment().fill(value);
    }

    /// The gather.
    ///
    /// @return where the elements are
    @Benchmark
    public MemorySegment gather() {
        array.copyTo(target);
        return target;
    }

    /// The floor.
    ///
    /// @return where the bytes are
    @Benchmark
    @Floor
    public MemorySegment floor() {
        return to.copyFrom(from);
    }
}
