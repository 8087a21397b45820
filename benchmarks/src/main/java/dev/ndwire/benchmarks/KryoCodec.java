package dev.ndwire.benchmarks;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.unsafe.UnsafeInput;
import com.esotericsoftware.kryo.unsafe.UnsafeOutput;

/// Kryo, whose classes are registered.
final class KryoCodec extends HeapCodec {
    private static final int FIRST_BUFFER_BYTES = 4096;

    private final Kryo kryo = new Kryo();
    private final Output output;
    private final Input input;

    private KryoCodec(Output output, Input input) {
        this.output = output;
        this.input = input;
    }

    /// With its usual buffers.
    static KryoCodec plain() {
        return new KryoCodec(new Output(FIRST_BUFFER_BYTES, -1), new Input());
    }

    /// With buffers that copy numbers by Unsafe.
    static KryoCodec unsafe() {
        return new KryoCodec(new UnsafeOutput(FIRST_BUFFER_BYTES, -1), new UnsafeInput());
    }

    @Override
    void register(Elements elements) {
        kryo.register(Elements.Reading.class);
        kryo.register(elements.line(0).getClass());
        kryo.register(elements.lines(0, 0).getClass());
    }

    @Override
    byte[] write(Object array) {
        output.reset();
        kryo.writeClassAndObject(output, array);
        return output.toBytes();
    }

    @Override
    Object read(byte[] written) {
        input.setBuffer(written);
        return kryo.readClassAndObject(input);
    }
}
