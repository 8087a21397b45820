package dev.ndwire.benchmarks;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.pickle.PickleBuffer;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.pickle.PickleWriter;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.razorvine.pickle.Pickler;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;
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

/// Cost of pickling a contiguous float64 array, and of reading the pickle.
///
/// Out of band, no byte of the array is touched. In band, all of them are laid into one run of bytes, as the rival
/// does: `net.razorvine:pickle` of a `double[]`, which Python loads as an `array.array`. Floor of in band: one copy.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgs = {
            "-Xms3g",
            "-Xmx3g",
            "-XX:+UseParallelGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
public class PickleArray {
    /// The bytes of the array's elements.
    @Param({"1024", "1048576", "67108864"})
    public long byteSize;

    private final PickleWriter writer = PickleWriter.standard();
    private final PickleReader reader = PickleReader.standard();
    private final Pickler pickler = new Pickler();
    private NDArray array = NDArray.of(new double[0]);
    private double[] doubles = {};
    private Frame outOfBand = Frame.EMPTY;
    private List<PickleBuffer> buffers = List.of();
    private Frame inBand = Frame.EMPTY;
    private byte[] rivals = {};
    private MemorySegment target = MemorySegment.NULL;

    /// Makes the array and its pickles.
    ///
    /// @throws IOException never
    @Setup
    public void setUp() throws IOException {
        Matrix matrix = Matrix.of(Elements.FLOAT64, Layout.C, byteSize);
        array = matrix.array();
        doubles = (double[]) matrix.toJava();
        buffers = new ArrayList<>();
        outOfBand = writer.write(array, buffers::add);
        inBand = Frame.of(writer.write(array).toByteArray());
        rivals = pickler.dumps(doubles);
        target = Arena.ofAuto().allocate(byteSize + 4096, Long.BYTES);
    }

    /// A pickle whose buffer is the array's memory.
    ///
    /// @return the pickle
    @Benchmark
    public Frame outOfBandDumps() {
        List<PickleBuffer> taken = new ArrayList<>(1);
        return writer.write(array, taken::add);
    }

    /// Reads it; the array views the buffer.
    ///
    /// @return the array
    @Benchmark
    public @Nullable Object outOfBandLoads() {
        return reader.read(outOfBand, buffers);
    }

    /// A pickle that holds all bytes, laid down in one run.
    ///
    /// @return where they are
    @Benchmark
    public MemorySegment inBandDumps() {
        writer.write(array).copyTo(target);
        return target;
    }

    /// Reads it; the array views the pickle.
    ///
    /// @return the array
    @Benchmark
    public @Nullable Object inBandLoads() {
        return reader.read(inBand);
    }

    /// The rival writes.
    ///
    /// @return its pickle
    /// @throws IOException never
    @Benchmark
    @Rival(value = "net.razorvine:pickle", of = "inBandDumps")
    public byte[] rivalDumps() throws IOException {
        return pickler.dumps(doubles);
    }

    /// The rival reads.
    ///
    /// @return the `double[]`
    /// @throws IOException never
    @Benchmark
    @Rival(value = "net.razorvine:pickle", of = "inBandLoads")
    public Object rivalLoads() throws IOException {
        return new Unpickler().loads(rivals);
    }

    /// One copy of as many bytes.
    ///
    /// @return where they are
    @Benchmark
    @Floor(of = "inBandDumps")
    public MemorySegment floor() {
        MemorySegment.copy(array.segment(), 0, target, 0, byteSize);
        return target;
    }
}
