package dev.ndwire.benchmarks;

import org.apache.fory.Fory;
import org.apache.fory.config.Language;

/// Apache Fory, in band.
final class ForyCodec implements ArrayCodec {
    private final Fory fory = Fory.builder()
            .withLanguage(Language.JAVA)
            .requireClassRegistration(true)
            .build();

    @Override
    public byte[] write(Object array) {
        return fory.serialize(array);
    }

    @Override
    public Object read(byte[] bytes) {
        return fory.deserialize(bytes);
    }
}
