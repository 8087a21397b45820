package dev.ndwire.core;

import dev.ndwire.core.family.Serialization;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.ByteSized;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// An object that msgpack has no form for, and that keeps the frame it was read from. Equal by content.
public record Blob(Frame content) implements ByteSized {
    /// The standard families, of which `dask` knows blobs.
    public static final Serialization SERIALIZATION = Serialization.standard()
            .with(TypeSerializer.of(
                    Blob.class,
                    "tests.Blob",
                    blob -> Serialized.of(Header.EMPTY, blob.content()),
                    (header, frames) -> new Blob(frames.get(0))));

    public static Blob of(String text) {
        return new Blob(Frame.utf8(text));
    }

    /// Bytes that tell where they stand.
    public static Blob random(int byteSize, long seed) {
        byte[] bytes = new byte[byteSize];
        new Random(seed).nextBytes(bytes);
        return new Blob(Frame.of(bytes));
    }

    @Override
    public long byteSize() {
        return content.byteSize();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Blob that && content.contentEquals(that.content);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(content.byteSize());
    }
}
