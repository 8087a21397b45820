package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The family `error`: what a sender puts in place of an object that it could not serialize.
final class ErrorFamily implements Family {
    static final String NAME = "error";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable Serialized serialize(@Nullable Object value, Context context) {
        return null;
    }

    static Serialized of(String message) {
        return Serialized.of(Header.of("serializer", NAME), Frame.utf8(message));
    }

    @Override
    public @Nullable Object deserialize(Header header, List<Frame> frames, Context context) {
        String lines = frames.stream().map(Frame::toUtf8).collect(Collectors.joining("\n"));
        throw new SerializationException("the sender could not serialize the object: " + lines);
    }
}
