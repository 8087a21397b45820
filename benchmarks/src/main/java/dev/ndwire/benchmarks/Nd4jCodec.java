package dev.ndwire.benchmarks;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.serde.binary.BinarySerde;

/// ND4J's `BinarySerde`, into a direct buffer that is used again. Arrays have strides; but what it writes of a view
/// cannot be read again, so that a program has to copy a view first.
final class Nd4jCodec implements ArrayCodec {
    /// What has to be on the class path for it: ND4J's native code is another file on each platform.
    static final String NATIVES = "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64/libjnind4jcpu.so";

    private @Nullable INDArray array;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private boolean isContiguous;
    private @Nullable INDArray last;

    @Override
    public void hold(Matrix matrix) {
        DataType type = switch (matrix.elements()) {
            case FLOAT64 -> DataType.DOUBLE;
            case FLOAT32 -> DataType.FLOAT;
            case INT64 -> DataType.INT64;
            case STRUCTURED -> throw ArrayCodec.unfit("ND4J", matrix);
        };
        long[] shape = matrix.memory().shape();
        INDArray memory = Nd4j.create(type, shape, 'c');
        MemorySegment all = matrix.memory().segment();
        memory.data().asNio().put(all.asByteBuffer());
        isContiguous = matrix.layout().isContiguous();
        INDArray stepped =
                isContiguous ? memory : memory.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2, shape[1]));
        INDArray held = switch (matrix.layout()) {
            case C, STEPPED -> stepped;
            case F, TRANSPOSED -> stepped.transpose();
        };
        array = held;
        buffer = ByteBuffer.allocateDirect(BinarySerde.byteBufferSizeFor(isContiguous ? held : held.dup('c')))
                .order(ByteOrder.nativeOrder());
    }

    @Override
    public ByteBuffer write() {
        if (array == null) {
            throw new IllegalStateException("no matrix is held");
        }
        if (isContiguous) {
            BinarySerde.doByteBufferPutUnCompressed(array, buffer.clear(), true);
        } else {
            try (INDArray gathered = array.dup('c')) {
                BinarySerde.doByteBufferPutUnCompressed(gathered, buffer.clear(), true);
            }
        }
        return buffer;
    }

    @Override
    public INDArray read() {
        close();
        INDArray read = BinarySerde.toArray(buffer.rewind());
        last = read;
        return read;
    }

    // What was read last stays until the next comes.
    @Override
    public void close() {
        if (last != null) {
            last.close();
            last = null;
        }
    }
}
