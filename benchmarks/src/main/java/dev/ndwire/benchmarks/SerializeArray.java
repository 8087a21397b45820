package dev.ndwire.benchmarks;

import dev.ndwire.arrow.numpy.Tensors;
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
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Cost of turning a matrix into what goes on the wire.
///
/// Ours: [#serialize] to header and frames, [#dumps] until every byte before the payload exists, [#tensor], and, since
/// the rivals lay the payload down as well, [#dumpsWithPayload]. Floor: one `MemorySegment.copy` of the same bytes. The
/// rivals write into arrays or buffers that are there already where they can.
public class SerializeArray extends ArrayRivals {
    static final String KEY = "x";

    private static final long MAX_PRELUDE_BYTES = 4 << 10;

    private final Serialization serialization = Serialization.standard();
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

    @Override
    void prepare() throws IOException {
        message =
                PyDict.of("op", "update_data", "reply", true, "data", PyDict.of(KEY, new Serialize(matrix().array())));
        source = Arena.ofAuto().allocate(byteSize, Long.BYTES).fill((byte) 1);
        target = Arena.ofAuto().allocate(byteSize + MAX_PRELUDE_BYTES, Long.BYTES);
    }

    @Override
    Object run(ArrayCodec rival) throws IOException {
        return rival.write();
    }

    /// Header and frames; what is not contiguous is gathered into memory of the pool.
    ///
    /// @return header and frames; the frames' memory may be gone already
    @Benchmark
    public Serialized serialize() {
        try (Lease lease = MemoryPool.standard().lease(Ownership.LEASED)) {
            return serialization.serialize(matrix().array(), Context.local(lease));
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

    /// A message of Arrow's tensors; the body is the array's memory where that is contiguous, else gathered.
    ///
    /// @return the message
    @Benchmark
    @Lacks(parameter = "dtype", values = "STRUCTURED", because = "Arrow's tensors are of numbers")
    public Frame tensor() {
        return Tensors.write(matrix().array());
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
