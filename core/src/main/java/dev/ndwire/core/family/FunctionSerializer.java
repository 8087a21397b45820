package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type serializer of two functions.
record FunctionSerializer<T>(
        Class<T> javaType,
        @Nullable String pythonType,
        TypeSerializer.ToFrames<T> toFrames,
        TypeSerializer.FromFrames<T> fromFrames)
        implements TypeSerializer<T> {
    @Override
    public Serialized serialize(T value, Context context) {
        return toFrames.serialize(value);
    }

    @Override
    public T deserialize(Header header, List<Frame> frames, Context context) {
        return fromFrames.deserialize(header, frames);
    }
}
