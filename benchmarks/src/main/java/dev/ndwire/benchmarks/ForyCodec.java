package dev.ndwire.benchmarks;

import org.apache.fory.Fory;
import org.apache.fory.config.Language;
import org.apache.fory.logging.LoggerFactory;

/// Apache Fory, in band, whose classes are registered.
final class ForyCodec extends HeapCodec {
    private final Fory fory = fory();

    static Fory fory() {
        // It tells of each one that is made.
        LoggerFactory.disableLogging();
        return Fory.builder()
                .withLanguage(Language.JAVA)
                .requireClassRegistration(true)
                .build();
    }

    @Override
    void register(Elements elements) {
        if (elements == Elements.STRUCTURED) {
            fory.register(Elements.Reading.class);
            fory.register(Elements.Reading[].class);
            fory.register(Elements.Reading[][].class);
        }
    }

    @Override
    byte[] write(Object array) {
        return fory.serialize(array);
    }

    @Override
    Object read(byte[] written) {
        return fory.deserialize(written);
    }
}
