package dev.ndwire.benchmarks;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialize;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.message.MessageWriter;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.wire.Prelude;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.razorvine.pickle.Pickler;
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

/// Cost of turning a float64 matrix into what goes on the wire.
///
/// Ours: [#serialize] to header and frames, [#dumps] until every byte before the payload exists, and, since the rivals
/// lay the payload down as well, [#dumpsWithPayload]. Floor: one `MemorySegment.copy` of the same bytes. Rivals: Java
/// serialization and `net.razorvine:pickle`, of a `double[]` or gathered rows, into an array that is there already.
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
public class SerializeArray {
    static final String KEY = "x";

    private static final long MAX_PRELUDE_BYTES = 4 << 10;

    /// The bytes of the elements that travel.
    @Param({"1024", "1048576", "67108864"})
    public long byteSize;

    /// How they lie in memory.
    @Param
    public Form form = Form.CONTIGUOUS;

    private final Serialization serialization = Serialization.standard();
    private final ArrayCodec kryo = KryoCodec.plain();
    private final ArrayCodec kryoUnsafe = KryoCodec.unsafe();
    private final ArrayCodec fory = new ForyCodec();
    private final ArrayCodec msgpackBin = MsgpackCodec.binary();
    private final ArrayCodec msgpackList = MsgpackCodec.list();
    private final ByteArraySink sink = new ByteArraySink();
    private Matrix matrix = Matrix.of(Form.CONTIGUOUS, 1024);
    private PyDict message = new PyDict();
    private MemorySegment source = MemorySegment.NULL;
    private MemorySegment target = MemorySegment.NULL;

    /// Has everything run that a long-running process would have run.
    ///
    /// @throws IOException if there is no room for a temporary file
    @Setup
    public void warmKernelsUp() throws IOException {
        KernelWarmUp.run(serialization);
    }

    /// Makes the matrix.
    @Setup
    public void setUp() {
        matrix = Matrix.of(form, byteSize);
        message = PyDict.of("op", "update_data", "reply", true, "data", PyDict.of(KEY, new Serialize(matrix.array())));
        source = Arena.ofAuto().allocate(byteSize, Long.BYTES).fill((byte) 1);
        target = Arena.ofAuto().allocate(byteSize + MAX_PRELUDE_BYTES, Long.BYTES);
    }

    /// The matrix that is serialized.
    Matrix matrix() {
        return matrix;
    }

    /// Header and frames; what is not contiguous is gathered into memory of the pool.
    ///
    /// @return header and frames; the frames' memory may be gone already
    @Benchmark
    public Serialized serialize() {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return serialization.serialize(matrix.array(), Context.local(lease));
        }
    }

    /// A whole request, up to the last byte before the payload: prelude, frame 0, sub-header.
    ///
    /// @return the prelude
    @Benchmark
    public byte[] dumps() {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return Prelude.ofStream(MessageWriter.dumps(message, serialization, Context.local(lease)));
        }
    }

    /// A whole request with its payload, end to end in memory.
    ///
    /// @return the message
    @Benchmark
    public MemorySegment dumpsWithPayload() {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            List<Frame> frames = MessageWriter.dumps(message, serialization, Context.local(lease));
            byte[] prelude = Prelude.ofStream(frames);
            MemorySegment.copy(MemorySegment.ofArray(prelude), 0, target, 0, prelude.length);
            long at = prelude.length;
            for (Frame frame : frames) {
                frame.copyTo(target.asSlice(at));
                at += frame.byteSize();
            }
            return target.asSlice(0, at);
        }
    }

    /// The rival that every JVM has.
    ///
    /// @return the stream with the bytes
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Java serialization", of = "dumpsWithPayload")
    public Object javaSerialization() throws IOException {
        return javaSerialized();
    }

    ByteArraySink javaSerialized() throws IOException {
        sink.clear();
        try (ObjectOutputStream out = new ObjectOutputStream(sink)) {
            out.writeObject(matrix.toJava());
        }
        return sink;
    }

    /// The rival that Python reads.
    ///
    /// @return the stream with the bytes
    /// @throws IOException never
    @Benchmark
    @Rival(value = "net.razorvine:pickle", of = "dumpsWithPayload")
    public Object pickle() throws IOException {
        return pickled();
    }

    ByteArraySink pickled() throws IOException {
        sink.clear();
        new Pickler().dump(matrix.toJava(), sink);
        return sink;
    }

    /// A rival: Kryo.
    ///
    /// @return the bytes
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Kryo", of = "dumpsWithPayload")
    public byte[] kryo() throws IOException {
        return kryo.write(matrix.toJava());
    }

    /// A rival: Kryo, unsafe.
    ///
    /// @return the bytes
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Kryo, unsafe", of = "dumpsWithPayload")
    public byte[] kryoUnsafe() throws IOException {
        return kryoUnsafe.write(matrix.toJava());
    }

    /// A rival: Fory.
    ///
    /// @return the bytes
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Fory", of = "dumpsWithPayload")
    public byte[] fory() throws IOException {
        return fory.write(matrix.toJava());
    }

    /// A rival: msgpack, binary.
    ///
    /// @return the bytes
    /// @throws IOException never
    @Benchmark
    @Rival(value = "msgpack, binary", of = "dumpsWithPayload")
    public byte[] msgpackBin() throws IOException {
        return msgpackBin.write(matrix.toJava());
    }

    /// A rival: msgpack, list.
    ///
    /// @return the bytes
    /// @throws IOException never
    @Benchmark
    @Rival(value = "msgpack, list", of = "dumpsWithPayload")
    public byte[] msgpackList() throws IOException {
        return msgpackList.write(matrix.toJava());
    }

    /// The floor: as many bytes, copied once from native memory to native memory.
    ///
    /// @return where they are
    @Benchmark
    @Floor(of = "dumpsWithPayload")
    public MemorySegment floor() {
        MemorySegment.copy(source, 0, target, 0, byteSize);
        return target;
    }
}
