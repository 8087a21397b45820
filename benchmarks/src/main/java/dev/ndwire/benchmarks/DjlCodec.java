package dev.ndwire.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// DJL's `NDArray.encode` and `decode`, with the arrays that need no engine: a buffer and a shape, in C order only.
/// Engines encode and decode by the same code, and copy from their memory and to it besides.
final class DjlCodec implements ArrayCodec {
    private final NDManager manager = new PassthroughNDManager(null, Device.cpu());
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private Shape shape = new Shape();
    private @Nullable DataType type;
    private byte[] bytes = {};

    @Override
    public void hold(Matrix matrix) {
        type = switch (matrix.elements()) {
            case FLOAT64 -> DataType.FLOAT64;
            case FLOAT32 -> DataType.FLOAT32;
            case INT64 -> DataType.INT64;
            case STRUCTURED -> throw ArrayCodec.unfit("DJL", matrix);
        };
        if (matrix.layout() != Layout.C) {
            throw ArrayCodec.unfit("DJL", matrix);
        }
        buffer = matrix.memory().segment().asByteBuffer();
        shape = new Shape(matrix.rowCount(), matrix.columnCount());
    }

    @Override
    public byte[] write() {
        // It moves the buffer's position, so that each array takes one of its own.
        ByteBuffer own = buffer.duplicate().order(ByteOrder.nativeOrder());
        bytes = manager.create(own, shape, type).encode();
        return bytes;
    }

    @Override
    public NDArray read() {
        return NDArray.decode(manager, bytes);
    }

    @Override
    public void close() {
        manager.close();
    }
}
