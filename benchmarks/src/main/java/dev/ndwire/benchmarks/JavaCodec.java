package dev.ndwire.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/// Java serialization, the rival that every JVM has.
final class JavaCodec extends HeapCodec {
    private final ByteArraySink sink = new ByteArraySink();

    @Override
    void register(Elements elements) {}

    @Override
    byte[] write(Object array) throws IOException {
        sink.clear();
        try (ObjectOutputStream out = new ObjectOutputStream(sink)) {
            out.writeObject(array);
        }
        return sink.bytes();
    }

    @Override
    Object read(byte[] written) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written))) {
            return in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("an array of a class that is not there", e);
        }
    }
}
