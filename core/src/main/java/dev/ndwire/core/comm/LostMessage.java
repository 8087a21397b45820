package dev.ndwire.core.comm;

import dev.ndwire.core.value.PyDict;
import org.jspecify.annotations.Nullable;

/// What a message was that cannot be read, as far as its sender cares.
enum LostMessage {
    /// A request, whose sender waits for an answer.
    REQUEST,
    /// Something that nobody answers, such as a batch of a stream.
    ONE_WAY,
    /// Not even that can be told.
    UNKNOWN;

    /// Tells it from the message's maps, lists and texts.
    ///
    /// @param outline the message; what stands in it for its objects does not matter
    static LostMessage of(@Nullable Object outline) {
        return outline instanceof PyDict arguments
                        && arguments.get("op") instanceof String
                        && !Boolean.FALSE.equals(arguments.get("reply"))
                ? REQUEST
                : ONE_WAY;
    }
}
