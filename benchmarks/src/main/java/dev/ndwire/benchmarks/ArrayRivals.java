package dev.ndwire.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/// What a program would use instead of ndwire for a matrix: the rivals of [SerializeArray], [DeserializeArray] and
/// [RoundTripArray], of which each says what it has them do.
///
/// All of them copy the payload once at least, so that they stand beside those of ours that do so too; DJL without an
/// engine reads without a copy, and stands beside views.
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
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED"
        })
public abstract class ArrayRivals {
    private static final String WRITES = "dumpsWithPayload";
    private static final String READS = "loadsFromStream";
    private static final String VIEWS = "loads";
    private static final String BOTH = "thereAndBack";
    private static final String NO_RECORDS = "it has no records";
    private static final String NO_STRIDES = "it has no strides";

    /// The bytes of the elements that travel.
    @Param({"1024", "1048576", "67108864"})
    public long byteSize = 1024;

    /// What the elements are.
    @Param
    public Elements dtype = Elements.FLOAT64;

    /// How they lie in memory.
    @Param
    public Layout layout = Layout.C;

    private Matrix matrix = Matrix.of(Elements.FLOAT64, Layout.C, 1024);
    private @Nullable ArrayCodec codec;

    /// Makes the matrix.
    ///
    /// @throws IOException never
    @Setup
    public void setUp() throws IOException {
        matrix = Matrix.of(dtype, layout, byteSize);
        prepare();
    }

    /// Prepares what ours and the floor need.
    abstract void prepare() throws IOException;

    /// Gives a rival's memory back.
    @TearDown
    public void tearDown() {
        if (codec != null) {
            codec.close();
            codec = null;
        }
    }

    /// The matrix that travels.
    Matrix matrix() {
        return matrix;
    }

    /// What a rival does.
    ///
    /// @param rival which holds the matrix and has written it once
    /// @return what came of it
    abstract Object run(ArrayCodec rival) throws IOException;

    // Only the rival of this run: all of them together would fill the heap.
    private Object run(Supplier<ArrayCodec> rival) throws IOException {
        ArrayCodec own = codec;
        if (own == null) {
            own = rival.get();
            own.hold(matrix);
            own.write();
            codec = own;
        }
        return run(own);
    }

    /// The rival that every JVM has.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "Java serialization",
            of = {WRITES, READS, BOTH})
    public Object javaSerialization() throws IOException {
        return run(JavaCodec::new);
    }

    /// The rival that Python reads and writes for.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "net.razorvine:pickle",
            of = {WRITES, READS, BOTH})
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = "it makes dictionaries of records")
    public Object pickle() throws IOException {
        return run(PickleCodec::new);
    }

    /// Kryo.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "Kryo",
            of = {WRITES, READS, BOTH})
    public Object kryo() throws IOException {
        return run(KryoCodec::plain);
    }

    /// Kryo with its unsafe buffers.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "Kryo, unsafe",
            of = {WRITES, READS, BOTH})
    public Object kryoUnsafe() throws IOException {
        return run(KryoCodec::unsafe);
    }

    /// Fory.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "Fory",
            of = {WRITES, READS, BOTH})
    public Object fory() throws IOException {
        return run(ForyCodec::new);
    }

    /// Fory with the numbers out of band.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "Fory, out of band",
            of = {WRITES, READS, BOTH})
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = "only arrays of primitives go out of band")
    public Object foryOutOfBand() throws IOException {
        return run(ForyOutOfBandCodec::new);
    }

    /// msgpack, binary.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "msgpack, binary",
            of = {WRITES, READS, BOTH})
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = NO_RECORDS)
    public Object msgpackBin() throws IOException {
        return run(MsgpackCodec::binary);
    }

    /// msgpack, list.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "msgpack, list",
            of = {WRITES, READS, BOTH})
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = NO_RECORDS)
    public Object msgpackList() throws IOException {
        return run(MsgpackCodec::list);
    }

    /// Arrow Java, one column.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "Arrow Java, one column",
            of = {WRITES, READS, BOTH})
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = "its structs are columns side by side")
    @Lacks(
            parameter = "layout",
            values = {"STEPPED", "TRANSPOSED"},
            because = NO_STRIDES)
    public Object arrow() throws IOException {
        return run(ArrowCodec::new);
    }

    /// DJL without an engine.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "DJL",
            of = {WRITES, VIEWS, BOTH})
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = NO_RECORDS)
    @Lacks(
            parameter = "layout",
            values = {"F", "STEPPED", "TRANSPOSED"},
            because = "it knows the order of C alone")
    public Object djl() throws IOException {
        return run(DjlCodec::new);
    }

    /// ND4J.
    ///
    /// @return what came of it
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "ND4J",
            of = {WRITES, READS, BOTH},
            needs = Nd4jCodec.NATIVES)
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = NO_RECORDS)
    public Object nd4j() throws IOException {
        return run(Nd4jCodec::new);
    }
}
