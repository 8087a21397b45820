package dev.ndwire.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.jspecify.annotations.Nullable;

/// Arrow Java's IPC stream of one column: the numbers as they lie, whose shape the program would have to tell by
/// itself. It has no strides, and its structs are columns side by side.
final class ArrowCodec implements ArrayCodec {
    private static final int MAX_METADATA_BYTES = 8 << 10;

    private final BufferAllocator allocator = new RootAllocator();
    private VectorSchemaRoot root = VectorSchemaRoot.of();
    private byte[] target = {};
    private @Nullable ArrowStreamReader reader;

    @Override
    public void hold(Matrix matrix) {
        if (!matrix.layout().isContiguous()) {
            throw ArrayCodec.unfit("Arrow Java", matrix);
        }
        MemorySegment memory = matrix.memory().segment();
        BaseFixedWidthVector vector = switch (matrix.elements()) {
            case FLOAT64 -> new Float8Vector("numbers", allocator);
            case FLOAT32 -> new Float4Vector("numbers", allocator);
            case INT64 -> new BigIntVector("numbers", allocator);
            case STRUCTURED -> throw ArrayCodec.unfit("Arrow Java", matrix);
        };
        int count = Math.toIntExact(matrix.array().size());
        try (ArrowBuf validity = allocator.buffer((count + 7L) / 8);
                ArrowBuf data = allocator.buffer(memory.byteSize())) {
            validity.setOne(0, validity.capacity());
            data.setBytes(0, memory.asByteBuffer());
            vector.loadFieldBuffers(new ArrowFieldNode(count, 0), List.of(validity, data));
        }
        root = new VectorSchemaRoot(List.of(vector));
        target = new byte[Math.toIntExact(memory.byteSize() + count / 8 + MAX_METADATA_BYTES)];
    }

    @Override
    public MemorySegment write() throws IOException {
        HeapChannel channel = new HeapChannel(target);
        try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, channel)) {
            writer.writeBatch();
            writer.end();
        }
        return MemorySegment.ofArray(target).asSlice(0, channel.position());
    }

    @Override
    public FieldVector read() throws IOException {
        letGo();
        ArrowStreamReader opened = new ArrowStreamReader(new HeapChannel(target), allocator);
        reader = opened;
        opened.loadNextBatch();
        return opened.getVectorSchemaRoot().getVector(0);
    }

    // What was read last stays until the next comes.
    private void letGo() {
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            reader = null;
        }
    }

    @Override
    public void close() {
        letGo();
        root.close();
        allocator.close();
    }
}
