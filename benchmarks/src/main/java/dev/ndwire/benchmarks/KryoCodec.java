package dev.ndwire.benchmarks;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.unsafe.UnsafeInput;
import com.esotericsoftware.kryo.unsafe.UnsafeOutput;

/// Kryo, whose classes are registered.
final class KryoCodec implements ArrayCodec {
    private static final int FIRST_BUFFER_BYTES = 4096;

    private final Kryo kryo = new Kryo();
    private final Output output;
    private final Input input;

    private KryoCodec(Output output, Input input) {
        this.output = output;
        this.input = input;
        kryo.register(double[].class);
        kryo.register(double[][].class);
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
    public byte[] write(Object array) {
        output.reset();
        kryo.writeClassAndObject(output, array);
        return output.toBytes();
    }

    @Override
    public Object read(byte[] bytes) {
        input.setBuffer(bytes);
        return kryo.readClassAndObject(input);
    }
}
