package dev.ndwire.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.razorvine.pickle.Pickler;
import net.razorvine.pickle.Unpickler;

/// `net.razorvine:pickle`: numbers become Python's `array.array`.
final class PickleCodec extends HeapCodec {
    private final ByteArraySink sink = new ByteArraySink();

    @Override
    void register(Elements elements) {
        if (elements == Elements.STRUCTURED) {
            throw new IllegalArgumentException("net.razorvine:pickle makes dictionaries of records");
        }
    }

    @Override
    byte[] write(Object array) throws IOException {
        sink.clear();
        new Pickler().dump(array, sink);
        return sink.bytes();
    }

    @Override
    Object read(byte[] written) throws IOException {
        return new Unpickler().load(new ByteArrayInputStream(written));
    }
}
