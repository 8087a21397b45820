package dev.ndwire.benchmarks;

import dev.ndwire.arrow.numpy.Tensors;
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
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Cost of getting a matrix back from what came off the wire.
///
/// Ours: [#deserialize] from header and frames, [#loads] from the frames of a whole request, [#tensor], all viewing the
/// memory that the payload is in, and, since most rivals copy the payload to where it stays, [#loadsFromStream]. Floor:
/// one `MemorySegment.copy` of the same bytes. All start from what [SerializeArray] wrote.
public class DeserializeArray extends ArrayRivals {
    private static final int STREAM_HEAD_BYTES = 8;

    private final Serialization serialization = Serialization.standard();
    private MemorySegment message = MemorySegment.NULL;
    private MemorySegment target = MemorySegment.NULL;
    private List<Frame> frames = List.of();
    private @Nullable Serialized serialized;
    private MemorySegment tensor = MemorySegment.NULL;

    /// Has everything run that a long-running process would have run.
    ///
    /// @throws IOException if there is no room for a temporary file
    @Setup
    public void warmKernelsUp() throws IOException {
        KernelWarmUp.run(serialization);
    }

    @Override
    void prepare() throws IOException {
        SerializeArray writer = new SerializeArray();
        writer.byteSize = byteSize;
        writer.dtype = dtype;
        writer.layout = layout;
        writer.setUp();
        message = writer.dumpsWithPayload();
        target = Arena.ofAuto().allocate(byteSize, Long.BYTES);
        // Without the head, a message on a stream is one in memory.
        frames = Packing.unpack(
                message.asSlice(STREAM_HEAD_BYTES), WireLimits.standard().maxFrames());
        serialized = new Serialized(
                MsgpackReader.decodeHeader(frames.get(1).toByteArray(), HeaderLimits.standard()), frames.subList(2, 3));
        if (dtype != Elements.STRUCTURED) {
            Frame frame = writer.tensor();
            tensor = Arena.ofAuto().allocate(frame.byteSize(), Long.BYTES);
            frame.copyTo(tensor);
        }
    }

    @Override
    Object run(ArrayCodec rival) throws IOException {
        return rival.read();
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

    /// From a message of Arrow's tensors, as a view of it.
    ///
    /// @return the array
    @Benchmark
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = "Arrow's tensors are of numbers")
    public NDArray tensor() {
        return Tensors.read(tensor);
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
