package dev.ndwire.benchmarks;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.header.HeaderLimits;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.message.MessageReader;
import dev.ndwire.core.wire.WireLimits;
import dev.ndwire.core.wire.WireReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Cost of a matrix's way into bytes and out of them again, in one process.
///
/// Ours: [#thereAndBack], a whole request laid down and read from a stream, which copies the payload twice, as the
/// rivals do, and [#inPlace] from the array to an array over the same memory. Floor: two `MemorySegment.copy`.
public class RoundTripArray extends ArrayRivals {
    private final Serialization serialization = Serialization.standard();
    private final SerializeArray writer = new SerializeArray();
    private MemorySegment source = MemorySegment.NULL;
    private MemorySegment between = MemorySegment.NULL;
    private MemorySegment target = MemorySegment.NULL;

    /// Has everything run that a long-running process would have run.
    ///
    /// @throws IOException if there is no room for a temporary file
    @Setup
    public void warmKernelsUp() throws IOException {
        KernelWarmUp.run(serialization);
    }

    @Override
    void prepare() throws IOException {
        writer.byteSize = byteSize;
        writer.dtype = dtype;
        writer.layout = layout;
        writer.setUp();
        source = Arena.ofAuto().allocate(byteSize, Long.BYTES).fill((byte) 1);
        between = Arena.ofAuto().allocate(byteSize, Long.BYTES);
        target = Arena.ofAuto().allocate(byteSize, Long.BYTES);
    }

    @Override
    Object run(ArrayCodec rival) throws IOException {
        rival.write();
        return rival.read();
    }

    /// A whole request laid end to end, and read from there as from a stream.
    ///
    /// @return the request, whose array's memory is back in the pool
    /// @throws IOException never
    @Benchmark
    public @Nullable Object thereAndBack() throws IOException {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return thereAndBack(lease);
        }
    }

    @Nullable
    Object thereAndBack(Lease lease) throws IOException {
        WireReader reader = WireReader.open(new SegmentSource(writer.dumpsWithPayload()), WireLimits.standard());
        return MessageReader.loads(reader, serialization, Context.local(lease), HeaderLimits.standard());
    }

    /// To header and frames, and an array of them; what is not contiguous is gathered on the way.
    ///
    /// @return the array, whose memory may be back in the pool
    @Benchmark
    public @Nullable Object inPlace() {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return inPlace(lease);
        }
    }

    @Nullable
    Object inPlace(Lease lease) {
        Context context = Context.local(lease);
        return serialization.deserialize(serialization.serialize(writer.matrix().array(), context), context);
    }

    /// The floor: as many bytes, copied from native memory to native memory, and from there to elsewhere.
    ///
    /// @return where they are
    @Benchmark
    @Floor(of = "thereAndBack")
    public MemorySegment floor() {
        MemorySegment.copy(source, 0, between, 0, byteSize);
        MemorySegment.copy(between, 0, target, 0, byteSize);
        return target;
    }
}
