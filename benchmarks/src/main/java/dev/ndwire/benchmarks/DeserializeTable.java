package dev.ndwire.benchmarks;

import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryBudget;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
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

/// Cost of getting a table back from what came off the wire, up to the last number of its last column.
///
/// Ours: [#dask] and [#arrow], which check the metadata, the lengths of all buffers and the outermost offsets, and view
/// the memory that the message is in; each takes a lease, as every message does, and closes it, which closes the table.
/// [#lease] is what that alone costs. Since the rival copies the message to where it stays, [#daskFromHeap] does so
/// too. Floor: one copy of the same bytes from the heap to native memory. Rival: Arrow Java's own `ArrowStreamReader`.
/// All start from what [SerializeTable] wrote.
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
public class DeserializeTable {
    private static final long ALIGNMENT = 64;
    private static final long MAX_IDLE_BYTES = 256L << 20;

    /// What is deserialized.
    @Param
    public TableShape shape = TableShape.EIGHT_COLUMNS;

    /// How many rows each batch has; 0 for what the shape says.
    int batchRowCount;

    private final Serialization serialization = Serialization.standard();
    private final BufferAllocator allocator = new RootAllocator();
    private Message dask = Message.EMPTY;
    private Message arrow = Message.EMPTY;
    private byte[] heap = new byte[0];
    private byte[] arrowJava = new byte[0];
    private MemorySegment target = MemorySegment.NULL;

    /// A serialized table in memory that a lease gets, with what is in it, again and again.
    private static final class Message {
        static final Message EMPTY = new Message(new Serialized(Header.EMPTY, List.of()));

        private final MemoryPool pool = MemoryPool.of(MemoryBudget.standard(), MAX_IDLE_BYTES);
        private final Header header;
        private final long[] sizes;
        private final long byteSize;

        Message(Serialized serialized) {
            header = serialized.header();
            sizes = serialized.frames().stream().mapToLong(Frame::byteSize).toArray();
            byteSize = serialized.frames().stream().mapToLong(Frame::byteSize).sum();
            try (Lease lease = lease()) {
                MemorySegment memory = allocate(lease);
                Frame.join(serialized.frames()).copyTo(memory);
            }
        }

        Lease lease() {
            return pool.lease(Ownership.LEASED);
        }

        /// The pool has one region, so that it is the one that was filled.
        MemorySegment allocate(Lease lease) {
            return lease.allocate(byteSize, ALIGNMENT);
        }

        Serialized in(MemorySegment memory) {
            List<Frame> frames = new ArrayList<>(sizes.length);
            long at = 0;
            for (long size : sizes) {
                frames.add(Frame.of(memory.asSlice(at, size)));
                at += size;
            }
            return new Serialized(header, frames);
        }
    }

    /// Writes what is read.
    ///
    /// @throws IOException never
    @Setup
    public void setUp() throws IOException {
        SerializeTable writer = new SerializeTable();
        writer.shape = shape;
        writer.batchRowCount = batchRowCount;
        writer.setUp();
        dask = new Message(writer.dask());
        arrow = new Message(writer.arrow());
        heap = writer.daskWithPayload().toArray(ValueLayout.JAVA_BYTE);
        target = Arena.ofAuto().allocate(heap.length, Long.BYTES);
        arrowJava = writer.arrowJava().toArray(ValueLayout.JAVA_BYTE);
        writer.tearDown();
    }

    /// Gives the memory back.
    @TearDown
    public void tearDown() {
        dask.pool.trim();
        arrow.pool.trim();
        allocator.close();
    }

    /// From a frame that is an IPC stream, as a view of it.
    ///
    /// @return the last number
    @Benchmark
    public double dask() {
        return read(dask);
    }

    /// From a frame for each buffer, as views of them.
    ///
    /// @return the last number
    @Benchmark
    public double arrow() {
        return read(arrow);
    }

    private double read(Message message) {
        try (Lease lease = message.lease()) {
            return last(read(message, message.allocate(lease), lease));
        }
    }

    /// Shows the whole tables, as [#dask] and [#arrow] read them.
    void show(Consumer<Table> action) {
        for (Message message : List.of(dask, arrow)) {
            try (Lease lease = message.lease()) {
                action.accept(read(message, message.allocate(lease), lease));
            }
        }
    }

    private Table read(Message message, MemorySegment memory, Lease lease) {
        return (Table) Objects.requireNonNull(serialization.deserialize(message.in(memory), Context.local(lease)));
    }

    private static double last(Table table) {
        return last(table.batches().getLast().root());
    }

    private static double last(VectorSchemaRoot root) {
        return ((Float8Vector) root.getFieldVectors().getLast()).get(root.getRowCount() - 1);
    }

    /// What of [#dask] is no table: a lease is taken, memory of the message's size allocated, and both given back.
    ///
    /// @return where the memory was
    @Benchmark
    @Floor(of = {"dask", "arrow"})
    public long lease() {
        try (Lease lease = dask.lease()) {
            return dask.allocate(lease).address();
        }
    }

    /// From a stream on the heap, which is copied to memory of the lease first.
    ///
    /// @return the last number
    @Benchmark
    public double daskFromHeap() {
        try (Lease lease = dask.lease()) {
            MemorySegment memory = dask.allocate(lease).copyFrom(MemorySegment.ofArray(heap));
            return last(read(dask, memory, lease));
        }
    }

    /// The rival: Arrow Java's reader of streams, which copies every body to memory of its own.
    ///
    /// @return the last number
    /// @throws IOException never
    @Benchmark
    @Rival(value = "Arrow Java", of = "daskFromHeap")
    public double arrowJava() throws IOException {
        double last = Double.NaN;
        try (ArrowStreamReader reader = new ArrowStreamReader(new HeapChannel(arrowJava), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                last = last(root);
            }
        }
        return last;
    }

    /// The floor: as many bytes, copied once from the heap to native memory that was used before.
    ///
    /// @return where they are
    @Benchmark
    @Floor(of = "daskFromHeap")
    public MemorySegment floor() {
        return target.copyFrom(MemorySegment.ofArray(heap));
    }
}
