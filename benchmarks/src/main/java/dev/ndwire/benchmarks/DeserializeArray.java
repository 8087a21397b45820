package dev.ndwire.benchmarks;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.header.MsgpackReader;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.wire.FrameList;
import dev.ndwire.core.wire.Packing;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/// Cost of getting a float64 matrix back from what came off the wire.
///
/// Ours: [#deserialize] from header and frames, [#loads] from the frames of a whole request, both viewing the memory
/// that the payload is in, and, since the rivals copy the payload to where it stays, [#loadsFromStream]. Floor: one
/// `MemorySegment.copy` of the same bytes. Rivals: Java serialization and `net.razorvine:pickle`. All start from what
/// [SerializeArray] wrote.
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
public class DeserializeArray {
    private static final int STREAM_HEAD_BYTES = 8;

    /// The bytes of the elements that travelled.
    @Param({"1024", "1048576", "67108864"})
    public long byteSize;

    /// How they lay in memory before: what was gathered comes as rows from the rivals.
    @Param({"CONTIGUOUS", "EVERY_SECOND_COLUMN"})
    public Form form = Form.CONTIGUOUS;

    private final Serialization serialization = Serialization.standard();
    private final ArrayCodec kryo = KryoCodec.plain();
    private final ArrayCodec kryoUnsafe = KryoCodec.unsafe();
    private final ArrayCodec fory = new ForyCodec();
    private final ArrayCodec msgpackBin = MsgpackCodec.binary();
    private final ArrayCodec msgpackList = MsgpackCodec.list();
    private MemorySegment message = MemorySegment.NULL;
    private MemorySegment target = MemorySegment.NULL;
    private List<Frame> frames = List.of();
    private @Nullable Serialized serialized;
    private byte[] javaSerialized = new byte[0];
    private byte[] pickled = new byte[0];
    private final IdentityHashMap<ArrayCodec, byte[]> written = new IdentityHashMap<>();
    private Object javaArray = new double[0];

    /// Has everything run that a long-running process would have run.
    ///
    /// @throws IOException if there is no room for a temporary file
    @Setup
    public void warmKernelsUp() throws IOException {
        KernelWarmUp.run(serialization);
    }

    /// Writes what is read.
    ///
    /// @throws IOException never
    @Setup
    public void setUp() throws IOException {
        SerializeArray writer = new SerializeArray();
        writer.byteSize = byteSize;
        writer.form = form;
        writer.setUp();
        message = writer.dumpsWithPayload();
        target = Arena.ofAuto().allocate(byteSize, Long.BYTES);
        // Without the head, a message on a stream is one in memory.
        frames = Packing.unpack(
                message.asSlice(STREAM_HEAD_BYTES), WireLimits.standard().maxFrames());
        serialized = new Serialized(
                MsgpackReader.decodeHeader(frames.get(1).toByteArray(), HeaderLimits.standard()), frames.subList(2, 3));
        javaSerialized = writer.javaSerialized().toByteArray();
        pickled = writer.pickled().toByteArray();
        javaArray = writer.matrix().toJava();
        written.clear();
    }

    // Only what the rival of this run reads: all of them together would fill the heap.
    private byte[] write(ArrayCodec codec) {
        try {
            return codec.write(javaArray);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From header and frames, as a view of the frame.
    ///
    /// @return the array
    @Benchmark
    public @Nullable Object deserialize() {
        return serialized == null ? null : serialization.deserialize(serialized, Context.local(Lease.none()));
    }

    /// From the frames of a whole request, as a view of one of them.
    ///
    /// @return the request, with the array in it
    /// @throws IOException never
    @Benchmark
    public @Nullable Object loads() throws IOException {
        return MessageReader.loads(
                new FrameList(frames), serialization, Context.local(Lease.none()), HeaderLimits.standard());
    }

    /// From a stream of bytes, as a view of memory of the pool that the payload is copied to.
    ///
    /// @return the request, whose array's memory is back in the pool
    /// @throws IOException never
    @Benchmark
    public @Nullable Object loadsFromStream() throws IOException {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return loadsFromStream(lease);
        }
    }

    @Nullable
    Object loadsFromStream(Lease lease) throws IOException {
        WireReader reader = WireReader.open(new SegmentSource(message), WireLimits.standard());
        return MessageReader.loads(reader, serialization, Context.local(lease), HeaderLimits.standard());
    }

    /// The rival that every JVM has.
    ///
    /// @return the array, or its rows
    /// @throws IOException never
    /// @throws ClassNotFoundException never
    @Benchmark
    @Rival(value = "Java serialization", of = "loadsFromStream")
    public Object javaSerialization() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(javaSerialized))) {
            return in.readObject();
        }
    }

    /// The rival that Python writes for.
    ///
    /// @return the array, or its rows
    /// @throws IOException never
    @Benchmark
    @Rival(value = "net.razorvine:pickle", of = "loadsFromStream")
    public Object pickle() throws IOException {
        return new Unpickler().load(new ByteArrayInputStream(pickled));
    }

    private Object read(ArrayCodec codec) throws IOException {
        return codec.read(written.computeIfAbsent(codec, this::write));
    }

    /// A rival: Kryo.
    ///
    /// @return the array, or its rows
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Kryo", of = "loadsFromStream")
    public Object kryo() throws IOException {
        return read(kryo);
    }

    /// A rival: Kryo, unsafe.
    ///
    /// @return the array, or its rows
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Kryo, unsafe", of = "loadsFromStream")
    public Object kryoUnsafe() throws IOException {
        return read(kryoUnsafe);
    }

    /// A rival: Fory.
    ///
    /// @return the array, or its rows
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Fory", of = "loadsFromStream")
    public Object fory() throws IOException {
        return read(fory);
    }

    /// A rival: msgpack, binary.
    ///
    /// @return the array, or its rows
    /// @throws IOException never
    @Benchmark
    @Rival(value = "msgpack, binary", of = "loadsFromStream")
    public Object msgpackBin() throws IOException {
        return read(msgpackBin);
    }

    /// A rival: msgpack, list.
    ///
    /// @return the array, or its rows
    /// @throws IOException never
    @Benchmark
    @Rival(value = "msgpack, list", of = "loadsFromStream")
    public Object msgpackList() throws IOException {
        return read(msgpackList);
    }

    /// The floor: as many bytes, copied once from native memory to native memory.
    ///
    /// @return where they are
    @Benchmark
    @Floor(of = "loadsFromStream")
    public MemorySegment floor() {
        MemorySegment.copy(message, 0, target, 0, byteSize);
        return target;
    }
}
