package dev.ndwire.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Cost of compressing and decompressing one frame into memory that was used before.
///
/// Rival: Python, with the same bytes, as `distributed` calls its libraries, timed by `codec_times.py`; it takes fresh
/// memory each time. What a row of one fork and one of another say of each other depends on how quiet the machine was
/// meanwhile: [CompressionReport] has them take turns.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class CompressFrame {
    /// What does it.
    @Param({"lz4", "zlib", "zstd"})
    public String codec = "lz4";

    /// Who does it; zlib is the JDK's, which has one form only.
    @Param({"NATIVE", "JAVA"})
    public CodecState.Work work = CodecState.Work.NATIVE;

    /// Of what.
    @Param
    public Compressible data = Compressible.READINGS;

    /// How much of it.
    @Param({"1048576", "67108864"})
    public int byteSize;

    private @Nullable CodecState state;

    /// Makes the bytes.
    ///
    /// @throws IOException never
    @Setup
    public void setUp() throws IOException {
        state = new CodecState(codec, work, data, byteSize);
    }

    /// Lets go of the bytes.
    ///
    /// @throws IOException never
    @TearDown
    public void tearDown() throws IOException {
        state().close();
    }

    private CodecState state() {
        if (state == null) {
            throw new IllegalStateException("not set up");
        }
        return state;
    }

    /// Compresses the frame.
    ///
    /// @return how many bytes there are then
    /// @throws IOException never
    @Benchmark
    public long compress() throws IOException {
        return state().compress();
    }

    /// Decompresses the frame.
    ///
    /// @return how many bytes there are then
    /// @throws IOException never
    @Benchmark
    public long decompress() throws IOException {
        return state().decompress();
    }
}
