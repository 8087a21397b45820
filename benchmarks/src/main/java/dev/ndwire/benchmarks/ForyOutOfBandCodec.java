package dev.ndwire.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.serializer.BufferObject;
import org.jspecify.annotations.Nullable;

/// Apache Fory with the numbers out of band: each line of them goes to a buffer of its own, which the program would
/// send beside the rest. Fory has buffers of primitive arrays only, and copies into them.
final class ForyOutOfBandCodec implements ArrayCodec {
    private final Fory fory = ForyCodec.fory();
    private final List<BufferObject> objects = new ArrayList<>();
    private final List<MemoryBuffer> buffers = new ArrayList<>();
    private @Nullable Matrix matrix;
    private byte[] bytes = {};

    @Override
    public void hold(Matrix held) {
        if (held.elements() == Elements.STRUCTURED) {
            throw ArrayCodec.unfit("Fory, out of band,", held);
        }
        this.matrix = held;
    }

    @Override
    public List<MemoryBuffer> write() {
        if (matrix == null) {
            throw new IllegalStateException("no matrix is held");
        }
        objects.clear();
        buffers.clear();
        bytes = fory.serialize(matrix.toJava(), object -> {
            objects.add(object);
            return false;
        });
        objects.forEach(object -> buffers.add(object.toBuffer()));
        return buffers;
    }

    @Override
    public Object read() {
        // Whoever receives it has buffers that nobody has read.
        buffers.forEach(buffer -> buffer.readerIndex(0));
        return fory.deserialize(bytes, buffers);
    }
}
