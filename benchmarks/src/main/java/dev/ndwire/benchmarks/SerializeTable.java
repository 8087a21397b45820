package dev.ndwire.benchmarks;

import dev.ndwire.arrow.family.ArrowFamily;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
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

/// Cost of turning a table into what goes on the wire.
///
/// Ours: [#dask], an IPC stream as pyarrow reads it, and [#arrow], a frame for each buffer; neither touches a number.
/// Since the rival lays the numbers down as well, [#daskWithPayload] and [#arrowWithPayload] do so too, to the same
/// place. Floor: one copy of the same bytes from native memory to the heap. Rival: Arrow Java's own
/// `ArrowStreamWriter`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgs = {
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
public class SerializeTable {
    /// What is serialized.
    @Param
    public TableShape shape = TableShape.EIGHT_COLUMNS;

    /// How many rows each batch has; 0 for what the shape says.
    int batchRowCount;

    private final Serialization dask = Serialization.standard().writing("dask");
    private final Serialization arrow = Serialization.standard().writing(ArrowFamily.NAME);
    private final BufferAllocator allocator = new RootAllocator();
    private Table table = Table.of(VectorSchemaRoot.of());
    private VectorSchemaRoot root = VectorSchemaRoot.of();
    private List<ArrowRecordBatch> batches = List.of();
    private MemorySegment source = MemorySegment.NULL;
    private byte[] target = new byte[0];

    /// Makes the table.
    @Setup
    public void setUp() {
        table = shape.table(batchRowCount == 0 ? shape.batchRowCount() : batchRowCount, allocator);
        batches = table.batches().stream()
                .map(batch -> new VectorUnloader(batch.root()).getRecordBatch())
                .toList();
        root = VectorSchemaRoot.create(table.schema(), allocator);
        long byteSize = table.toStream().byteSize();
        source = Arena.ofAuto().allocate(byteSize, Long.BYTES).fill((byte) 1);
        // Arrow Java writes bitmaps of ones, too.
        target = new byte[Math.toIntExact(byteSize + byteSize / 8)];
    }

    /// Releases the table.
    @TearDown
    public void tearDown() {
        root.close();
        batches.forEach(ArrowRecordBatch::close);
        table.close();
        allocator.close();
    }

    /// Header and one frame: a rope of metadata and the vectors' buffers.
    ///
    /// @return header and frame
    @Benchmark
    public Serialized dask() {
        return dask.serialize(table, Context.local(Lease.none()));
    }

    /// Header and a frame for each buffer.
    ///
    /// @return header and frames
    @Benchmark
    public Serialized arrow() {
        return arrow.serialize(table, Context.local(Lease.none()));
    }

    /// The same as [#dask], and the frame laid down as one.
    ///
    /// @return where the stream is
    @Benchmark
    public MemorySegment daskWithPayload() {
        return laidDown(dask().frames());
    }

    /// The same as [#arrow], and the frames laid down one after another.
    ///
    /// @return where the buffers are
    @Benchmark
    public MemorySegment arrowWithPayload() {
        return laidDown(arrow().frames());
    }

    private MemorySegment laidDown(List<Frame> frames) {
        MemorySegment all = MemorySegment.ofArray(target);
        long at = 0;
        for (Frame frame : frames) {
            frame.copyTo(all.asSlice(at));
            at += frame.byteSize();
        }
        return all.asSlice(0, at);
    }

    /// The rival: Arrow Java's writer of streams.
    ///
    /// @return where the stream is
    /// @throws IOException never
    @Benchmark
    @Rival(
            value = "Arrow Java",
            of = {"daskWithPayload", "arrowWithPayload"})
    public MemorySegment arrowJava() throws IOException {
        HeapChannel channel = new HeapChannel(target);
        try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, channel)) {
            VectorLoader loader = new VectorLoader(root);
            for (ArrowRecordBatch batch : batches) {
                loader.load(batch);
                writer.writeBatch();
            }
        }
        return MemorySegment.ofArray(target).asSlice(0, channel.position());
    }

    /// The floor: as many bytes, copied once from native memory to the heap.
    ///
    /// @return where they are
    @Benchmark
    @Floor(of = {"daskWithPayload", "arrowWithPayload"})
    public MemorySegment floor() {
        MemorySegment all = MemorySegment.ofArray(target).asSlice(0, source.byteSize());
        return all.copyFrom(source);
    }
}
